import { describe, expect, it } from 'vitest';
import { LIVER_IMAGING } from '../../src/mapping/liver-imaging.ts';
import { lookupTable } from '../../src/mapping/lookups.ts';
import { sourceFiles, withoutComments } from './source-files.ts';

/** Code without comments, strings and the words of templates: what is left of numbers is code. */
function codeOnly(text: string): string {
  return withoutComments(text)
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/g)].map((m) => m[1]).join(';'),
    );
}

const NUMBER = /(?<![\w$.])(?:\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|0[xob][\da-f_]+)(?![\w$])/gi;

/** Numbers other than 0 and 1, with their lines. */
function literals(text: string): readonly string[] {
  return codeOnly(text)
    .split('\n')
    .flatMap((line) =>
      [...line.matchAll(NUMBER)].map((match) => match[0]).filter((n) => n !== '0' && n !== '1'),
    )
    .map(String);
}

describe('numbers of the rules', () => {
  it.each(sourceFiles('src/decision/options').map((file) => [file.path, file.text] as const))(
    '%s holds none of its own',
    (_, text) => {
      expect(literals(text)).toEqual([]);
    },
  );

  it('the check finds what it looks for', () => {
    expect(literals("if (x.low > 30) return isG3(t) && A14('12-14') && s.at(1);")).toEqual(['30']);
    expect(
      literals(`const a = 2.5; // 7\nconst b = '3 %'; const c = \`4 $\{5} %\`; /* 6 */ const d = 0;`),
    ).toEqual(['2.5', '5']);
    expect(literals('const half = 1e3 + 0x1f;')).toEqual(['1e3', '0x1f']);
  });
});

/** Comparisons, numbers, and functions that answer a question instead of picking an element. */
const DECIDES: readonly RegExp[] = [
  /[<>]|!=|(?<![<>!])=|~/,
  /\d+(?:\.\d+)?\s*(?:'|$|\s|\))/,
  /\b(?:exists|empty|not|all|any|allTrue|anyTrue|hasValue|count|iif|matches|subsetOf|supersetOf|isDistinct)\s*\(/,
  /\b(?:and|or|xor|implies|in|contains|is)\b/,
];

function deciding(expression: string): boolean {
  return DECIDES.some((pattern) => pattern.test(expression));
}

describe('FHIRPath of the mapping', () => {
  const files = sourceFiles('src/mapping');
  const calls = files
    .filter(({ path }) => path !== 'src/mapping/selection.ts')
    .flatMap(({ text }) =>
      [...withoutComments(text).matchAll(/\bselection\(([^)]*)\)/g)].map((m) => m[1] ?? ''),
    );
  const expressions = calls.flatMap((call) => [...call.matchAll(/'([^']*)'/g)].map((m) => m[1] ?? ''));

  it('is written out where it is compiled, and compiled in one place', () => {
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((call) => !/^\s*'[^']+'(\s*,\s*'[^']+')?\s*,?\s*$/.test(call))).toEqual([]);
    const compiling = files.filter(({ text }) => /\bfrom 'fhirpath/.test(text)).map(({ path }) => path);
    expect(compiling).toEqual(['src/mapping/selection.ts']);
  });

  it('picks elements and compares nothing', () => {
    const stated = [...lookupTable(), ...LIVER_IMAGING].map(({ expression }) => expression);
    expect([...expressions, ...stated].filter(deciding)).toEqual([]);
  });

  it('the check finds what it looks for', () => {
    const refused = [
      'Observation.value > 3',
      "Observation.where(value.value >= 20 '%')",
      'Condition.where(code.exists())',
      'Observation.value.empty()',
      "Condition.code.coding.where(code = 'C7B.02')",
      'Observation.component.count() - 1',
      'Observation.value in Observation.component.value',
    ];
    expect(refused.filter((expression) => !deciding(expression))).toEqual([]);
    const picked = [
      'Observation.value',
      'DiagnosticReport.effective | DiagnosticReport.issued',
      'Patient.birthDate',
    ];
    expect(picked.filter(deciding)).toEqual([]);
  });
});
