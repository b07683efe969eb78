import { SYSTEMS } from '../../src/fhir/code-systems.ts';
import { loadCodeSets } from '../../src/mapping/code-sets.ts';
import { type Frame, type Json, numberValue, type Prior, SUBJECT } from './encode.ts';

/** Resources in standard codes; undefined where only the local code can say it. */
type Encoder = (value: unknown, frame: Frame) => readonly Json[] | undefined;

const codes = loadCodeSets();
const MORPHOLOGY = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior';

/** The first code of a set in one of the systems; SNOMED CT without the concepts of the US extension. */
function firstCode(set: string, systems: readonly string[]): Json | undefined {
  for (const system of systems) {
    const found = codes
      .get(set)
      .codes.find((code) => code.system === system && !/1000119\d{3}$/.test(code.code));
    if (found) return { system: found.system, code: found.code };
  }
  return undefined;
}

function observation(loinc: string, frame: Frame, value: Json, extra: Json = {}): readonly Json[] {
  return [
    {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: SYSTEMS.loinc, code: loinc }] },
      subject: SUBJECT,
      effectiveDateTime: frame.recorded,
      ...value,
      ...extra,
    },
  ];
}

function condition(coding: Json | undefined, frame: Frame, extra: Json = {}): readonly Json[] | undefined {
  if (!coding) return undefined;
  const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
  const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
  return [
    {
      resourceType: 'Condition',
      clinicalStatus: { coding: [{ system: clinical, code: 'active' }] },
      verificationStatus: { coding: [{ system: verification, code: 'confirmed' }] },
      code: { coding: [coding] },
      subject: SUBJECT,
      recordedDate: frame.recorded,
      ...extra,
    },
  ];
}

function procedure(set: string, date: string, systems: readonly string[]): readonly Json[] | undefined {
  const coding = firstCode(set, systems);
  if (!coding) return undefined;
  return [
    {
      resourceType: 'Procedure',
      status: 'completed',
      code: { coding: [coding] },
      subject: SUBJECT,
      performedDateTime: date,
    },
  ];
}

/** A laboratory value in conventional units, or in SI units. */
function laboratory(
  us: readonly [loinc: string, unit: string],
  si: readonly [loinc: string, unit: string, factor: number],
): Encoder {
  return (value, frame) =>
    frame.style === 'us'
      ? observation(us[0], frame, numberValue(value, us[1]))
      : observation(
          si[0],
          frame,
          numberValue(value, si[1], (n) => Number((n * si[2]).toPrecision(6))),
        );
}

const isYes = (value: unknown): boolean => value === true || value === 'yes';

function conditionWhenPresent(set: string): Encoder {
  return (value, frame) =>
    isYes(value) ? condition(firstCode(set, diagnosisSystems(frame)), frame) : undefined;
}

function diagnosisSystems(frame: Frame): readonly string[] {
  return frame.style === 'us' ? [SYSTEMS.icd10cm, SYSTEMS.snomed] : [SYSTEMS.icd10gm, SYSTEMS.snomed];
}

const PROCEDURE_SYSTEMS = (frame: Frame): readonly string[] =>
  frame.style === 'us' ? [SYSTEMS.icd10pcs, SYSTEMS.snomed] : [SYSTEMS.snomed];

function procedureWhenPresent(set: string, word: string): Encoder {
  return (value, frame) =>
    value === word || (word === 'yes' && isYes(value))
      ? procedure(set, frame.recorded, PROCEDURE_SYSTEMS(frame))
      : undefined;
}

const ORGAN_GM: { readonly [site: string]: string } = {
  pancreas: 'C25.9',
  duodenum: 'C17.0',
  'jejunum-ileum': 'C17.2',
  appendix: 'C18.1',
  colon: 'C18.9',
  rectum: 'C20',
  stomach: 'C16.9',
  'distal-stomach': 'C16.3',
  lung: 'C34.9',
  thymus: 'C37',
};

/** Neuroendocrine by its morphology: needs the differentiation, since no morphology leaves it open. */
function morphologyOf(frame: Frame): string | undefined {
  return { well: '8240/3', poor: '8246/3' }[String(frame.facts.differentiation)];
}

function morphologyExtension(morphology: string): Json {
  const coding = [{ system: SYSTEMS.icdo3, code: morphology }];
  return { extension: [{ url: MORPHOLOGY, valueCodeableConcept: { coding } }] };
}

