import type { Extension, Questionnaire, QuestionnaireItem } from '@medplum/fhirtypes';
import { FACT_IDS, type FactId, factDefinition, type NumberFact } from '../domain/fact-catalogue.ts';
import { SYSTEMS } from './code-systems.ts';
import { TERMINOLOGY_VERSION, wordDisplay, wordsOf } from './local-terminology.ts';

export const QUESTIONNAIRE_URL = 'https://nelm-cds.example/fhir/Questionnaire/nelm-facts';

const EXTENSIONS = 'http://hl7.org/fhir/StructureDefinition';

const GROUPS: readonly (readonly [linkId: string, text: string, belongs: (fact: FactId) => boolean])[] = [
  ['group.diagnosis', 'Diagnosis', (fact) => fact === 'nelm' || fact === 'scope'],
  ['group.primary', 'Primary tumour', (fact) => fact.startsWith('primary.')],
  [
    'group.pathology',
    'Pathology',
    (fact) => ['differentiation', 'ki67', 'mitoses', 'grade.reported'].includes(fact),
  ],
  [
    'group.symptoms',
    'Symptoms and hormones',
    (fact) => fact === 'syndrome' || fact === 'syndrome.refractory' || fact === 'bulk-symptoms',
  ],
  ['group.liver', 'Liver metastases', (fact) => fact.startsWith('liver.')],
  [
    'group.staging',
    'Staging and course',
    (fact) =>
      fact.startsWith('staging.') ||
      ['extrahepatic', 'sstr', 'fdg', 'mibg', 'disease-course', 'stable-months'].includes(fact),
  ],
  ['group.other', 'Condition of the patient', () => true],
];

/**
 * All facts as a FHIR Questionnaire: `linkId` is the fact id, units, ranges and answer options come from the table of
 * facts. Nothing is required: what is not answered is not on record.
 */
export function factsQuestionnaire(): Questionnaire {
  const left = new Set<FactId>(FACT_IDS);
  const item = GROUPS.map(([linkId, text, belongs]): QuestionnaireItem => {
    const own = [...left].filter(belongs);
    for (const fact of own) left.delete(fact);
    return { linkId, text, type: 'group', item: own.map(question) };
  });
  return {
    resourceType: 'Questionnaire',
    id: 'nelm-facts',
    url: QUESTIONNAIRE_URL,
    version: TERMINOLOGY_VERSION,
    name: 'NelmFactsQuestionnaire',
    title: 'Facts about a patient with neuroendocrine liver metastases',
    status: 'active',
    experimental: false,
    publisher: 'nelm-cds',
    subjectType: ['Patient'],
    item,
  };
}

function question(fact: FactId): QuestionnaireItem {
  const definition = factDefinition(fact);
  const common = {
    linkId: fact,
    code: [{ system: SYSTEMS.local, code: fact, display: definition.title }],
    required: false,
  };
  switch (definition.type) {
    case 'number':
      return {
        ...common,
        text: definition.unitText === '' ? definition.title : `${definition.title} (${definition.unitText})`,
        ...numberType(definition),
      };
    case 'date':
      return { ...common, text: definition.title, type: 'date' };
    case 'word':
    case 'set':
      return {
        ...common,
        text: definition.title,
        type: 'choice',
        repeats: definition.type === 'set',
        answerOption: wordsOf(fact).map((word) => ({
          valueCoding: { system: SYSTEMS.local, code: `${fact}.${word}`, display: wordDisplay(fact, word) },
        })),
      };
  }
}

function numberType(definition: NumberFact): Pick<QuestionnaireItem, 'type' | 'extension'> {
  const [low, high] = definition.plausible;
  const integer = definition.integer === true;
  const bound = (name: string, value: number): Extension => ({
    url: `${EXTENSIONS}/${name}`,
    ...(integer ? { valueInteger: value } : { valueDecimal: value }),
  });
  const bounds = [bound('minValue', low), bound('maxValue', high)];
  if (integer) return { type: 'integer', extension: bounds };
  const unit: Extension = {
    url: `${EXTENSIONS}/questionnaire-unit`,
    valueCoding: {
      system: SYSTEMS.ucum,
      code: definition.unit,
      display: definition.unitText === '' ? definition.unit : definition.unitText,
    },
  };
  const decimals: Extension = { url: `${EXTENSIONS}/maxDecimalPlaces`, valueInteger: definition.decimals };
  return { type: 'decimal', extension: [unit, ...bounds, decimals] };
}
