/**
 * `npm run demo`: the main job on one machine. Starts the sandbox FHIR server with the fixture patients and the
 * service, opens a patient's oncology note as an EHR does, and prints the cards as a clinician would read them.
 */
import { parseArgs } from 'node:util';
import type { Card } from '../cards/card.ts';
import type { Fixture } from '../sandbox/fixtures.ts';
import { datedTo, readFixtures } from '../sandbox/fixtures.ts';
import { startSandbox } from '../sandbox/server.ts';
import { loadDefinitions } from '../sandbox/validation.ts';
import { startDemoService } from './demo-service.ts';
import type { HookCall } from './ehr-client.ts';
import { stopWithNpm } from '../stop-with-npm.ts';
import { EhrClient } from './ehr-client.ts';
import { printable } from './plain-markdown.ts';
import { portFault, portOf } from './ports.ts';
import { printCards } from './print-cards.ts';

const USAGE = `Usage: npm run demo [-- OPTIONS]

Starts a sandbox FHIR R4 server with synthetic patients and the service, opens a patient's oncology note as an EHR
does, prints the cards, and keeps serving until Ctrl-C.

  --patient ID   the patient whose note is opened (default: the first of the list)
  --list         list the patients and end
  --once         end after printing
  --help         this text

PORT (default 3000) and SANDBOX_PORT (default 8090) move the two servers; 0 takes a free port.
Nothing is kept, unless DATABASE_URL names a database.
`;

/** Exit status of wrong usage, of sysexits.h. */
const USAGE_STATUS = 64;

export interface Streams {
  readonly stdout: { write(text: string): unknown; readonly columns?: number; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
}

interface Request {
  readonly patient: string | undefined;
  readonly list: boolean;
  readonly once: boolean;
}

/** A demo that is running. */
export interface Demo {
  readonly sandboxUrl: string;
  readonly serviceUrl: string;
  readonly ehr: EhrClient;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts both servers. Rejects with a sentence for the user when a port is taken. */
export async function startDemo(fixtures: readonly Fixture[], env: Environment): Promise<Demo> {
  const sandboxPort = portOf('SANDBOX_PORT', 8090, env);
  const port = portOf('PORT', 3000, env);
  const sandbox = await startSandbox({ port: sandboxPort }).catch((fault: unknown) => {
    throw portFault(fault, 'SANDBOX_PORT', sandboxPort);
  });
  try {
    const today = new Date().toISOString().slice(0, 10);
    for (const { bundle } of fixtures) await sandbox.load(datedTo(bundle, today));
    const service = await startDemoService(env, sandbox.baseUrl).catch((fault: unknown) => {
      throw portFault(fault, 'PORT', port);
    });
    return {
      sandboxUrl: sandbox.baseUrl,
      serviceUrl: service.baseUrl,
      ehr: new EhrClient({ serviceBase: service.baseUrl, fhirBase: sandbox.baseUrl }),
      close: async () => {
        await service.close();
        await sandbox.close();
      },
    };
  } catch (fault) {
    await sandbox.close();
    throw fault;
  }
}

/** Runs the command; resolves with its exit status. `untilStopped` resolves when the user ends the demo. */
export async function run(
  args: readonly string[],
  env: Environment,
  streams: Streams,
  untilStopped: () => Promise<unknown>,
): Promise<number> {
  const say = (text: string): void => void streams.stdout.write(text);
  let demo: Demo | undefined;
  try {
    const request = requestOf(args);
    if (request === 'help') {
      say(USAGE);
      return 0;
    }
    const fixtures = readFixtures();
    if (request.list) {
      say(listOf(fixtures));
      return 0;
    }
    const fixture = chosen(fixtures, request.patient);
    demo = await startDemo(fixtures, env);
    const call = await demo.ehr.openNote(fixture.id);
    say(heading(fixture, call, demo));
    const colour = streams.stdout.isTTY === true && env.NO_COLOR === undefined;
    say(printCards(call.cards, { width: Math.min(streams.stdout.columns ?? 100, 120), colour }));
    say(await addresses(call.cards, demo, request.once));
    if (!request.once) {
      // Otherwise the first accepted suggestion would wait a second for them.
      loadDefinitions();
      await untilStopped();
    }
    return 0;
  } catch (fault) {
    streams.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    return fault instanceof WrongUsage ? USAGE_STATUS : 1;
  } finally {
    await demo?.close();
  }
}

class WrongUsage extends Error {}

function requestOf(args: readonly string[]): Request | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        patient: { type: 'string' },
        list: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values.help ? 'help' : { patient: values.patient, list: values.list, once: values.once };
  } catch (fault) {
    throw new WrongUsage(`${fault instanceof Error ? fault.message : String(fault)}\n\n${USAGE}`);
  }
}

/** The patient named by id, or by the number that the id begins with. */
function chosen(fixtures: readonly Fixture[], wanted: string | undefined): Fixture {
  const number = wanted?.padStart(2, '0');
  const found =
    wanted === undefined
      ? fixtures[0]
      : fixtures.find((fixture) => fixture.id === wanted || fixture.id.split('-')[0] === number);
  if (!found) throw new WrongUsage(`There is no such patient. These are:\n\n${listOf(fixtures)}`);
  return found;
}

function nameOf({ patient }: Fixture): string {
  const name = patient.name?.[0];
  return printable([...(name?.given ?? []), name?.family ?? ''].join(' ')).slice(0, 40);
}

function listOf(fixtures: readonly Fixture[]): string {
  const width = Math.max(...fixtures.map((fixture) => fixture.id.length));
  return fixtures.map((fixture) => `${fixture.id.padEnd(width)}  ${fixture.title}\n`).join('');
}

function heading(fixture: Fixture, call: HookCall, demo: Demo): string {
  const sent = Object.keys(call.request.prefetch ?? {}).join(', ');
  return [
    '',
    `Patient   ${nameOf(fixture)} (${fixture.id})`,
    `          ${fixture.title}`,
    `EHR       opens the oncology note: hook ${call.request.hook}`,
    `          prefetch filled from ${demo.sandboxUrl}: ${sent}`,
    `Service   POST ${demo.serviceUrl}/cds-services/${call.service.id}: ${call.cards.length} card${
      call.cards.length === 1 ? '' : 's'
    } in ${Math.round(call.milliseconds)} ms`,
    '',
    '',
  ].join('\n');
}

async function addresses(cards: readonly Card[], demo: Demo, once: boolean): Promise<string> {
  const demoPage = `${demo.serviceUrl}/demo`;
  const review = cards.flatMap((card) => card.links ?? []).find((link) => link.type === 'absolute');
  return [
    '',
    ...(review === undefined ? [] : [`Review page of this answer:  ${review.url}`]),
    ...((await isServed(demoPage)) ? [`Demo page (a small EHR):     ${demoPage}`] : []),
    `CDS Hooks discovery:         ${demo.serviceUrl}/cds-services`,
    `Knowledge base:              ${demo.serviceUrl}/knowledge`,
    `Sandbox FHIR R4 server:      ${demo.sandboxUrl}/Patient?_count=50`,
    '',
    once
      ? 'All patients are synthetic. This is decision support for clinicians, not advice to patients.\n'
      : 'All patients are synthetic. Serving until Ctrl-C; npm run demo -- --list shows the other patients.\n',
  ].join('\n');
}

async function isServed(url: string): Promise<boolean> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.ok;
}

if (import.meta.main) {
  const stopped = (): Promise<unknown> =>
    new Promise((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
      stopWithNpm();
    });
  process.exitCode = await run(process.argv.slice(2), process.env, process, stopped);
}