const site: Encoder = (value, frame) => {
  const organ = String(value);
  if (frame.style === 'us') {
    const bodySite = firstCode(`organ-${organ}`, [SYSTEMS.snomed]);
    if (!bodySite) return undefined;
    return condition({ system: SYSTEMS.icd10cm, code: 'C7A.8' }, frame, {
      bodySite: [{ coding: [bodySite] }],
    });
  }
  const code = ORGAN_GM[organ];
  const morphology = morphologyOf(frame);
  if (code === undefined || morphology === undefined) return undefined;
  return condition({ system: SYSTEMS.icd10gm, code }, frame, morphologyExtension(morphology));
};

const nelm: Encoder = (value, frame) => {
  if (!isYes(value)) return undefined;
  if (frame.style === 'us') return condition({ system: SYSTEMS.icd10cm, code: 'C7B.02' }, frame);
  const morphology = morphologyOf(frame);
  if (morphology === undefined) return undefined;
  return condition({ system: SYSTEMS.icd10gm, code: 'C78.7' }, frame, morphologyExtension(morphology));
};

const differentiation: Encoder = (value, frame) => {
  const morphology = { well: '8240/3', poor: '8246/3' }[String(value)];
  if (morphology === undefined) return undefined;
  return observation('31206-6', frame, {
    valueCodeableConcept: { coding: [{ system: SYSTEMS.icdo3, code: morphology }] },
  });
};

const coded = (loinc: string, answers: { readonly [word: string]: readonly [string, string] }): Encoder => {
  return (value, frame) => {
    const answer = answers[String(value)];
    if (!answer) return undefined;
    return observation(loinc, frame, {
      valueCodeableConcept: { coding: [{ system: answer[0], code: answer[1] }] },
    });
  };
};

const ECOG_ANSWERS = ['LA9622-7', 'LA9623-5', 'LA9624-3', 'LA9625-0', 'LA9626-8'] as const;

const ecog: Encoder = (value, frame) => {
  if (typeof value !== 'number') return undefined;
  if (frame.style === 'us') return observation('89247-1', frame, { valueInteger: value });
  const coding = [{ system: SYSTEMS.loinc, code: ECOG_ANSWERS[value] }];
  return observation('89247-1', frame, { valueCodeableConcept: { coding } });
};

/** Only beside a number of lesions: a measured lesion is itself a lower bound of the number. */
const largest: Encoder = (value, frame) => {
  if (frame.facts['liver.lesion-count'] === undefined) return undefined;
  const component = {
    code: { coding: [{ system: SYSTEMS.loinc, code: '33728-7' }] },
    ...(frame.style === 'us' ? numberValue(value, 'cm', (n) => n / 10) : numberValue(value, 'mm')),
  };
  const bodySite = { coding: [{ system: SYSTEMS.snomed, code: '10200004' }] };
  return observation('21889-1', frame, {}, { bodySite, component: [component] });
};

const staging = (report: Json): Encoder => {
  return (value, frame) => [
    frame.style === 'us'
      ? {
          resourceType: 'DiagnosticReport',
          status: 'final',
          code: report,
          subject: SUBJECT,
          effectiveDateTime: value,
        }
      : {
          resourceType: 'Procedure',
          status: 'completed',
          code: report,
          subject: SUBJECT,
          performedDateTime: value,
        },
  ];
};

const DRUGS: { readonly [what: string]: readonly [rxnorm: string, atc: string] } = {
  ssa: ['7617', 'H01CB02'],
  interferon: ['5880', 'L03AB05'],
  chemotherapy: ['10114', 'L01AD04'],
  everolimus: ['141704', 'L01EG02'],
  sunitinib: ['357977', 'L01EX01'],
  bevacizumab: ['253337', 'L01FG01'],
  prrt: ['1999335', 'V10XX04'],
};

function drug(prior: Prior, frame: Frame): readonly Json[] | undefined {
  const known = DRUGS[prior.what];
  if (!known) return undefined;
  const system = frame.style === 'us' ? SYSTEMS.rxnorm : SYSTEMS.atc;
  const base = {
    medicationCodeableConcept: { coding: [{ system, code: frame.style === 'us' ? known[0] : known[1] }] },
    subject: SUBJECT,
  };
  const administration = {
    resourceType: 'MedicationAdministration',
    status: 'completed',
    ...base,
    effectiveDateTime: prior.date,
  };
  if (!prior.inForce) return [administration];
  return [
    { resourceType: 'MedicationRequest', status: 'active', intent: 'order', ...base, authoredOn: prior.date },
  ];
}

