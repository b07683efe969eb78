import type { EvaluatedAlert } from '../domain/evaluation.ts';
import { type FactId, factDefinition } from '../domain/fact-catalogue.ts';
import type { GradedSpecimen, Specimen } from '../domain/facts.ts';
import { factOf } from './atom.ts';
import type { OptionDefinition } from './criterion.ts';
import { isCarcinomaBelowG3 } from './derivations.ts';
import { valueText } from './describe.ts';
import { OPTIONS, optionOf, SURGICAL_OPTIONS } from './options.ts';
import { type ParameterId, use } from './parameters.ts';
import { factsBehindAll } from './rests-on.ts';
import type { Situation } from './situation.ts';
import { missingAtoms, outcomeOf } from './status.ts';
import { type GradeNumber, gradesOfKi67, gradesOfMitoses, higherGrades, possibleGrades } from './tumour.ts';

const HEMOGLOBIN = use('hemoglobin-cytopenia');
const PLATELETS = use('platelets-cytopenia');
const LEUKOCYTES = use('leukocytes-cytopenia');

type Severity = EvaluatedAlert['severity'];

/** An alert of the knowledge base: its severity, its words and its sources. */
export interface AlertDefinition {
  readonly id: string;
  readonly severity: Severity;
  readonly when: string;
  readonly says: string;
  readonly sources: readonly string[];
  readonly facts: readonly FactId[];
}

/** Every alert, in the order in which they are shown. */
export const ALERTS = {
  'carcinoid-crisis-prophylaxis': {
    severity: 'warning',
    when: 'Carcinoid syndrome, and an operation, transplantation, debulking, ablation, embolisation or radioembolisation is offered, open or ordered',
    says: 'Carcinoid syndrome: consider a perioperative somatostatin analogue against carcinoid crisis (A14: before and after the procedure).',
    sources: ['J12:235-238', 'A14:560-563'],
    facts: ['syndrome'],
  },
  'syndrome-unstated': {
    severity: 'info',
    when: 'Syndrome not known, and such a procedure is offered or ordered',
    says: 'No statement on hormonal symptoms on record: consider asking for carcinoid symptoms and 5-HIAA before the procedure.',
    sources: ['OP'],
    facts: ['syndrome'],
  },
  'carcinoid-heart-unassessed': {
    severity: 'warning',
    when: 'Carcinoid syndrome, heart not assessed',
    says: 'Carcinoid syndrome without an assessment of the heart on record: the sources ask for one before liver surgery (by echocardiogram: operational definition).',
    sources: ['J12:226-228'],
    facts: ['syndrome', 'heart-disease'],
  },
  'carcinoid-heart-uncorrected': {
    severity: 'warning',
    when: 'Carcinoid heart disease present',
    says: 'Carcinoid heart disease on record: the sources ask for correction or optimisation before liver surgery; consider cardiology, with reassessment after correction.',
    sources: ['J12 5.1.1 (vi)'],
    facts: ['heart-disease'],
  },
  'biliary-anastomosis': {
    severity: 'warning',
    when: 'Bilio-enteric anastomosis or pancreaticoduodenectomy',
    says: 'Bilio-enteric anastomosis: intra-arterial treatment generally contraindicated (sepsis reported as a risk after pancreaticoduodenectomy); after a Whipple procedure radiofrequency ablation is usually contraindicated too.',
    sources: ['M21:156, 164', 'C18:108', 'A14:456'],
    facts: ['bilioenteric-anastomosis', 'whipple'],
  },
  'portal-vein-thrombosis': {
    severity: 'warning',
    when: 'Portal vein thrombosis',
    says: 'Portal vein thrombosis: intra-arterial embolisation generally contraindicated.',
    sources: ['M21:164', 'A14:456'],
    facts: ['portal-vein-thrombosis'],
  },
  'grade-discordance': {
    severity: 'warning',
    when: 'Two specimens in different grades',
    says: 'Specimens differ in grade: the higher decides (operational definition); consider a liver biopsy before surgery.',
    sources: ['M21:102', 'OP'],
    facts: ['ki67', 'mitoses', 'grade.reported'],
  },
  'grade-mismatch': {
    severity: 'warning',
    when: 'Reported grade or differentiation disagrees with Ki-67 and mitoses',
    says: 'Reported grade or differentiation disagrees with Ki-67 or mitoses: the computed grade decides.',
    sources: ['M21:21', 'J12:70-76'],
    facts: ['grade.reported', 'differentiation', 'ki67', 'mitoses'],
  },
  'cytopenia-after-prrt': {
    severity: 'warning',
    when: 'PRRT in the past and haemoglobin below {hemoglobin-cytopenia} g/dL, platelets below {platelets-cytopenia} or leukocytes below {leukocytes-cytopenia} x 10^9/L',
    says: 'Low blood counts after PRRT: therapy-related myeloid neoplasm is a known late effect; consider follow-up of the blood counts.',
    sources: ['M21:190', 'OP'],
    facts: ['prior', 'hemoglobin', 'platelets', 'leukocytes'],
  },
  'cholecystectomy-at-laparotomy': {
    severity: 'info',
    when: 'Resection of the primary, debulking or two-stage hepatectomy is offered; the liver is unresectable (documented, or type III where nobody has judged), or embolisation or a somatostatin analogue is offered; gallbladder in place',
    says: 'Gallbladder in place: consider cholecystectomy at laparotomy.',
    sources: ['J12 5.1.3'],
    facts: ['gallbladder'],
  },
  'unusual-primary': {
    severity: 'info',
    when: 'Primary of rectum, stomach or appendix with liver metastases',
    says: 'Primaries of this site seldom metastasise to the liver: consider a check of the diagnosis and of a second primary.',
    sources: ['M21:37'],
    facts: ['primary.site'],
  },
  'down-staging': {
    severity: 'info',
    when: 'Liver disease unresectable or type III, and embolisation, radioembolisation or PRRT offered',
    says: 'After a response: consider re-staging and reassessment of resectability.',
    sources: ['M21:54, 176, 204', 'C18:134'],
    facts: ['liver.resectability', 'liver.pattern.reported'],
  },
  'conflicting-records': {
    severity: 'warning',
    when: 'Any fact is conflicting',
    says: 'Records of the same day disagree; the fact counts as unknown.',
    sources: ['OP'],
    facts: [],
  },
  'stale-data': {
    severity: 'info',
    when: 'A fact behind an option that is offered or open is older than its age limit',
    says: 'Older than the age limit, used all the same.',
    sources: ['OP'],
    facts: [],
  },
  'contraindicated-order': {
    severity: 'warning',
    when: 'A draft order is for an option that is contraindicated, not indicated or undecided (critical when signed against an absolute contraindication)',
    says: 'A draft order meets criteria that speak against it.',
    sources: ["the option's"],
    facts: [],
  },
} as const satisfies Record<string, Omit<AlertDefinition, 'id'>>;

