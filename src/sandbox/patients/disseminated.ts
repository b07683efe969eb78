/** Charts with disseminated disease: 02, 04, 05, 09. */
import type { Bundle } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { BODY_SITE, DIAGNOSIS, DRUG, MORPHOLOGY, PROCEDURE, STUDY } from '../codings.ts';

/** 02: midgut NET, type III, carcinoid syndrome despite lanreotide, progression, SSTR positive. */
export function midgutProgressing(): Bundle {
  const chart = new Chart('02-midgut-carcinoid-progressing', {
    given: 'Robert',
    family: 'Achterberg',
    gender: 'male',
    birthDate: '1959-06-18',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2023-03-14', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2023-03-14', { bodySite: BODY_SITE.liver });
  chart.condition('mesenteric-nodes', DIAGNOSIS.abdominalNodes, '2026-02-10');
  chart.condition('carcinoid-syndrome', DIAGNOSIS.carcinoidSyndrome, '2023-04-02');
  chart.procedure(
    'right-hemicolectomy',
    PROCEDURE.rightHemicolectomy,
    '2023-05-09',
    'R0 resection of the primary',
  );
  chart.procedure('cholecystectomy', PROCEDURE.cholecystectomy, '2023-05-09');
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2023-03-20');
  const specimens = [
    chart.ki67('liver', 4, '2023-03-20', BODY_SITE.liver),
    chart.ki67('primary', 3, '2023-05-09', BODY_SITE.ileum),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2023-05-16',
    'Well differentiated neuroendocrine tumour of the ileum, WHO grade 2.',
    [...specimens, chart.fact('differentiation', 'well', '2023-05-09', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 24,
      'liver.largest-lesion': 45,
      'liver.second-largest-lesion': 41,
      'liver.lobes': 'bilobar',
      'liver.pattern.reported': 'III',
      'liver.involvement': 40,
      'portal-vein-thrombosis': 'no',
    },
    '2026-10-21',
  );
  chart.report(
    'ct',
    STUDY.ctAbdomen,
    '2026-10-21',
    'Disseminated liver metastases, growing (RECIST progression). Mesenteric lymph nodes stable.',
    [findings],
  );
  chart.diseaseStatus('stable', '2026-04-15');
  chart.diseaseStatus('worsened', '2026-10-21');
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-26',
    'Intense uptake in all liver metastases and the mesenteric nodes (Krenning 4).',
    [
      chart.fact('sstr', 'positive', '2026-10-26'),
      chart.fact('extrahepatic', 'regional-nodes-only', '2026-10-26'),
    ],
    'NMS',
  );
  chart.report(
    'echocardiogram',
    STUDY.echo,
    '2026-09-08',
    'Normal valves, normal right ventricle. No sign of carcinoid heart disease.',
    [chart.fact('heart-disease', 'none', '2026-09-08', { category: 'procedure' })],
    'CUS',
  );
  chart.fact('liver.resectability', 'unresectable', '2026-11-05', { category: 'procedure' });
  chart.fact('liver.resectability-reason', 'extent', '2026-11-05', { category: 'procedure' });
  chart.fact('liver.resectable-fraction', 55, '2026-11-05', { category: 'procedure' });
  chart.fact('syndrome.refractory', 'yes', '2026-11-17', {
    category: 'exam',
    note: 'Eight loose stools and several flushes a day on lanreotide 120 mg every 28 days.',
  });
  chart.prescription('lanreotide', DRUG.lanreotide, '2023-04-11');
  chart.administration('lanreotide-dose', DRUG.lanreotide, '2026-11-03');
  chart.ecog(1, '2026-11-17');
  chart.labs('2026-11-17', {
    bilirubin: 0.9,
    albumin: 3.8,
    inr: 1,
    creatinine: 0.95,
    egfr: 86,
    hemoglobin: 12.8,
    platelets: 214,
    leukocytes: 5.9,
    chromograninA: 2210,
    fiveHiaa: 74,
    ntProBnp: 96,
  });
  chart.visit('2026-11-17', 'Progressive liver metastases, flushing and diarrhoea despite lanreotide.');
  return chart.bundle();
}

/** 04: large cell neuroendocrine carcinoma of the colon, Ki-67 80 %. */
export function poorlyDifferentiated(): Bundle {
  const chart = new Chart('04-colon-nec', {
    given: 'Patrick',
    family: 'Moreau',
    gender: 'male',
    birthDate: '1955-09-07',
  });
  chart.condition('primary', DIAGNOSIS.colonNec, '2026-10-13', {
    bodySite: BODY_SITE.colon,
    morphology: MORPHOLOGY.largeCell,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-10-13', { bodySite: BODY_SITE.liver });
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2026-10-19');
  const specimen = chart.ki67('liver', 80, '2026-10-19', BODY_SITE.liver);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-10-23',
    'Poorly differentiated large cell neuroendocrine carcinoma, Ki-67 80 %.',
    [specimen, chart.fact('differentiation', 'poor', '2026-10-19', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': {
        quantity: {
          value: 10,
          comparator: '>',
          unit: 'lesions',
          system: 'http://unitsofmeasure.org',
          code: '1',
        },
      },
      'liver.largest-lesion': 61,
      'liver.second-largest-lesion': 55,
      'liver.lobes': 'bilobar',
      'liver.pattern.reported': 'III',
      'liver.involvement': 45,
      'primary.status': 'in-situ',
    },
    '2026-10-14',
  );
  chart.report(
    'ct',
    STUDY.ctAbdomen,
    '2026-10-14',
    'Tumour of the ascending colon, disseminated liver metastases, no other distant disease.',
    [findings, chart.fact('extrahepatic', 'none', '2026-10-14')],
  );
  chart.report(
    'fdg-pet',
    STUDY.fdgPet,
    '2026-10-27',
    'Intense FDG uptake of primary and liver.',
    [chart.fact('fdg', 'positive', '2026-10-27')],
    'NMS',
  );
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-29',
    'No somatostatin-receptor expression (Krenning 0).',
    [chart.fact('sstr', 'negative', '2026-10-29')],
    'NMS',
  );
  chart.fact('liver.resectability', 'unresectable', '2026-11-04', { category: 'procedure' });
  chart.fact('syndrome', 'none', '2026-11-18', { category: 'exam' });
  chart.ecog(1, '2026-11-18');
  chart.labs('2026-11-18', {
    bilirubin: 1,
    albumin: 3.5,
    inr: 1.1,
    creatinine: 1.1,
    egfr: 70,
    hemoglobin: 11.2,
    platelets: 388,
    leukocytes: 9.4,
    chromograninA: 130,
  });
  chart.visit(
    '2026-11-18',
    'New diagnosis of a poorly differentiated carcinoma of the colon with liver metastases.',
  );
  return chart.bundle();
}

/** 05: young, stable, liver-only, unresectable: meets the transplant criteria sets. */
export function transplantCandidate(): Bundle {
  const chart = new Chart('05-transplant-candidate', {
    given: 'Sofia',
    family: 'Kowalska',
    gender: 'female',
    birthDate: '1986-03-21',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2025-01-16', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2025-01-16', { bodySite: BODY_SITE.liver });
  chart.procedure(
    'right-hemicolectomy',
    PROCEDURE.rightHemicolectomy,
    '2025-03-04',
    'R0 resection, curative intent for the primary',
  );
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2025-01-28');
  const specimens = [
    chart.ki67('liver', 4, '2025-01-28', BODY_SITE.liver),
    chart.ki67('primary', 3, '2025-03-04', BODY_SITE.ileum),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2025-03-11',
    'Well differentiated neuroendocrine tumour of the ileum, WHO grade 2, Ki-67 4 % in the liver.',
    [...specimens, chart.fact('differentiation', 'well', '2025-03-04', { category: 'laboratory' })],
    'PAT',
  );
  chart.diseaseStatus('stable', '2025-12-10');
  chart.diseaseStatus('stable', '2026-04-14');
  chart.diseaseStatus('stable', '2026-10-20');
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 18,
      'liver.largest-lesion': 38,
      'liver.second-largest-lesion': 35,
      'liver.lobes': 'bilobar',
      'liver.pattern.reported': 'III',
      'liver.involvement': 35,
      'portal-vein-thrombosis': 'no',
      hepatomegaly: 'no',
    },
    '2026-10-20',
  );
  chart.report(
    'ct',
    STUDY.ctAbdomen,
    '2026-10-20',
    'Disseminated liver metastases, unchanged since 2025. No extrahepatic disease.',
    [findings],
  );
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-23',
    'All liver metastases with high uptake. No extrahepatic uptake.',
    [chart.fact('sstr', 'positive', '2026-10-23'), chart.fact('extrahepatic', 'none', '2026-10-23')],
    'NMS',
  );
  chart.fact('liver.resectability', 'unresectable', '2026-11-10', { category: 'procedure' });
  chart.fact('liver.resectability-reason', 'extent', '2026-11-10', { category: 'procedure' });
  chart.fact('liver.resectable-fraction', 40, '2026-11-10', { category: 'procedure' });
  chart.fact('syndrome', 'none', '2026-11-19', { category: 'exam' });
  chart.prescription('lanreotide', DRUG.lanreotide, '2025-03-25');
  chart.ecog(0, '2026-11-19');
  chart.labs('2026-11-19', {
    bilirubin: 0.8,
    albumin: 4.4,
    inr: 1,
    creatinine: 0.7,
    egfr: 110,
    hemoglobin: 13.1,
    platelets: 256,
    leukocytes: 6.6,
    chromograninA: 310,
    fiveHiaa: 6,
  });
  chart.visit('2026-11-19', 'Stable disease on lanreotide for almost two years. Asks about transplantation.');
  return chart.bundle();
}