const PRIOR_SETS: { readonly [what: string]: string } = {
  'liver-resection': 'liver-resection',
  ablation: 'ablation',
  embolization: 'embolization',
  radioembolization: 'radioembolization',
  'liver-transplant': 'liver-transplant',
  pve: 'pve',
};

const MARKER_CODES: { readonly [marker: string]: string } = {
  'chromogranin-a': '9811-1',
  '5-hiaa': '1695-6',
  gastrin: '2333-3',
};

/** Encoders by fact; `prior` and `marker` stand for one entry each. */
export const STANDARD: { readonly [fact: string]: Encoder | undefined } = {
  nelm,
  'primary.site': site,
  differentiation,
  ki67: (value, frame) => observation('29593-1', frame, numberValue(value, '%')),
  'grade.reported': coded('33732-9', {
    G1: [SYSTEMS.snomed, '1155708003'],
    G2: [SYSTEMS.snomed, '1286893008'],
    G3: [SYSTEMS.snomed, '1155707008'],
  }),
  syndrome: (value, frame) =>
    value === 'carcinoid'
      ? condition(firstCode('syndrome-carcinoid', diagnosisSystems(frame)), frame)
      : undefined,
  'liver.largest-lesion': largest,
  extrahepatic: (value, frame) =>
    value === 'unspecified'
      ? condition(
          frame.style === 'us'
            ? { system: SYSTEMS.icd10cm, code: 'C7B.03' }
            : { system: SYSTEMS.icd10gm, code: 'C79.5' },
          frame,
        )
      : undefined,
  'staging.cross-sectional': (value, frame) =>
    staging(
      frame.style === 'us'
        ? { coding: [{ system: SYSTEMS.loinc, code: '30612-6' }] }
        : { coding: [{ system: SYSTEMS.snomed, code: '241549007' }] },
    )(value, frame),
  'staging.functional': staging({ coding: [{ system: SYSTEMS.snomed, code: '764695006' }] }),
  ecog,
  bilirubin: laboratory(['1975-2', 'mg/dL'], ['14631-6', 'umol/L', 17.1]),
  albumin: laboratory(['1751-7', 'g/dL'], ['1751-7', 'g/L', 10]),
  inr: laboratory(['6301-6', '{INR}'], ['6301-6', '1', 1]),
  egfr: laboratory(['98979-8', 'mL/min/{1.73_m2}'], ['98979-8', 'mL/min/{1.73_m2}', 1]),
  hemoglobin: laboratory(['718-7', 'g/dL'], ['59260-0', 'mmol/L', 0.6206]),
  platelets: laboratory(['777-3', '10*3/uL'], ['777-3', '10*9/L', 1]),
  leukocytes: laboratory(['6690-2', '10*3/uL'], ['6690-2', '/nL', 1]),
  'portal-vein-thrombosis': conditionWhenPresent('portal-vein-thrombosis'),
  hepatomegaly: conditionWhenPresent('hepatomegaly'),
  pregnancy: conditionWhenPresent('pregnancy'),
  'bilioenteric-anastomosis': procedureWhenPresent('bilioenteric-anastomosis', 'yes'),
  'biliary-stent': procedureWhenPresent('biliary-stent', 'yes'),
  gallbladder: procedureWhenPresent('cholecystectomy', 'removed'),
  'disease-course': coded('97509-4', {
    stable: [SYSTEMS.snomed, '359746009'],
    responding: [SYSTEMS.snomed, '268910001'],
    progressing: [SYSTEMS.snomed, '271299001'],
  }),
  prior: (value, frame) => {
    const prior = value as Prior;
    const set = PRIOR_SETS[prior.what];
    return set === undefined ? drug(prior, frame) : procedure(set, prior.date, PROCEDURE_SYSTEMS(frame));
  },
  marker: (value, frame) => {
    const loinc = MARKER_CODES[String(value)];
    return loinc === undefined
      ? undefined
      : observation(loinc, frame, { valueQuantity: { value: 100, code: 'ug/L' } });
  },
};