export type AlertId = keyof typeof ALERTS;

/** Procedures before which carcinoid crisis has to be thought of. */
const PROCEDURES: readonly OptionDefinition[] = [
  ...SURGICAL_OPTIONS,
  ...['liver-transplantation', 'debulking', 'ablation', 'embolization', 'radioembolization'].flatMap(
    (code) => optionOf(code) ?? [],
  ),
];
const LAPAROTOMIES = ['primary-resection', 'debulking', 'staged-hepatectomy'];
const UNUSUAL_SITES = ['rectum', 'stomach', 'distal-stomach', 'appendix'];

export interface AlertInput {
  readonly situation: Situation;
  /** Options for which an order is active or in draft. */
  readonly ordered: readonly string[];
}

/** `J12:235-238` and `J12 5.1.1` are places in J12. */
function keysOf(citations: readonly string[]): readonly string[] {
  const keys = citations.map((citation) => citation.slice(0, KEY_LENGTH));
  return [...new Set(keys)].filter((key) => SOURCE_KEYS.includes(key));
}

const KEY_LENGTH = 3;
const SOURCE_KEYS = ['M21', 'C18', 'J12', 'A14'];

/** An alert with its words, and details of this patient. */
function raise(id: AlertId, detail?: string, facts?: readonly FactId[]): EvaluatedAlert {
  const definition: Omit<AlertDefinition, 'id'> = ALERTS[id];
  return {
    id,
    severity: definition.severity,
    text: detail === undefined ? definition.says : `${definition.says} ${detail}`,
    sources: keysOf(definition.sources),
    citations: definition.sources,
    facts: facts ?? definition.facts,
  };
}

