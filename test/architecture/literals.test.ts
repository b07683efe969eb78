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

const NUMBER =
  /(?<![\w$.])(?:\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|0[xob][\da-f_]+)(?![\w$])|(?<![\w$.)\]])\.\d+/gi;

/** Forms in which 0 and 1 are no numbers of medicine: the place in a list, and how many there are of something. */
const COUNTING: readonly RegExp[] = [
  /\[[01]\]/g,
  /\[[\w.]+ [+-] 1\]/g,
  /\.(?:length|size) (?:===|!==|<=|>=|<|>) [01]\b/g,
  /\.slice\((?:0|1)(?=[,)])/g,
];
/** A grade is named by its number: G1, G2, G3. */
const GRADE_NAMES: readonly RegExp[] = [
  /\bgrade (?:===|!==|<=|>=|<|>) [123]\b/g,
  /\bgrades\.push\([123]\)/g,
  /\b1 \| 2 \| 3\b/g,
];
/** Text made into a number is a number all the same. */
const CONVERTED = /\b(?:Number(?:\.parseFloat|\.parseInt)?|parseFloat|parseInt|BigInt)\s*\(/;
/** `+'30'` */
const UNARY = /(?:^|[=(,:?<>&|[])\s*[+-]\s*['"`]/;

/** Lines of code with a number of their own. */
function numbered(text: string): readonly string[] {
  return codeOnly(text)
    .split('\n')
    .filter((line) => {
      let rest = line;
      for (const allowed of [...COUNTING, ...GRADE_NAMES]) rest = rest.replace(allowed, '');
      return rest.search(NUMBER) >= 0 || CONVERTED.test(rest) || UNARY.test(rest);
    })
    .map((line) => line.trim());
}

/** Files of the decision core that are no rules, and why numbers may stand in them. */
const NO_RULES: Readonly<Record<string, string>> = {
  'parameter-table.ts': 'the table of the numbers',
  'parameters.ts': 'reads the table; steps and halves of steps',
  'site-values.ts': 'reads the file of a site; constants of a hash',
  'fact-check.ts': 'form of what is given: days of the months, characters',
  'known-values.ts': 'places in memory',
  'completion.ts': 'values to try out, beside and between the limits of the table',
  'deciding-sets.ts': 'bounds of a search',
  'reachable.ts': 'bounds of a search; order of the answers',
  'decision-tables.ts': 'fills in tables by asking the rules',
  'rule-tables.ts': 'made-up patients of the tables',
  'sample-situations.ts': 'made-up patients',
  'load-checks.ts': 'checks of the knowledge base',
  'word-lists.ts': 'checks of the knowledge base',
  'case-table.ts': 'finds its way through tables of words, and checks them',
  'criterion-results.ts': 'words for people',
  'describe.ts': 'words for people',
  'evaluated-fact.ts': 'words for people',
  'evaluate.ts': 'puts the answer together',
  'order-critique.ts': 'words for people',
};

/** Lines of rule files in which a number is none that medicine sets, by a part of each, and why. */
const EXPLAINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'alerts.ts': { 'KEY_LENGTH = 3': 'letters of the key of a source' },
  'assumptions.ts': { 'months.low > 0': 'any time of stable disease' },
  'derivations.ts': {
    'ANY_NUMBER: Interval': 'no number is known',
    'value.low > 0': 'a lesion is on record',
    'return 2;': 'metastases in both lobes are at least two',
    'return 1;': 'a lesion is on record',
    'return 0;': 'nothing says that there is a lesion',
    '? 1 : 0;': 'liver metastases are at least one, unless they may have been treated',
  },
  'derived-values.ts': {
    'patterns.length < 3': 'not every pattern is possible',
    'grades.length < 3': 'not every grade is possible',
    'classes.length < 3': 'not every class is possible',
    'count.low > 0': 'a lesion is on record',
  },
  'liver-function.ts': {
    'ONE = 1': 'points of the score by its definition',
    'TWO = 2': 'points of the score by its definition',
    'THREE = 3': 'points of the score by its definition',
    'sum + part.fewest, 0': 'a sum begins at nought',
    'sum + part.most, 0': 'a sum begins at nought',
  },
  'missing.ts': { 'open === 1 && byKi.includes(3)': 'one place is open; G3 by its name' },
  'pattern.ts': {
    'distinct.length === 2': 'a pair of segments',
    '/^[234]/': 'segments of the left lobe by their names',
    '/^[5678]/': 'segments of the right lobe by their names',
  },
  'rank.ts': { "=== '') + 1]": 'the place after an option' },
  'situation.ts': {
    'WHOLE_LIVER = 100': 'per cent of the whole liver',
    'MOST_KEPT = 5': 'memory of a search',
    'between(0, highest.high)': 'from nought on',
    'Number(g.slice(1))': 'the number in the name of a grade',
  },
  'surgery-feasible.ts': { 'WHOLE_LIVER: Interval = between(0, 100)': 'per cent of the whole liver' },
  'tumour.ts': {
    'return [3];': 'grades by their names',
    '[1, 2, 3]': 'grades by their names',
  },
  'workup.ts': {
    'MOST_SHOWN = 5': 'length of a list',
    'SCORE_BASE = 20': 'weight of a place in the ranking',
    'candidate.score, 0': 'a sum begins at nought',
    'decided, 0, true': 'an item outside the ranking has no score',
  },
};

const RULES = sourceFiles('src/decision')
  .map(({ path, text }) => ({ name: path.slice('src/decision/'.length), text }))
  .filter(({ name }) => !(name in NO_RULES) && name !== 'version.generated.ts');

describe('numbers of the rules', () => {
  it.each(RULES.map(({ name, text }) => [name, text] as const))('%s holds none of its own', (name, text) => {
    const reasons = Object.keys(EXPLAINED[name] ?? {});
    expect(numbered(text).filter((line) => !reasons.some((part) => line.includes(part)))).toEqual([]);
  });

  it('no exception is left over', () => {
    const names = sourceFiles('src/decision').map(({ path }) => path.slice('src/decision/'.length));
    expect(Object.keys(NO_RULES).filter((name) => !names.includes(name))).toEqual([]);
    const unused = Object.entries(EXPLAINED).flatMap(([name, parts]) => {
      const lines = numbered(RULES.find((rule) => rule.name === name)?.text ?? '');
      return Object.keys(parts)
        .filter((part) => !lines.some((line) => line.includes(part)))
        .map((part) => `${name}: ${part}`);
    });
    expect(unused).toEqual([]);
  });

  it('the check finds what it looks for', () => {
    const found = [
      "if (x.low > 30) return isG3(t) && A14('12-14') && s.at(1);",
      'if (count > 1) return true;',
      'if (x.low === 0) return true;',
      'const half = 1e3;',
      'const mask = 0x1f;',
      'const c = `4 $' + '{5} %`;',
      'return s.age > .5;',
      "const limit = Number('30');",
      "const limit = Number.parseFloat('30');",
      'const limit = parseInt(TEXT);',
      "return value < +'30';",
      'if (x.grade === 4) return true;',
    ];
    expect(found.filter((line) => numbered(line).length === 0)).toEqual([]);
    const passed = [
      'const a = use(REMNANT); // 7',
      "const b = '3 %'; /* 6 */",
      'if (parts.length > 1) return parts[0];',
      'if (t.grade < 3) grades.push(3);',
      "const text = 'a' + 'b';",
    ];
    expect(passed.flatMap(numbered)).toEqual([]);
  });
});

describe('numbers by which the record is read', () => {
  const SPAN = /\bconst \w*(?:DAYS|WEEKS|MONTHS|YEARS)\w*(?:: \w+)? = -?\d/;

  it('stand in their table', () => {
    const found = sourceFiles('src/domain').flatMap(({ path, text }) =>
      codeOnly(text)
        .split('\n')
        .filter((line) => SPAN.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
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
