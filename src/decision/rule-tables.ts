import type { FactId } from '../domain/fact-catalogue.ts';
import { FACTS } from '../domain/fact-catalogue.ts';
import type { Truth } from '../domain/truth.ts';
import { A14, C18, J12, M21, op } from './citation.ts';
import {
  type Answer,
  type Axis,
  type Case,
  type DecisionTable,
  filledTable,
  type Given,
  type TableDefinition,
  yesOrNo,
} from './decision-tables.ts';
import { childPughPoints } from './liver-function.ts';
import { optionOf } from './options.ts';
import { limits, type Limits, type ParameterId } from './parameters.ts';
import { numberCalled } from './site-thresholds.ts';
import type { Situation } from './situation.ts';
import { borderline, insufficient } from './surgical-base.ts';
import { portalDrainage } from './portal-drainage.ts';
import { worded } from './wording.ts';

const YES_NO = ['yes', 'no'] as const;

function stepOf(id: ParameterId): number {
  return numberCalled(id)?.step ?? 1;
}

function words(fact: FactId, name: string, only?: readonly string[]): Axis {
  const definition = FACTS[fact];
  const all: readonly string[] = only ?? (definition.type === 'word' ? definition.words : []);
  return { name, cases: all.map((word) => ({ label: word, given: { [fact]: word } })) };
}

/** A number around its limits: below the first, on each, between two, above the last. Limits that meet are one. */
function bands(
  values: Limits,
  fact: FactId,
  name: string,
  unit: string,
  named: readonly ParameterId[],
): Axis {
  const ids = named.filter((id, i) => named.findIndex((other) => values[other] === values[id]) === i);
  const given = (value: number): Given => ({ [fact]: Number(value.toFixed(2)) });
  const said = (text: string): string => worded(`${text}${unit}`, values);
  const end = (id: ParameterId, included: boolean) => ({ limit: said(`{${id}}`), included });
  const cases: Case[] = ids.flatMap((id, i): Case[] => {
    const limit = values[id];
    const before = ids[i - 1];
    const below = { given: given(limit - stepOf(id)), to: end(id, false) };
    return [
      before === undefined
        ? { label: said(`below {${id}}`), ...below }
        : {
            label: said(`above {${before}} and below {${id}}`),
            from: end(before, false),
            ...below,
          },
      { label: said(`{${id}}`), given: given(limit), from: end(id, true), to: end(id, true) },
    ];
  });
  const last = ids[ids.length - 1];
  if (last !== undefined) {
    const above = given(values[last] + stepOf(last));
    cases.push({ label: said(`above {${last}}`), given: above, from: end(last, false) });
  }
  return { name, cases };
}

/** The answer of a criterion as it stands in an option. */
function asked(option: string, id: string, name: string, expected: readonly string[] = YES_NO): Answer {
  const criterion = optionOf(option)?.criteria.find((one) => one.id === id);
  if (!criterion) throw new Error(`rule table: '${option}' has no criterion '${id}'`);
  return { name, expected, of: (s) => yesOrNo(criterion.test(s)) };
}

function question(name: string, test: (s: Situation) => Truth): Answer {
  return { name, expected: YES_NO, of: (s) => yesOrNo(test(s)) };
}

const JUDGEMENT: Axis = {
  name: 'Judgement of the surgeon or board; without one, the pattern',
  cases: [
    { label: 'resectable', given: { 'liver.resectability': 'resectable' } },
    { label: 'staged', given: { 'liver.resectability': 'staged' } },
    { label: 'unresectable', given: { 'liver.resectability': 'unresectable' } },
    ...['I', 'II', 'III'].map((pattern) => ({
      label: `none, pattern ${pattern}`,
      given: { 'liver.pattern.reported': pattern },
    })),
  ],
};
const PATTERN: Axis = words('liver.pattern.reported', 'Pattern');
const remnantOf = (values: Limits): Axis =>
  bands(values, 'liver.future-remnant', 'Future liver remnant', ' %', ['remnant-min']);

const PATTERN_II_OPEN = 'pattern II needs the judgement of the surgeon';

