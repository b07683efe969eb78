import { DEFAULT_FHIR_LIMITS } from '../fhir/limits.ts';
import { prefetchTemplates } from '../fhir/prefetch.ts';
import type { Diagnosis, FactCheck, SearchCheck } from './doctor-checks.ts';
import { printable } from './plain-markdown.ts';

const RESULT: Readonly<Record<SearchCheck['result'], string>> = {
  works: 'works',
  incomplete: 'INCOMPLETE',
  lacking: 'not there',
  failed: 'FAILED',
};
const NEED: Readonly<Record<SearchCheck['need'], string>> = {
  required: 'required',
  expected: 'expected',
  'if-supported': 'if it has it',
  courtesy: 'courtesy',
};

/** The findings for a person at a terminal. Text of the server is stripped of control characters. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { capability, searches, obstacles, patientId } = diagnosis;
  const lines = [
    `FHIR server           ${diagnosis.server}`,
    `CapabilityStatement   ${capability.text} (${Math.round(capability.milliseconds)} ms)`,
    `Patient               ${patientId ?? 'none'}`,
    '',
    ...(searches.length === 0 ? [] : [...searchTable(searches), '', ...factLines(diagnosis.facts), '']),
    ...(obstacles.length === 0
      ? ['The service can work with this server.']
      : ['What stands in the way:', ...obstacles.map((text) => `  - ${text}`)]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function searchTable(searches: readonly SearchCheck[]): string[] {
  const advertised = new Set(Object.keys(prefetchTemplates()));
  const rows = searches.map((search) => [
    search.resourceType,
    NEED[search.need],
    advertised.has(search.key) ? 'prefetch' : 'own',
    RESULT[search.result],
    String(search.count),
    `${Math.round(search.milliseconds)}${search.milliseconds > DEFAULT_FHIR_LIMITS.requestTimeoutMs ? ' SLOW' : ''}`,
    String(search.requests),
    search.listed === undefined ? '?' : search.listed ? 'yes' : 'no',
    search.ignored.length === 0 ? '-' : search.ignored.join(', '),
  ]);
  const head = [
    'search',
    'need',
    'asked by',
    'result',
    'count',
    'ms',
    'requests',
    'in metadata',
    'ignored parameters',
  ];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const remarks = searches.flatMap(({ resourceType, result, remarks }) =>
    remarks.map(
      (text) =>
        `  ${text.startsWith(resourceType) ? '' : `${resourceType}: `}${text}${result === 'lacking' ? ' (normal)' : ''}`,
    ),
  );
  return [line(head), ...rows.map(line), ...(remarks.length === 0 ? [] : ['', 'Remarks:', ...remarks])];
}

function factLines(facts: readonly FactCheck[]): string[] {
  const whole = facts.filter(({ notFrom }) => notFrom.length === 0);
  const partly = facts.filter(({ from, notFrom }) => from.length > 0 && notFrom.length > 0);
  const none = facts.filter(({ from }) => from.length === 0);
  const named = ({ fact, from, notFrom }: FactCheck): string =>
    `  ${fact.padEnd(28)} ${from.length === 0 ? '' : `from ${from.join(', ')}; `}not from ${notFrom.join(', ')}`;
  return [
    `Facts that can be had from this server (${whole.length} of ${facts.length} from every place where they are looked for):`,
    ...wrapped(whole.map(({ fact }) => fact)),
    ...(partly.length === 0 ? [] : ['Facts that can be had from some places only:', ...partly.map(named)]),
    ...(none.length === 0 ? [] : ['Facts that cannot be had:', ...none.map(named)]),
  ];
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of words) {
    if (line.length + word.length > 100) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return line.trim() === '' ? lines : [...lines, line];
}
