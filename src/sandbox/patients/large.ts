/**
 * 12: a record of about a thousand resources: six years of laboratory series, vital signs, visits and drugs of
 * other trades, with the facts that matter scattered among them. More than one page of almost every search.
 */
import type { Bundle } from '@medplum/fhirtypes';
import { formatDay, parseDate } from '../../domain/calendar.ts';
import { Chart } from '../chart.ts';
import type { LaboratoryName } from '../codings.ts';
import {
  BODY_SITE,
  coding,
  concept,
  DIAGNOSIS,
  DRUG,
  MORPHOLOGY,
  PROCEDURE,
  STUDY,
  SYSTEM,
} from '../codings.ts';

/** Repeatable pseudo-random numbers from 0 to 1 (linear congruential; the fixture must not change by itself). */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function* days(first: string, last: string, step: number): Generator<string> {
  const end = parseDate(last)?.first ?? 0;
  for (let day = parseDate(first)?.first ?? 0; day <= end; day += step) yield formatDay(day);
}

const USUAL: Readonly<Partial<Record<LaboratoryName, readonly [number, number]>>> = {
  hemoglobin: [11.2, 12.4],
  platelets: [96, 118],
  leukocytes: [3.4, 4.6],
  bilirubin: [0.6, 1],
  albumin: [3.7, 4.1],
  creatinine: [0.9, 1.1],
  egfr: [70, 82],
  alt: [24, 44],
};

function laboratorySeries(chart: Chart): void {
  const next = series(12);
  let n = 0;
  for (const day of days('2022-03-02', '2026-10-07', 16)) {
    for (const [name, [low, high]] of Object.entries(USUAL) as [LaboratoryName, [number, number]][]) {
      const value = Math.round((low + next() * (high - low)) * 10) / 10;
      // Two tests are drawn only at every second visit, as in life.
      if (n % 2 === 1 && (name === 'albumin' || name === 'alt')) continue;
      chart.lab(`${name.toLowerCase()}-${day}`, name, value, `${day}T07:30:00Z`);
    }
    n += 1;
  }
  for (const day of days('2022-03-02', '2026-09-01', 90)) {
    chart.lab(`cga-${day}`, 'chromograninA', Math.round(300 + next() * 900), `${day}T07:30:00Z`);
  }
}

function vitalSigns(chart: Chart): void {
  const next = series(7);
  const signs = [
    ['weight', '29463-7', 'Body weight', 'kg', 71, 78],
    ['pulse', '8867-4', 'Heart rate', '/min', 62, 88],
  ] as const;
  for (const day of days('2022-03-02', '2026-10-07', 28)) {
    for (const [slug, code, text, unit, low, high] of signs) {
      chart.add(`${slug}-${day}`, {
        resourceType: 'Observation',
        status: 'final',
        category: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
            ],
          },
        ],
        code: concept(text, coding('loinc', code, text)),
        subject: { reference: `Patient/${chart.id}` },
        effectiveDateTime: `${day}T08:10:00Z`,
        valueQuantity: {
          value: Math.round((low + next() * (high - low)) * 10) / 10,
          unit,
          system: SYSTEM.ucum,
          code: unit,
        },
      });
    }
  }
}

function otherTrades(chart: Chart): void {
  const conditions = [
    [
      'hypertension',
      '38341003',
      'Hypertensive disorder',
      'I10',
      'Essential (primary) hypertension',
      '2011-05-02',
    ],
    ['hyperlipidaemia', '55822004', 'Hyperlipidemia', 'E78.5', 'Hyperlipidemia, unspecified', '2013-09-16'],
    ['cataract', '193570009', 'Cataract', 'H26.9', 'Unspecified cataract', '2020-02-11'],
    [
      'knee',
      '239873007',
      'Osteoarthritis of knee',
      'M17.9',
      'Osteoarthritis of knee, unspecified',
      '2019-06-01',
    ],
  ] as const;
  for (const [slug, snomed, display, icd, icdDisplay, onset] of conditions) {
    chart.condition(
      slug,
      concept(display, coding('snomed', snomed, display), coding('icd10cm', icd, icdDisplay)),
      onset,
      slug === 'cataract' ? { clinical: 'resolved' } : {},
    );
  }
  for (const day of days('2022-03-05', '2026-10-01', 84)) {
    chart.prescription(
      `ramipril-${day}`,
      concept('Ramipril 5 mg daily', coding('rxnorm', '35296', 'ramipril')),
      day,
      'completed',
    );
    chart.visit(day, 'Routine visit. No new complaints.');
  }
  for (const day of days('2021-10-04', '2026-10-05', 365)) {
    chart.add(`influenza-${day}`, {
      resourceType: 'Immunization',
      status: 'completed',
      vaccineCode: concept('Influenza vaccine'),
      patient: { reference: `Patient/${chart.id}` },
      occurrenceDateTime: day,
    });
  }
}

