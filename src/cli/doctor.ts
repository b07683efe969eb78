import { parseArgs } from 'node:util';
import { parseFhirBase } from '../fhir/allowed-server.ts';
import { FhirClient, isFhirId, isSendableToken } from '../fhir/client.ts';
import { FhirConnections } from '../fhir/connections.ts';
import { DEFAULT_FHIR_LIMITS, type FhirLimits } from '../fhir/limits.ts';
import { diagnose, type RequestCounter } from './doctor-checks.ts';
import { diagnosisText } from './doctor-report.ts';

/** `npm run doctor -- --fhir URL`: does a FHIR server give what the service needs? */

const USAGE = `Usage: npm run doctor -- --fhir URL [--token TOKEN] [--patient ID] [--json]

Checks a FHIR R4 server against what the service reads: its CapabilityStatement, every search with count and time,
search parameters that it ignores, and which facts can be had from it. Sends GET requests only.

  --fhir URL        FHIR base URL; https, or http on this machine
  --token TOKEN     bearer token; also read from FHIR_TOKEN, which keeps it out of the process list
  --patient ID      patient to try the searches with (default: the first that the server lists)
  --json            the findings as JSON
  --help            this text

Exit status: 0 the service can work with this server, 1 it cannot or only with gaps, 64 wrong usage.
`;

const EXIT_OBSTACLES = 1;
const EXIT_USAGE = 64;

/** A person waits, not an EHR: longer than a hook call may take, so that slowness is measured and not cut off. */
const LIMITS: FhirLimits = {
  ...DEFAULT_FHIR_LIMITS,
  requestTimeoutMs: 15_000,
  budgetMs: 180_000,
  maxTotalBytes: 500 * 1024 * 1024,
  circuitFailures: Number.POSITIVE_INFINITY,
};

export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Runs the command; resolves with its exit status. The token is never printed. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  streams: Streams,
): Promise<number> {
  const refuse = (text: string): number => {
    streams.stderr.write(`${text}\n\n${USAGE}`);
    return EXIT_USAGE;
  };
  let values: ReturnType<typeof read>;
  try {
    values = read(args);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
  if (values.help === true) {
    streams.stdout.write(USAGE);
    return 0;
  }
  if (values.fhir === undefined) return refuse('Give the FHIR base URL with --fhir.');
  const parsed = parseFhirBase(values.fhir, true);
  if (!parsed.ok) return refuse(`The FHIR base URL ${parsed.reason}.`);
  const token = values.token ?? env.FHIR_TOKEN;
  if (token !== undefined && !isSendableToken(token)) return refuse('The token cannot be sent as a header.');
  if (values.patient !== undefined && !isFhirId(values.patient)) return refuse('--patient is not a FHIR id.');

  const counter: RequestCounter = { requests: 0 };
  const connections = new FhirConnections({
    observe: ({ attempts }) => {
      counter.requests += attempts;
    },
  });
  const client = new FhirClient({
    server: parsed.server,
    limits: LIMITS,
    connections,
    ...(token === undefined ? {} : { accessToken: token }),
  });
  try {
    const diagnosis = await diagnose(client, counter, values.patient);
    streams.stdout.write(
      values.json === true ? `${JSON.stringify(plain(diagnosis), null, 2)}\n` : diagnosisText(diagnosis),
    );
    return diagnosis.obstacles.length === 0 ? 0 : EXIT_OBSTACLES;
  } finally {
    client.close();
    await connections.close();
  }
}

function read(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      fhir: { type: 'string' },
      token: { type: 'string' },
      patient: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

/** JSON without the maps of the CapabilityStatement. */
function plain({ capability, ...rest }: Awaited<ReturnType<typeof diagnose>>): unknown {
  const { statement, ...summary } = capability;
  return { ...rest, capability: { ...summary, types: [...(statement?.types.keys() ?? [])] } };
}

if (import.meta.main) {
  process.exitCode = await run(process.argv.slice(2), process.env, process);
}
