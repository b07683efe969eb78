import autocannon from 'autocannon';
import { evaluate } from '../decision/evaluate.ts';
import { cpuOf } from './bench/cpu.ts';
import { BENCH_DAY, factsOfFixture, hookRequest, map, PATIENTS, recordOf } from './bench/inputs.ts';
import { runServer, serve } from './bench/servers.ts';

/**
 * Speed in one run: CPU of the mapping and of the decision core beside their budgets, and requests per second beside
 * those of a bare Express handler on the same machine. Numbers of different machines cannot be compared; ratios can.
 */

interface Budgeted {
  readonly what: string;
  readonly milliseconds: number;
  /** CPU in milliseconds; absent: for information. */
  readonly budget?: number;
}

const SECONDS = 5;
const WARM_SECONDS = 2;
const CONNECTIONS = 8;

/** CPU of one evaluation; without explanations and work-up, or with everything. */
function evaluation(
  fixture: string,
  parts: 'core' | 'everything',
  perRound: number,
  rounds?: number,
): number {
  const facts = factsOfFixture(fixture);
  const whole = parts === 'everything';
  const input = { date: BENCH_DAY, strict: false, withWorkup: whole, withExplanations: whole };
  return cpuOf(() => evaluate(facts, input), perRound, rounds);
}

function mapping(size: number, perRound: number): number {
  const bundle = recordOf(size);
  return cpuOf(() => map(bundle), perRound);
}

function measured(): readonly Budgeted[] {
  return [
    {
      what: 'Evaluation of typical facts with work-up and explanations',
      milliseconds: evaluation(PATIENTS.typical, 'everything', 20),
      budget: 1,
    },
    {
      what: 'Evaluation of typical facts without work-up: options, sets, alerts',
      milliseconds: evaluation(PATIENTS.typical, 'core', 100),
      budget: 0.1,
    },
    { what: 'Mapping of a record of 100 resources', milliseconds: mapping(100, 10), budget: 1.5 },
    { what: 'Mapping of a record of 1,000 resources', milliseconds: mapping(1000, 3), budget: 10 },
    {
      what: 'Evaluation of a progressing patient, everything',
      milliseconds: evaluation(PATIENTS.progressing, 'everything', 10),
    },
    {
      what: 'Evaluation of a patient of whom almost nothing is known, everything',
      milliseconds: evaluation(PATIENTS.sparse, 'everything', 1, 6),
    },
  ];
}

interface Rate {
  readonly what: string;
  readonly perSecond: number;
  readonly p99: number;
  /** The handler beside which it stands. */
  readonly beside?: string;
}

async function rate(what: string, url: string, body?: string, beside?: string): Promise<Rate> {
  const request =
    body === undefined
      ? { url }
      : { url, method: 'POST' as const, headers: { 'content-type': 'application/json' }, body };
  await autocannon({ ...request, connections: CONNECTIONS, duration: WARM_SECONDS });
  const result = await autocannon({ ...request, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx + result.errors + result.timeouts > 0) {
    throw new Error(
      `${what}: ${result.non2xx} refused, ${result.errors} errors, ${result.timeouts} timeouts`,
    );
  }
  return {
    what,
    perSecond: result.requests.average,
    p99: result.latency.p99,
    ...(beside === undefined ? {} : { beside }),
  };
}

const BARE_GET = 'Bare Express, GET';
const BARE_POST = 'Bare Express, POST with the body of the hook parsed';

async function rates(): Promise<readonly Rate[]> {
  const body = hookRequest();
  const bare = await runServer('bare');
  const found: Rate[] = [];
  try {
    found.push(await rate(BARE_GET, bare.base), await rate(BARE_POST, bare.base, body));
  } finally {
    bare.stop();
  }
  const service = await runServer('service');
  const services = `${service.base}/cds-services`;
  try {
    found.push(await rate('Discovery', services, undefined, BARE_GET));
    found.push(
      await rate('patient-view with full prefetch', `${services}/nelm-patient-view`, body, BARE_POST),
    );
  } finally {
    service.stop();
  }
  return found;
}

function shown(milliseconds: number): string {
  return milliseconds < 1 ? milliseconds.toFixed(3) : milliseconds.toFixed(1);
}

function printBudgets(rows: readonly Budgeted[]): void {
  console.log('CPU of one run on one core (best of many rounds)\n');
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, milliseconds, budget } of rows) {
    const verdict =
      budget === undefined
        ? ''
        : `budget ${budget} ms: ${milliseconds <= budget ? 'met' : 'MISSED'} (${(milliseconds / budget).toFixed(2)} of it)`;
    console.log(`  ${what.padEnd(width)}  ${`${shown(milliseconds)} ms`.padStart(10)}  ${verdict}`.trimEnd());
  }
}

function printRates(rows: readonly Rate[]): void {
  console.log(`\nRequests per second (${CONNECTIONS} connections, one process each)\n`);
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, perSecond, p99, beside } of rows) {
    const other = rows.find((row) => row.what === beside);
    const ratio = other ? `${(perSecond / other.perSecond).toFixed(3)} of ${other.what}` : '';
    console.log(
      `  ${what.padEnd(width)}  ${perSecond.toFixed(0).padStart(7)}/s  p99 ${`${p99} ms`.padStart(7)}  ${ratio}`.trimEnd(),
    );
  }
}

async function main(args: readonly string[]): Promise<void> {
  const [flag, served] = args;
  if (flag === '--serve') return serve(served === 'bare' ? 'bare' : 'service');
  printBudgets(measured());
  if (!args.includes('--cpu')) printRates(await rates());
}

await main(process.argv.slice(2));
