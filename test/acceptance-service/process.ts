import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fixture, fullPrefetch, patientOf } from '../conformance/fixture-request.ts';

/** The service as people run it: a process of its own, spoken to over HTTP only. */
export interface ServiceProcess {
  readonly base: string;
  /** All that it wrote to standard output and standard error. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const running = new Set<ChildProcess>();

/** Where the code of started processes is kept once it is compiled. */
const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;

/** Starts `node src/main.ts` on a free port, in memory unless the environment names a database. */
export async function startProcess(
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd,
    env: { PATH, NODE_COMPILE_CACHE, DATABASE_URL: 'sqlite::memory:', PORT: '0', ...env },
  });
  running.add(child);
  let output = '';
  const base = await new Promise<string>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /"address":"([^"]+)"/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', () => reject(new Error(`the service ended: ${output}`)));
  });
  return {
    base,
    output: () => output,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
      child.kill(signal);
      const [code, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      running.delete(child);
      return code ?? by;
    },
  };
}

/** Ends whatever a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly indicator: string;
  readonly source: { readonly topic: { readonly code: string } };
  readonly suggestions?: readonly {
    readonly uuid: string;
    readonly label: string;
    readonly actions: readonly { readonly resource: Record<string, unknown> }[];
  }[];
  readonly links?: readonly { readonly url: string; readonly type: string }[];
}

export type Headers = Readonly<Record<string, string>>;

/** Posts JSON; the answer's status and JSON body. */
export async function call(
  url: string,
  body: unknown,
  headers: Headers = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: globalThis.Headers }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: response.headers,
  };
}

/** The cards of an answer with status 200. */
export async function cardsOf(url: string, body: unknown, headers: Headers = {}): Promise<readonly Card[]> {
  const answer = await call(url, body, headers);
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { cards: readonly Card[] }).cards;
}

export const topics = (cards: readonly Card[]) => cards.map((card) => card.source.topic.code);

/** An order hook for a fixture patient with these drafts; all of them selected on order-select unless said. */
export function orderRequest(
  name: string,
  hook: 'order-select' | 'order-sign',
  drafts: readonly Readonly<Record<string, unknown>>[],
  selections?: readonly string[],
): Record<string, unknown> {
  const resources = fixture(name);
  const patientId = patientOf(resources).id;
  const entry = drafts.map((draft, index) => ({
    resource: {
      id: `draft-${index + 1}`,
      status: 'draft',
      intent: 'order',
      subject: { reference: `Patient/${patientId}` },
      ...draft,
    },
  }));
  const all = entry.map(
    ({ resource }) => `${String((resource as { resourceType?: string }).resourceType)}/${resource.id}`,
  );
  return {
    hook,
    hookInstance: crypto.randomUUID(),
    context: {
      userId: 'Practitioner/onc-7',
      patientId,
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry },
      ...(hook === 'order-select' ? { selections: selections ?? all } : {}),
    },
    prefetch: fullPrefetch(resources),
  };
}

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
/** A draft ServiceRequest by SNOMED CT code. */
export const ordered = (code: string) => ({
  resourceType: 'ServiceRequest',
  code: coded('http://snomed.info/sct', code),
});
/** A draft MedicationRequest by RxNorm code. */
export const prescribed = (code: string) => ({
  resourceType: 'MedicationRequest',
  medicationCodeableConcept: coded('http://www.nlm.nih.gov/research/umls/rxnorm', code),
});