/** The alerts of a patient, in the order of the table. */
export function alertsOf({ situation, ordered }: AlertInput): readonly EvaluatedAlert[] {
  const alerts: EvaluatedAlert[] = [];
  const group = (code: string) => {
    const option = optionOf(code);
    return option ? outcomeOf(option, situation).group : 'closed';
  };
  const offered = (...codes: readonly string[]): boolean => codes.some((code) => group(code) === 'offered');
  const orderedProcedure = PROCEDURES.some((option) => ordered.includes(option.code));
  const procedureOffered = PROCEDURES.some((option) => group(option.code) === 'offered');
  const procedureOpen = PROCEDURES.some((option) => group(option.code) === 'open');
  const yes = (id: FactId, ...words: readonly string[]): boolean => situation.is(id, ...words) === true;

  const carcinoid = yes('syndrome', 'carcinoid');
  if (carcinoid && (procedureOffered || procedureOpen || orderedProcedure))
    alerts.push(raise('carcinoid-crisis-prophylaxis'));
  if (situation.fact('syndrome').value === undefined && (procedureOffered || orderedProcedure)) {
    alerts.push(raise('syndrome-unstated'));
  }
  if (carcinoid && situation.is('heart-disease', 'present') === 'unknown')
    alerts.push(raise('carcinoid-heart-unassessed'));
  if (yes('heart-disease', 'present')) alerts.push(raise('carcinoid-heart-uncorrected'));
  if (yes('bilioenteric-anastomosis', 'yes') || yes('whipple', 'yes'))
    alerts.push(raise('biliary-anastomosis'));
  if (yes('portal-vein-thrombosis', 'yes')) alerts.push(raise('portal-vein-thrombosis'));
  if (discordant(situation)) alerts.push(raise('grade-discordance', specimensText(situation)));
  const mismatch = gradeMismatch(situation);
  if (mismatch) alerts.push(raise('grade-mismatch', mismatch));
  const counts = cytopenia(situation);
  if (situation.given('prrt') === true && counts.length > 0)
    alerts.push(raise('cytopenia-after-prrt', `${counts.join(', ')}.`));
  const unresectable =
    situation.resectability !== undefined
      ? yes('liver.resectability', 'unresectable')
      : situation.isPattern('III') === true;
  if (
    offered(...LAPAROTOMIES) &&
    (unresectable || offered('embolization', 'somatostatin-analogue')) &&
    yes('gallbladder', 'in-place')
  ) {
    alerts.push(raise('cholecystectomy-at-laparotomy'));
  }
  if (yes('primary.site', ...UNUSUAL_SITES)) alerts.push(raise('unusual-primary'));
  if (
    (yes('liver.resectability', 'unresectable') || situation.isPattern('III') === true) &&
    offered('embolization', 'radioembolization', 'prrt')
  ) {
    alerts.push(raise('down-staging'));
  }
  const conflicting = situation.assumed.list.filter(({ state }) => state === 'conflicting');
  if (conflicting.length > 0) {
    const detail = conflicting.map(
      (fact) =>
        `${factDefinition(fact.id).title}: ${fact.sources
          .map((s) => `${s.reference}${s.effective ? ` of ${s.effective}` : ''}`)
          .join(' against ')}`,
    );
    alerts.push(
      raise(
        'conflicting-records',
        `${detail.join('; ')}.`,
        conflicting.map((fact) => fact.id),
      ),
    );
  }
  const stale = staleFacts(situation);
  if (stale.length > 0) {
    const detail = stale.map((id) => {
      const fact = situation.fact(id);
      return `${factDefinition(id).title}${fact.effective ? ` of ${fact.effective}` : ''}`;
    });
    alerts.push(raise('stale-data', `${detail.join('; ')}.`, stale));
  }
  return alerts;
}

/** Stale facts behind a criterion of an option that is offered or open. */
function staleFacts(situation: Situation): readonly FactId[] {
  const stale = situation.assumed.list.filter((fact) => fact.stale && fact.state === 'known');
  if (stale.length === 0) return [];
  const read = new Set<FactId>();
  for (const option of OPTIONS) {
    if (outcomeOf(option, situation).group === 'closed') continue;
    for (const id of factsBehindAll(option, situation)) read.add(id);
    for (const atom of missingAtoms(option, situation, 'all')) read.add(factOf(atom));
  }
  return stale.filter((fact) => read.has(fact.id)).map((fact) => fact.id);
}

/** May two values be the indices of one specimen? A site that is not stated may be any. */
function mayBeOne(a: Specimen, b: Specimen): boolean {
  return a.site === b.site || a.site === 'unstated' || b.site === 'unstated';
}

/** The grades that the specimen behind one index can have, whichever value of the other index belongs to it. */
function gradesOfSpecimen(
  own: readonly GradeNumber[],
  others: readonly (readonly GradeNumber[])[],
  isPair: boolean,
): readonly GradeNumber[] {
  const joined = others.flatMap((other) => higherGrades(own, other));
  return isPair ? joined : [...new Set([...own, ...joined])];
}

