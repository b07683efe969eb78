/** 11: a German chart: ICD-10-GM, ICD-O-3, OPS, ATC, SI units, Ki-67 as a fraction, Karnofsky, Krenning. */
import type { Bundle, CodeableConcept } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { coding, concept, SYSTEM } from '../codings.ts';

const INSURANCE_NUMBER = 'http://fhir.de/sid/gkv/kvid-10';
const OPS = 'http://fhir.de/CodeSystem/bfarm/ops';

function laboratory(
  chart: Chart,
  slug: string,
  code: CodeableConcept,
  value: number,
  unit: string,
  ucum = unit,
): void {
  chart.add(slug, {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' },
        ],
      },
    ],
    code,
    subject: { reference: `Patient/${chart.id}` },
    effectiveDateTime: '2026-11-10T07:40:00+01:00',
    valueQuantity: { value, unit, system: SYSTEM.ucum, code: ucum },
  });
}

/** The chart of the European patient. */
export function european(): Bundle {
  const chart = new Chart('11-european-record', {
    given: 'Jürgen',
    family: 'Größler-Weiß',
    gender: 'male',
    birthDate: '1964-10-03',
    more: { identifier: [{ system: INSURANCE_NUMBER, value: 'X110411319' }] },
  });
  chart.condition(
    'primary',
    concept(
      'Neuroendokriner Tumor des Ileums, G2',
      coding('icd10gm', 'C17.2', 'Bösartige Neubildung: Ileum'),
    ),
    '2025-02-03',
    {
      bodySite: concept('Ileum', coding('icdO3', 'C17.2', 'Ileum')),
      morphology: concept(
        'Neuroendokriner Tumor, G2',
        coding('icdO3', '8249/3', 'Neuroendokriner Tumor, Grad 2'),
      ),
    },
  );
  chart.condition(
    'liver-metastases',
    concept(
      'Lebermetastasen',
      coding(
        'icd10gm',
        'C78.7',
        'Sekundäre bösartige Neubildung der Leber und der intrahepatischen Gallengänge',
      ),
    ),
    '2025-02-03',
  );
  chart.condition(
    'lymph-nodes',
    concept(
      'Mesenteriale Lymphknotenmetastasen',
      coding('icd10gm', 'C77.2', 'Sekundäre bösartige Neubildung: Intraabdominale Lymphknoten'),
    ),
    '2025-02-03',
  );
  chart.condition(
    'syndrome',
    concept('Karzinoid-Syndrom', coding('icd10gm', 'E34.0', 'Karzinoid-Syndrom')),
    '2025-02-10',
  );
  chart.procedure(
    'hemicolectomy',
    concept(
      'Hemikolektomie rechts, offen, mit Lymphadenektomie',
      { system: OPS, code: '5-455.41', display: 'Hemikolektomie rechts: Offen chirurgisch mit Anastomose' },
      coding('snomed', '359571009', 'Right hemicolectomy (procedure)'),
    ),
    '2025-03-12',
    'R0',
  );
  chart.ki67(
    'primary',
    { quantity: { value: 0.08, unit: '1', system: SYSTEM.ucum, code: '1' } },
    '2025-03-12',
    concept('Ileum', coding('icdO3', 'C17.2', 'Ileum')),
  );
  chart.factPanel(
    'liver-findings',
    'Leber, strukturierter Befund',
    {
      'liver.lesion-count': {
        quantity: { value: 10, comparator: '>', unit: 'Läsionen', system: SYSTEM.ucum, code: '1' },
      },
      'liver.largest-lesion': { quantity: { value: 3.6, unit: 'cm', system: SYSTEM.ucum, code: 'cm' } },
      'liver.lobes': 'bilobar',
      'liver.involvement': {
        range: [
          { value: 30, unit: '%', system: SYSTEM.ucum, code: '%' },
          { value: 40, unit: '%', system: SYSTEM.ucum, code: '%' },
        ],
      },
    },
    '2026-10-19',
  );
  chart.report(
    'ct',
    concept(
      'CT Thorax und Abdomen',
      coding('loinc', '72254-6', 'CT Chest and Abdomen and Pelvis W contrast IV'),
    ),
    '2026-10-19',
    'Disseminierte Lebermetastasen beidseits, mehr als zehn, bis 36 mm, im Wesentlichen unverändert.',
  );
  chart.diseaseStatus('stable', '2026-04-20');
  chart.diseaseStatus('stable', '2026-10-19');
  chart.report(
    'sstr-pet',
    concept('68Ga-DOTATATE-PET/CT', coding('snomed', '764695006')),
    '2026-10-21',
    'Lebermetastasen mit Rezeptorbesatz Krenning 3, sonst kein Nachweis.',
    [
      chart.fact(
        'sstr',
        { quantity: { value: 3, unit: 'Krenning', system: SYSTEM.ucum, code: '{score}' } },
        '2026-10-21',
      ),
    ],
    'NMS',
  );
  chart.add('lanreotid', {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: concept(
      'Lanreotid 120 mg s.c. alle 4 Wochen',
      coding('atc', 'H01CB03', 'Lanreotid'),
    ),
    subject: { reference: `Patient/${chart.id}` },
    effectivePeriod: { start: '2025-03-28' },
    dateAsserted: '2026-11-10',
  });
  chart.add('karnofsky', {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] },
    ],
    code: concept('Karnofsky-Index', coding('loinc', '89243-0', 'Karnofsky Performance Status score')),
    subject: { reference: `Patient/${chart.id}` },
    effectiveDateTime: '2026-11-10',
    valueQuantity: { value: 80, unit: 'Punkte', system: SYSTEM.ucum, code: '{score}' },
  });
  laboratory(
    chart,
    'bilirubin',
    concept('Bilirubin gesamt', coding('loinc', '14631-6')),
    14,
    'µmol/l',
    'umol/L',
  );
  laboratory(chart, 'albumin', concept('Albumin', coding('loinc', '1751-7')), 41, 'g/l', 'g/L');
  laboratory(chart, 'inr', concept('INR', coding('loinc', '6301-6')), 1.1, 'INR', '{INR}');
  laboratory(chart, 'creatinine', concept('Kreatinin', coding('loinc', '14682-9')), 88, 'µmol/l', 'umol/L');
  laboratory(chart, 'hemoglobin', concept('Hämoglobin', coding('loinc', '59260-0')), 8.4, 'mmol/l', 'mmol/L');
  laboratory(chart, 'platelets', concept('Thrombozyten', coding('loinc', '777-3')), 231, 'Tsd./µl', '10*9/L');
  laboratory(chart, 'leukocytes', concept('Leukozyten', coding('loinc', '6690-2')), 6.3, 'Tsd./µl', '10*9/L');
  laboratory(
    chart,
    'chromogranin-a',
    concept('Chromogranin A', coding('loinc', '9811-1')),
    512,
    'µg/l',
    'ug/L',
  );
  chart.visit(
    '2026-11-10',
    'Verlaufskontrolle unter Lanreotid. Flush selten, zwei bis drei weiche Stühle am Tag.',
  );
  return chart.bundle('collection');
}