const gradeTable = (values: Limits): TableDefinition => ({
  id: 'grade',
  title: 'Grade from Ki-67 and mitoses',
  citations: [J12('70-76'), M21('21')],
  axes: [
    bands(values, 'ki67', 'Ki-67', ' %', ['ki67-g2-min', 'ki67-g2-max']),
    bands(values, 'mitoses', 'Mitoses per 2 mm2', '', ['mitoses-g2-min', 'mitoses-g2-max']),
  ],
  answers: [{ name: 'Grade', expected: ['G1', 'G2', 'G3'], of: (s) => s.grades.map((g) => `G${g}`) }],
  remark:
    'One index is enough; with both, the higher grade counts. Over several specimens the highest decides (operational definition).',
});

const patternTable = (values: Limits): TableDefinition => {
  const few = values['disseminated-count'];
  const many = worded('more than {disseminated-count}', values);
  // The second-largest lesion beside one of 60 mm that is just dominant, and beside one that is not.
  const second = Math.floor(60 / values['dominant-lesion-ratio']);
  return {
    id: 'pattern',
    title: 'Pattern of the liver metastases when it is not reported',
    citations: [
      C18('45-46'),
      J12('91-98'),
      op('size of a dominant lesion, number and share of disseminated disease'),
    ],
    axes: [
      {
        name: 'Number',
        cases: [
          { label: 'one', given: { 'liver.lesion-count': values['single-lesion'] } },
          { label: worded('2 to {disseminated-count}', values), given: { 'liver.lesion-count': few } },
          { label: many, given: { 'liver.lesion-count': few + 1 } },
        ],
      },
      {
        name: 'Segments',
        cases: [
          { label: 'one, or two adjacent', given: { 'liver.segments': ['6', '7'] } },
          { label: 'more, one lobe', given: { 'liver.segments': ['5', '6', '7'] } },
          { label: 'both lobes', given: { 'liver.segments': ['2', '5', '7'] } },
        ],
      },
      {
        name: 'Dominant lesion',
        cases: [
          { label: 'yes', given: { 'liver.largest-lesion': 60, 'liver.second-largest-lesion': second } },
          { label: 'no', given: { 'liver.largest-lesion': 60, 'liver.second-largest-lesion': second + 1 } },
        ],
      },
      bands(values, 'liver.involvement', 'Involvement', ' %', ['disseminated-involvement']),
    ],
    answers: [{ name: 'Pattern', expected: ['I', 'II', 'III'], of: (s) => s.patterns }],
    open: (row) => {
      const [number, segments, dominant, involvement] = row;
      const spread = number === many || involvement?.startsWith('above');
      const open = number !== 'one' && segments === 'both lobes' && dominant === 'no' && !spread;
      return open ? 'both lobes, no dominant lesion, not disseminated: II or III, to be judged' : undefined;
    },
    remark:
      'Asked in this order: one metastasis: I. One segment or two adjacent ones: I. One lobe: I. Both lobes with a dominant lesion: II. Both lobes and disseminated: III (provisional, with a surgical assessment in the work-up).',
  };
};

const RESECTABILITY: TableDefinition = {
  id: 'resectability',
  title: 'What the judgement on resectability (or else the pattern) decides',
  citations: [J12('section 3, Fig. 1'), C18('45-49'), M21('102, 122-136, 146-150')],
  axes: [JUDGEMENT],
  answers: [
    asked('liver-resection', 'complete-resection-in-one-stage', 'Complete in one stage'),
    asked('repeat-hepatectomy', 'limited-involvement', 'Limited (repeat hepatectomy)'),
    asked('alpps', 'not-staged-otherwise', 'Not resectable in one stage (ALPPS)'),
    asked('liver-transplantation', 'unresectable-liver-disease', 'Unresectable (transplantation)'),
  ],
  open: (row, answer) =>
    row[0] === 'none, pattern II' && /one stage$|transplantation/.test(answer) ? PATTERN_II_OPEN : undefined,
};

const twoStages = (values: Limits): TableDefinition => ({
  id: 'two-stages',
  title: 'Complete resection in two stages',
  citations: [J12('5.1.3, Fig. 1'), M21('98-102')],
  axes: [JUDGEMENT, remnantOf(values)],
  answers: [
    asked('staged-hepatectomy', 'complete-resection-in-two-stages', 'In two stages'),
    asked('liver-resection', 'adequate-liver-remnant', 'Adequate remnant'),
  ],
});

const WITH_ABLATION: TableDefinition = {
  id: 'resection-with-ablation',
  title: 'Resection with ablation: bilobar, limited disease',
  citations: [J12('section 3, 5.3'), M21('156-160')],
  axes: [JUDGEMENT, words('liver.lobes', 'Lobes')],
  answers: [asked('resection-with-ablation', 'bilobar-limited', 'Bilobar and limited')],
};

