import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { evaluate } from '../decision/evaluate.ts';
import { assertKnowledge, KnowledgeError } from '../decision/load-checks.ts';
import { limits, separators } from '../decision/parameters.ts';
import { parseSiteValues } from '../decision/site-values.ts';
import { parseDate } from '../domain/calendar.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import { BundleError, recordFromBundle } from '../fhir/bundle.ts';
import { loadCodeSets } from '../mapping/code-sets.ts';
import { mapRecord } from '../mapping/map.ts';
import { printable } from './plain-markdown.ts';
import { report } from './report.ts';

/** `npm run evaluate -- FILE`: the evaluation of one patient's Bundle, as JSON or as a report for a person. */

const USAGE = `Usage: npm run evaluate -- FILE [--date YYYY-MM-DD] [--strict] [--pretty]

Evaluates the FHIR R4 Bundle of one patient and prints the evaluation as JSON.

  FILE              a Bundle (collection, searchset, transaction, or batch response); - reads standard input
  --date DATE       evaluate for this day (default: today)
  --strict          nothing is assumed: what is not on record is unknown
  --pretty          a report for a person instead of JSON
  --help            this text

THRESHOLDS_FILE, CODES_FILE and STRICT are read as by the service.
Exit status: 0 evaluated, 64 wrong usage, 65 not the Bundle of one patient, 66 file not readable,
70 knowledge base at fault, 78 configuration.
`;

/** Of sysexits.h. */
const EXIT = { usage: 64, data: 65, noInput: 66, software: 70, config: 78 } as const;

/** Ends the command with a sentence for the user and an exit status. */
class Refusal extends Error {
  readonly exit: number;
  constructor(text: string, exit: number) {
    super(text);
    this.exit = exit;
  }
}

interface Request {
  readonly file: string;
  readonly date: string;
  readonly strict: boolean;
  readonly pretty: boolean;
}

export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: { write(text: string): unknown; readonly columns?: number };
  readonly stderr: { write(text: string): unknown };
}

/** Runs the command; resolves with its exit status. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  streams: Streams,
): Promise<number> {
  try {
    const request = requestOf(args);
    if (request === 'help') {
      streams.stdout.write(USAGE);
      return 0;
    }
    assertKnowledge();
    const evaluation = evaluateBundle(parseJson(await readInput(request.file, streams.stdin)), request, env);
    streams.stdout.write(
      request.pretty
        ? report(evaluation, Math.min(streams.stdout.columns ?? 100, 120))
        : `${JSON.stringify(evaluation, null, 2)}\n`,
    );
    return 0;
  } catch (error) {
    const refusal = refusalOf(error);
    streams.stderr.write(`${printable(refusal.message)}\n`);
    return refusal.exit;
  }
}

function requestOf(args: readonly string[]): Request | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      date: { type: 'string' },
      strict: { type: 'boolean', default: false },
      pretty: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined) throw new Refusal(`Name the file of a Bundle.\n\n${USAGE}`, EXIT.usage);
  if (more.length > 0) throw new Refusal(`One file at a time.\n\n${USAGE}`, EXIT.usage);
  const date = values.date ?? today();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || parseDate(date) === undefined) {
    throw new Refusal('--date must be a calendar day such as 2026-11-20.', EXIT.usage);
  }
  return { file, date, strict: values.strict, pretty: values.pretty };
}

/** The calendar day where this process runs. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function readInput(file: string, stdin: NodeJS.ReadableStream): Promise<string> {
  if (file === '-') return readAll(stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw new Refusal(`${file} ${why}.`, EXIT.noInput);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The parser's message quotes the input, which is patient data.
    throw new Refusal('The input is not JSON.', EXIT.data);
  }
}

function evaluateBundle(
  bundle: unknown,
  request: Request,
  env: Readonly<Record<string, string | undefined>>,
): Evaluation {
  const config = readConfig({
    THRESHOLDS_FILE: env.THRESHOLDS_FILE,
    CODES_FILE: env.CODES_FILE,
    STRICT: env.STRICT,
  });
  const codes = configured('CODES_FILE', () => loadCodeSets(config.codes));
  const site =
    config.thresholds === undefined
      ? undefined
      : configured('THRESHOLDS_FILE', () => parseSiteValues(config.thresholds));
  const thresholds = site?.thresholds;
  const values = limits(thresholds);
  const mapped = mapRecord(recordFromBundle(bundle), {
    date: request.date,
    codes,
    cutpoints: (fact) => separators(fact, values),
    ageLimits: site?.ageLimits ?? {},
    recordLimits: site?.recordLimits ?? {},
  });
  return evaluate(mapped.recorded, {
    date: request.date,
    strict: request.strict || config.strict,
    ...(thresholds === undefined ? {} : { thresholds }),
    issues: mapped.issues,
    withWorkup: true,
  });
}

function configured<T>(variable: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be used';
    throw new ConfigError([`${variable}: ${why}`]);
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ConfigError) return new Refusal(error.message, EXIT.config);
  if (error instanceof KnowledgeError) return new Refusal(error.message, EXIT.software);
  if (error instanceof BundleError) {
    const texts = {
      'not-a-bundle': 'The input is not a FHIR Bundle.',
      'no-patient': 'The Bundle holds no Patient.',
      'merged-patient': 'The Patient of the Bundle was merged into another: give the record in use.',
      'several-patients': 'The Bundle holds more than one Patient: give one patient at a time.',
    } as const;
    return new Refusal(texts[error.reason], EXIT.data);
  }
  const code = (error as { code?: unknown } | undefined)?.code;
  if (error instanceof TypeError && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) {
    return new Refusal(`${error.message}\n\n${USAGE}`, EXIT.usage);
  }
  throw error;
}

if (import.meta.main) {
  // `| head` has read enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(process.argv.slice(2), process.env, process);
}