/** Do two specimens lie in different grades, for certain? */
function discordant({ assumed, limits }: Situation): boolean {
  const { kiSpecimens, mitosesSpecimens } = assumed.recorded;
  const ki = kiSpecimens.map((specimen) => ({ specimen, own: gradesOfKi67(specimen.value, limits) }));
  const mitoses = mitosesSpecimens.map((specimen) => ({
    specimen,
    own: gradesOfMitoses(specimen.value, limits),
  }));
  const graded = (these: typeof ki, those: typeof ki) =>
    these.map(({ specimen, own }) => {
      const partners = those.filter((other) => mayBeOne(specimen, other.specimen));
      const alone = these.filter((other) => mayBeOne(specimen, other.specimen)).length === 1;
      const isPair = alone && partners.length === 1 && partners[0]?.specimen.site === specimen.site;
      return {
        specimen,
        grades: gradesOfSpecimen(
          own,
          partners.map((partner) => partner.own),
          isPair,
        ),
      };
    });
  const byKi = graded(ki, mitoses);
  const byMitoses = graded(mitoses, ki);
  const apart = (a: readonly GradeNumber[], b: readonly GradeNumber[]): boolean =>
    a.every((grade) => !b.includes(grade));
  const within = (list: typeof byKi): boolean =>
    list.some((a) => list.some((b) => apart(a.grades, b.grades)));
  return (
    reportedApart(assumed.recorded.context.gradedSpecimens ?? []) ||
    within(byKi) ||
    within(byMitoses) ||
    byKi.some((a) => byMitoses.some((b) => !mayBeOne(a.specimen, b.specimen) && apart(a.grades, b.grades)))
  );
}

/** Does pathology report different grades of specimens of different sites, or of one site on different days? */
function reportedApart(graded: readonly GradedSpecimen[]): boolean {
  return graded.some((a) =>
    graded.some(
      (b) =>
        (a.site !== b.site || a.effective !== b.effective) &&
        a.possible.every((grade) => !b.possible.includes(grade)),
    ),
  );
}

function specimensText(situation: Situation): string {
  const { recorded } = situation.assumed;
  const said = (name: string, id: FactId) => (s: Specimen) =>
    `${name} ${valueText(id, s.value)} (${s.site}${s.effective ? `, ${s.effective}` : ''})`;
  const list = [
    ...recorded.kiSpecimens.map(said('Ki-67', 'ki67')),
    ...recorded.mitosesSpecimens.map(said('mitoses', 'mitoses')),
    ...(recorded.context.gradedSpecimens ?? []).map(
      ({ site, possible, effective }) =>
        `reported ${possible.join(' or ')} (${site}${effective ? `, ${effective}` : ''})`,
    ),
  ];
  return `${list.join('; ')}.`;
}

function gradeMismatch(situation: Situation): string | undefined {
  const ki = situation.number('ki67');
  const mitoses = situation.number('mitoses');
  const { limits } = situation;
  const byKi = ki && gradesOfKi67(ki, limits);
  const byMitoses = mitoses && gradesOfMitoses(mitoses, limits);
  const computed = possibleGrades(
    { ki67: ki, mitoses, reported: undefined, differentiation: ['well', 'poor'] },
    limits,
  );
  const reported = situation.reportedGrades;
  const { grades } = situation;
  const indexed = byKi !== undefined || byMitoses !== undefined;
  // Without an index the grade is the reported one, but for a carcinoma, which is G3 by definition.
  const found = indexed ? computed : grades;
  if (reported && !reported.some((grade) => found.includes(grade))) {
    return `Reported G${reported.join('/')}, computed G${found.join('/')}.`;
  }
  if (isCarcinomaBelowG3(situation)) {
    return `Recorded as poorly differentiated, but the grade is G${grades.join('/')}: differentiation counts as unknown.`;
  }
  return undefined;
}

function cytopenia(situation: Situation): readonly string[] {
  const rows: readonly (readonly [FactId, ParameterId])[] = [
    ['hemoglobin', HEMOGLOBIN],
    ['platelets', PLATELETS],
    ['leukocytes', LEUKOCYTES],
  ];
  return rows
    .filter(([id, limit]) => situation.isBelow(id, limit) === true)
    .map(([id]) => `${factDefinition(id).title} ${valueText(id, situation.value(id))}`);
}