const alpps = (values: Limits): TableDefinition => ({
  id: 'alpps',
  title: 'ALPPS: extensive bilobar disease',
  citations: [M21('102')],
  axes: [PATTERN, remnantOf(values)],
  answers: [asked('alpps', 'extensive-bilobar', 'Extensive bilobar')],
});

const REASON: TableDefinition = {
  id: 'unresectable-reason',
  title: 'Transplantation: why the liver disease is unresectable',
  citations: [M21('122-136')],
  axes: [
    {
      name: 'Documented unresectable because of',
      cases: ['extent', 'location', 'remnant', 'patient'].map((reason) => ({
        label: reason,
        given: { 'liver.resectability': 'unresectable', 'liver.resectability-reason': reason },
      })),
    },
  ],
  answers: [asked('liver-transplantation', 'unresectable-liver-disease', 'Counts as unresectable')],
};

const EXTRAHEPATIC: TableDefinition = {
  id: 'extrahepatic',
  title: 'Disease outside the liver',
  citations: [J12('5.1.1 (iv)'), A14('182-187'), M21('134-136')],
  axes: [words('extrahepatic', 'Disease outside the liver')],
  answers: [
    asked('liver-resection', 'no-unresectable-extrahepatic-disease', 'Resections: required criterion met'),
    asked('liver-resection', 'resectable-extrahepatic', 'Resections: caution (resectable)'),
    asked('liver-resection', 'limited-extrahepatic', 'Resections: caution (limited, stable)'),
    asked('liver-transplantation', 'liver-only-disease', 'Transplantation: liver only'),
  ],
  open: (row, answer) =>
    row[0] === 'unspecified' && answer.startsWith('Resections')
      ? 'present, but whether it can be resected is not stated'
      : undefined,
};

const DRAINAGE: TableDefinition = {
  id: 'portal-drainage',
  title: 'Portal drainage of the primary when it is not recorded',
  citations: [M21('134'), op('sites that no source names stay open')],
  axes: [words('primary.site', 'Site of the primary')],
  answers: [
    question('Milan', (s) => portalDrainage(s, 'milan')),
    question('The other sets', (s) => portalDrainage(s, 'other')),
  ],
  open: (row, answer) => {
    const [site] = row;
    if (site === 'rectum')
      return answer === 'Milan' ? undefined : 'the other sets do not say where the drainage ends';
    return site === 'stomach' || site === 'other' || site === 'unknown-primary'
      ? 'the site does not tell'
      : undefined;
  },
};

function tumoursOf(values: Limits): Axis {
  const g1 = values['ki67-g2-min'] - stepOf('ki67-g2-min');
  const g2 = values['ki67-g2-max'];
  const high = values['ki67-g3-surgery-limit'];
  const selected = worded('NET G3, Ki-67 above {ki67-g2-max} and below {ki67-g3-surgery-limit} %', values);
  const mitoses = values['mitoses-g2-max'] + stepOf('mitoses-g2-max');
  return {
    name: 'Neoplasm',
    cases: [
      { label: 'NET G1', given: { differentiation: 'well', ki67: g1 } },
      { label: 'NET G2', given: { differentiation: 'well', ki67: g2 } },
      { label: selected, given: { differentiation: 'well', ki67: high - stepOf('ki67-g3-surgery-limit') } },
      {
        label: worded('NET G3, Ki-67 from {ki67-g3-surgery-limit} %', values),
        given: { differentiation: 'well', ki67: high },
      },
      { label: 'NET G3 by mitoses alone', given: { differentiation: 'well', ki67: g2, mitoses } },
      { label: 'NEC', given: { differentiation: 'poor', ki67: high } },
    ],
  };
}
const neoplasm = (values: Limits): TableDefinition => ({
  id: 'neoplasm',
  title: 'Grade and differentiation in the options',
  citations: [C18('86, 90'), M21('21, 44, 48, 102, 184'), J12('74-84')],
  axes: [
    tumoursOf(values),
    {
      name: 'Liver disease',
      cases: [
        { label: 'documented resectable, or pattern I', given: { 'liver.resectability': 'resectable' } },
        {
          label: 'neither',
          given: { 'liver.resectability': 'unresectable', 'liver.pattern.reported': 'III' },
        },
      ],
    },
  ],
  answers: [
    asked('liver-resection', 'well-differentiated-g1-g2', 'Resections: required criterion met'),
    asked('liver-resection', 'net-g3-selected', 'Resections: caution NET G3 selected'),
    asked('liver-resection', 'poorly-differentiated', 'Resections: contraindicated'),
    asked('alpps', 'g3', 'ALPPS: contraindicated (G3)'),
    asked('debulking', 'well-differentiated-g1-g2', 'Debulking, transplantation: required criterion met'),
    asked('ablation', 'not-g3', 'Ablation: required criterion met'),
    asked('embolization', 'not-nec', 'Embolisation: required criterion met'),
    asked('prrt', 'grade-eligible', 'PRRT: required criterion met', ['yes']),
  ],
  open: (row, answer) =>
    answer.startsWith('PRRT') && /G3|NEC/.test(row[0] ?? '')
      ? 'G3 needs FDG and somatostatin-receptor imaging on record'
      : undefined,
});

