import {
  DRUG_TREATMENTS,
  FACT_IDS,
  type FactId,
  factDefinition,
  TREATMENTS,
} from '../../domain/fact-catalogue.ts';
import type { SpecimenSite } from '../../domain/facts.ts';

/**
 * The questions of the what-if form. A field is a fact; Ki-67 and mitoses have one per specimen, past treatments one per
 * treatment.
 */
export interface Field {
  /** `liver.lobes`, `ki67@primary`, `prior:prrt`. */
  readonly id: string;
  readonly fact: FactId;
  readonly site?: SpecimenSite;
  readonly treatment?: string;
  readonly title: string;
  readonly definition: string;
  readonly group: FieldGroup;
  readonly input:
    | {
        readonly type: 'number';
        readonly unitText: string;
        readonly least: number;
        readonly most: number;
        readonly decimals: number;
      }
    | { readonly type: 'word' | 'set'; readonly words: readonly string[] }
    | { readonly type: 'date' };
}

export const FIELD_GROUPS = [
  'Tumour',
  'Primary',
  'Liver',
  'Staging',
  'Hormones and heart',
  'Fitness and liver function',
  'Blood and kidney',
  'Course',
  'Past treatments',
  'Frame',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

const GROUP_OF: Readonly<Partial<Record<FactId, FieldGroup>>> = {
  differentiation: 'Tumour',
  ki67: 'Tumour',
  mitoses: 'Tumour',
  'grade.reported': 'Tumour',
  extrahepatic: 'Staging',
  'staging.cross-sectional': 'Staging',
  'staging.functional': 'Staging',
  sstr: 'Staging',
  fdg: 'Staging',
  mibg: 'Staging',
  syndrome: 'Hormones and heart',
  'syndrome.refractory': 'Hormones and heart',
  'bulk-symptoms': 'Hormones and heart',
  'heart-disease': 'Hormones and heart',
  bilirubin: 'Blood and kidney',
  albumin: 'Blood and kidney',
  inr: 'Blood and kidney',
  egfr: 'Blood and kidney',
  hemoglobin: 'Blood and kidney',
  platelets: 'Blood and kidney',
  leukocytes: 'Blood and kidney',
  'disease-course': 'Course',
  'stable-months': 'Course',
  prior: 'Past treatments',
  age: 'Frame',
  nelm: 'Frame',
  scope: 'Frame',
  deceased: 'Frame',
};

function groupOf(fact: FactId): FieldGroup {
  const listed = GROUP_OF[fact];
  if (listed) return listed;
  if (fact.startsWith('primary.')) return 'Primary';
  if (fact.startsWith('liver.')) return 'Liver';
  return 'Fitness and liver function';
}

const SITES: readonly (readonly [SpecimenSite, string])[] = [
  ['primary', 'of the primary'],
  ['liver-metastasis', 'of a liver metastasis'],
  ['other', 'of another specimen'],
];

function inputOf(fact: FactId): Field['input'] {
  const definition = factDefinition(fact);
  switch (definition.type) {
    case 'number':
      return {
        type: 'number',
        unitText: definition.unitText,
        least: definition.plausible[0],
        most: definition.plausible[1],
        decimals: definition.integer ? 0 : definition.decimals,
      };
    case 'word':
    case 'set':
      return { type: definition.type, words: definition.words };
    case 'date':
      return { type: 'date' };
  }
}

function fieldsOf(fact: FactId): readonly Field[] {
  const { title, definition } = factDefinition(fact);
  const common = { fact, definition, group: groupOf(fact) };
  if (fact === 'ki67' || fact === 'mitoses') {
    return SITES.map(([site, words]) => ({
      ...common,
      id: `${fact}@${site}`,
      site,
      title: `${title} ${words}`,
      input: inputOf(fact),
    }));
  }
  if (fact === 'prior') {
    return TREATMENTS.map((treatment) => ({
      ...common,
      id: `prior:${treatment}`,
      treatment,
      title: treatmentTitle(treatment),
      input: { type: 'word', words: DRUG_TREATMENTS.includes(treatment) ? ['given', 'in force'] : ['given'] },
    }));
  }
  return [{ ...common, id: fact, title, input: inputOf(fact) }];
}

const ABBREVIATED: Readonly<Record<string, string>> = {
  prrt: 'PRRT',
  ssa: 'Somatostatin analogue',
  pve: 'PVE',
};

/** A past treatment as people write it. */
export function treatmentTitle(treatment: string): string {
  const words = ABBREVIATED[treatment] ?? treatment.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every field, in the order of the groups and of the table of facts. */
export const FIELDS: readonly Field[] = FIELD_GROUPS.flatMap((group) =>
  FACT_IDS.flatMap(fieldsOf).filter((field) => field.group === group),
);

/** The field with an id. */
export function fieldById(id: string): Field | undefined {
  return FIELDS.find((field) => field.id === id);
}