/** 09: pancreatic head NET after a Whipple operation, progressing type III disease. */
export function postWhippleProgressing(): Bundle {
  const chart = new Chart('09-post-whipple-progressing', {
    given: 'Elena',
    family: 'Papadopoulou',
    gender: 'female',
    birthDate: '1961-12-05',
  });
  chart.condition('primary', DIAGNOSIS.pancreasNen, '2024-04-08', {
    bodySite: BODY_SITE.pancreas,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2025-08-12', { bodySite: BODY_SITE.liver });
  chart.procedure('whipple', PROCEDURE.whipple, '2024-05-14', 'R0 resection');
  const specimen = chart.ki67('primary', 12, '2024-05-14', BODY_SITE.pancreas);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2024-05-21',
    'Well differentiated neuroendocrine tumour of the pancreatic head, WHO grade 2, Ki-67 12 %.',
    [specimen, chart.fact('differentiation', 'well', '2024-05-14', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 15,
      'liver.largest-lesion': 34,
      'liver.second-largest-lesion': 30,
      'liver.lobes': 'bilobar',
      'liver.pattern.reported': 'III',
      'liver.involvement': 20,
    },
    '2026-10-28',
  );
  chart.report(
    'ct',
    STUDY.ctAbdomen,
    '2026-10-28',
    'Bilobar liver metastases, new and growing lesions (RECIST progression). Pneumobilia after pancreaticoduodenectomy.',
    [findings],
  );
  chart.diseaseStatus('stable', '2026-03-18');
  chart.diseaseStatus('worsened', '2026-10-28');
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-11-02',
    'All liver metastases with high uptake. No extrahepatic uptake.',
    [chart.fact('sstr', 'positive', '2026-11-02'), chart.fact('extrahepatic', 'none', '2026-11-02')],
    'NMS',
  );
  chart.fact('liver.resectability', 'unresectable', '2026-11-09', { category: 'procedure' });
  chart.fact('liver.resectability-reason', 'extent', '2026-11-09', { category: 'procedure' });
  chart.fact('liver.resectable-fraction', 30, '2026-11-09', { category: 'procedure' });
  chart.prescription('octreotide', DRUG.octreotide, '2025-09-02');
  chart.ecog(1, '2026-11-16');
  chart.labs('2026-11-16', {
    bilirubin: 0.9,
    albumin: 3.9,
    inr: 1,
    creatinine: 0.8,
    egfr: 82,
    hemoglobin: 12.1,
    platelets: 232,
    leukocytes: 6.8,
    chromograninA: 890,
  });
  chart.visit('2026-11-16', 'Progression in the liver on octreotide, two and a half years after Whipple.');
  return chart.bundle();
}