function points(
  values: Limits,
  part: 'bilirubin' | 'albumin' | 'inr',
  title: string,
  unit: string,
): TableDefinition {
  const ids: Readonly<Record<typeof part, readonly ParameterId[]>> = {
    bilirubin: ['child-pugh-bilirubin-1', 'child-pugh-bilirubin-2'],
    albumin: ['child-pugh-albumin-2', 'child-pugh-albumin-1'],
    inr: ['child-pugh-inr-1', 'child-pugh-inr-2'],
  };
  return {
    id: `child-pugh-${part}`,
    title: `Child-Pugh points for ${title}`,
    citations: [op('usual Child-Pugh limits; in no source')],
    axes: [bands(values, part, title.slice(0, 1).toUpperCase() + title.slice(1), unit, ids[part])],
    answers: [
      {
        name: 'Points',
        expected: ['1', '2', '3'],
        of: (s) => {
          const empty = { bilirubin: undefined, albumin: undefined, inr: undefined };
          const others = childPughPoints({ ...s.liver, ...empty }, s.limits);
          const all = childPughPoints({ ...s.liver, ...empty, [part]: s.liver[part] }, s.limits);
          // The part alone: what the sum of the fewest and of the most gains over a part that is open.
          const fewest = 1 + all.fewest - others.fewest;
          const most = 3 + all.most - others.most;
          return fewest === most ? [`${fewest}`] : [`${fewest}`, `${most}`];
        },
      },
    ],
  };
}

const insufficiency = (values: Limits): TableDefinition => ({
  id: 'hepatic-insufficiency',
  title: 'Hepatic insufficiency and borderline liver function',
  citations: [op('the sources say hepatic insufficiency without a number')],
  axes: [
    words('child-pugh', 'Child-Pugh class on record'),
    bands(values, 'bilirubin', 'Bilirubin', ' mg/dL', ['bilirubin-borderline', 'bilirubin-insufficient']),
    words('encephalopathy', 'Encephalopathy', ['none', 'mild']),
  ],
  answers: [question('Insufficiency', insufficient), question('Borderline', borderline)],
});

const renal = (values: Limits): TableDefinition => ({
  id: 'renal-function',
  title: 'Renal function in the options (mL/min/1.73 m2)',
  citations: [M21('170, 184'), op('the numbers')],
  axes: [bands(values, 'egfr', 'eGFR', '', ['egfr-prrt-min', 'egfr-prrt-adequate'])],
  answers: [
    asked('prrt', 'inadequate-renal-function', 'PRRT: contraindicated'),
    asked('prrt', 'borderline-renal-function', 'PRRT: caution'),
    asked('embolization', 'renal-insufficiency', 'Embolisation: caution'),
  ],
});

/** The tables of the rules, filled in by asking the rules with the numbers in force. */
export function ruleTables(values: Limits = limits()): readonly DecisionTable[] {
  return [
    gradeTable(values),
    patternTable(values),
    neoplasm(values),
    RESECTABILITY,
    twoStages(values),
    WITH_ABLATION,
    alpps(values),
    REASON,
    EXTRAHEPATIC,
    DRAINAGE,
    points(values, 'bilirubin', 'bilirubin', ' mg/dL'),
    points(values, 'albumin', 'albumin', ' g/dL'),
    points(values, 'inr', 'INR', ''),
    insufficiency(values),
    renal(values),
  ].map((definition) => filledTable(definition, values));
}