/** The chart of the patient with the large record. */
export function largeRecord(): Bundle {
  const chart = new Chart('12-large-record', {
    given: 'Walter',
    family: 'Jennings',
    gender: 'male',
    birthDate: '1958-07-09',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2022-01-11', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2022-01-11', { bodySite: BODY_SITE.liver });
  chart.condition('carcinoid-syndrome', DIAGNOSIS.carcinoidSyndrome, '2022-02-01');
  chart.procedure(
    'right-hemicolectomy',
    PROCEDURE.rightHemicolectomy,
    '2022-02-15',
    'R0 resection of the primary',
  );
  chart.procedure('cholecystectomy', PROCEDURE.cholecystectomy, '2022-02-15');
  chart.ki67('liver', 7, '2022-01-20', BODY_SITE.liver);
  chart.ki67('primary', 5, '2022-02-15', BODY_SITE.ileum);
  chart.fact('differentiation', 'well', '2022-02-15', { category: 'laboratory' });
  laboratorySeries(chart);
  vitalSigns(chart);
  otherTrades(chart);
  chart.prescription('octreotide', DRUG.octreotide, '2022-02-08');
  for (const day of ['2024-02-06', '2024-04-02', '2024-05-28', '2024-07-23']) {
    chart.administration(`lutetium-${day}`, DRUG.lutetium, day);
  }
  chart.procedure('chemoembolization', PROCEDURE.chemoembolization, '2025-06-17');
  for (const day of days('2022-06-14', '2026-04-15', 182)) {
    chart.report(
      `ct-${day}`,
      STUDY.ctAbdomen,
      day,
      'Disseminated liver metastases, compared with the previous study.',
    );
    chart.diseaseStatus('stable', day);
  }
  chart.diseaseStatus('worsened', '2026-10-14');
  chart.report(
    'ct-2026-10-14',
    STUDY.ctAbdomen,
    '2026-10-14',
    'Growing liver metastases (RECIST progression).',
    [
      chart.factPanel(
        'liver-findings',
        'Liver metastases, structured findings',
        {
          'liver.lesion-count': 30,
          'liver.largest-lesion': 52,
          'liver.second-largest-lesion': 47,
          'liver.lobes': 'bilobar',
          'liver.pattern.reported': 'III',
          'liver.involvement': 35,
        },
        '2026-10-14',
      ),
    ],
  );
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-20',
    'All liver metastases with high uptake. Nothing else.',
    [chart.fact('sstr', 'positive', '2026-10-20'), chart.fact('extrahepatic', 'none', '2026-10-20')],
    'NMS',
  );
  chart.report(
    'echocardiogram',
    STUDY.echo,
    '2026-05-19',
    'Normal valves.',
    [chart.fact('heart-disease', 'none', '2026-05-19', { category: 'procedure' })],
    'CUS',
  );
  chart.fact('liver.resectability', 'unresectable', '2026-11-04', { category: 'procedure' });
  chart.fact('liver.resectable-fraction', 45, '2026-11-04', { category: 'procedure' });
  chart.fact('syndrome.refractory', 'no', '2026-11-11', { category: 'exam' });
  chart.ecog(1, '2026-11-11');
  chart.labs('2026-11-11T07:30:00Z', {
    hemoglobin: 11.4,
    platelets: 92,
    leukocytes: 3.6,
    bilirubin: 0.8,
    albumin: 3.8,
    inr: 1,
    creatinine: 1,
    egfr: 78,
    chromograninA: 1420,
    fiveHiaa: 21,
  });
  chart.visit('2026-11-11', 'Growing liver metastases two years after PRRT. Platelets low since then.');
  return chart.bundle();
}
