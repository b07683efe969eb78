/** Charts whose liver disease a surgeon can reach: 01, 03, 06, 13. */
import type { Bundle } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { BODY_SITE, DIAGNOSIS, DRUG, MORPHOLOGY, PROCEDURE, STUDY } from '../codings.ts';

/** 01: pancreatic NET G2, metachronous type I metastases of the right posterior liver. */
export function resectablePancreaticNet(): Bundle {
  const chart = new Chart('01-resectable-pancreatic-net', {
    given: 'Anna',
    family: 'Lindqvist',
    gender: 'female',
    birthDate: '1968-04-12',
  });
  chart.condition('primary', DIAGNOSIS.pancreasNen, '2025-01-20', {
    bodySite: BODY_SITE.pancreas,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-09-28', { bodySite: BODY_SITE.liver });
  chart.procedure('distal-pancreatectomy', PROCEDURE.distalPancreatectomy, '2025-02-18', 'R0 resection');
  const primary = chart.ki67('primary', 6, '2025-02-18', BODY_SITE.pancreas);
  const differentiation = chart.fact('differentiation', 'well', '2025-02-18', { category: 'laboratory' });
  chart.report(
    'pathology',
    STUDY.pathology,
    '2025-02-21',
    'Well differentiated neuroendocrine tumour of the pancreatic tail, WHO grade 2, Ki-67 6 %, margins free.',
    [primary, differentiation],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 2,
      'liver.largest-lesion': 28,
      'liver.second-largest-lesion': 11,
      'liver.lobes': 'unilobar',
      'liver.segments': ['6', '7'],
      'liver.involvement': 4,
      'liver.future-remnant': 62,
      'portal-vein-thrombosis': 'no',
    },
    '2026-10-12',
  );
  chart.report(
    'ct-liver',
    STUDY.ctLiver,
    '2026-10-12',
    'Two hypervascular metastases in segments 6 and 7, 28 and 11 mm. Future remnant after right posterior sectionectomy 62 %. No extrahepatic disease.',
    [findings],
  );
  const sstr = chart.fact('sstr', 'positive', '2026-10-19');
  const extrahepatic = chart.fact('extrahepatic', 'none', '2026-10-19');
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-19',
    'Both liver lesions with uptake above liver (Krenning 3). No further uptake.',
    [sstr, extrahepatic],
    'NMS',
  );
  chart.fact('liver.resectability', 'resectable', '2026-11-03', { category: 'procedure' });
  chart.fact('syndrome', 'none', '2026-11-16', { category: 'exam' });
  chart.ecog(0, '2026-11-16');
  chart.labs('2026-11-16', {
    bilirubin: 0.7,
    albumin: 4.3,
    inr: 1,
    creatinine: 0.8,
    egfr: 84,
    hemoglobin: 13.4,
    platelets: 245,
    leukocytes: 6.1,
    chromograninA: 148,
  });
  chart.visit(
    '2026-11-16',
    'Follow-up after distal pancreatectomy. New liver lesions, patient fit and without symptoms.',
  );
  return chart.bundle();
}

/** 03: type II disease with a remnant of 24 %: two stages. */
export function typeTwoSmallRemnant(): Bundle {
  const chart = new Chart('03-type-two-small-remnant', {
    given: 'Matteo',
    family: 'Ferrari',
    gender: 'male',
    birthDate: '1974-08-30',
  });
  chart.condition('primary', DIAGNOSIS.pancreasNen, '2026-02-09', {
    bodySite: BODY_SITE.pancreas,
    morphology: MORPHOLOGY.net,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-02-16', { bodySite: BODY_SITE.liver });
  chart.procedure('distal-pancreatectomy', PROCEDURE.distalPancreatectomy, '2026-04-21', 'R0 resection');
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2026-02-20');
  const specimens = [
    chart.ki67('liver', 2, '2026-02-20', BODY_SITE.liver),
    chart.ki67('primary', 1.5, '2026-04-21', BODY_SITE.pancreas),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-04-27',
    'Well differentiated neuroendocrine tumour, WHO grade 1; the liver biopsy agrees.',
    [...specimens, chart.fact('differentiation', 'well', '2026-04-21', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 4,
      'liver.largest-lesion': 82,
      'liver.second-largest-lesion': 14,
      'liver.lobes': 'bilobar',
      'liver.segments': ['2', '3', '6', '7'],
      'liver.pattern.reported': 'II',
      'liver.involvement': 22,
      'liver.future-remnant': 24,
    },
    '2026-10-05',
  );
  chart.report(
    'ct-liver',
    STUDY.ctLiver,
    '2026-10-05',
    'Dominant metastasis of 82 mm in segments 6 and 7, three deposits up to 14 mm in segments 2 and 3. Remnant after right hepatectomy 24 %.',
    [findings],
  );
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-08',
    'All liver lesions with high uptake. No extrahepatic uptake.',
    [chart.fact('sstr', 'positive', '2026-10-08'), chart.fact('extrahepatic', 'none', '2026-10-08')],
    'NMS',
  );
  chart.fact('liver.resectability', 'staged', '2026-10-29', {
    category: 'procedure',
    note: 'Clear the left lobe, embolise the right portal vein, right hepatectomy after growth of the remnant.',
  });
  chart.fact('syndrome', 'none', '2026-11-12', { category: 'exam' });
  chart.ecog(1, '2026-11-12');
  chart.labs('2026-11-12', {
    bilirubin: 0.9,
    albumin: 4.1,
    inr: 1,
    creatinine: 0.9,
    egfr: 98,
    hemoglobin: 13.9,
    platelets: 310,
    leukocytes: 7.4,
    chromograninA: 420,
  });
  chart.visit('2026-11-12', 'Large right liver metastasis with small deposits on the left. Fit for surgery.');
  return chart.bundle();
}

/** 06: two new lesions two and a half years after a right hepatectomy. */
export function recurrenceAfterHepatectomy(): Bundle {
  const chart = new Chart('06-recurrence-after-hepatectomy', {
    given: 'Johan',
    family: 'de Vries',
    gender: 'male',
    birthDate: '1963-11-02',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2021-05-17', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.net,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2023-11-20', { bodySite: BODY_SITE.liver });
  chart.procedure('ileum-resection', PROCEDURE.terminalIleum, '2021-06-10', 'R0 resection');
  chart.procedure(
    'right-hepatectomy',
    PROCEDURE.liverResection,
    '2024-01-23',
    'R0 resection, curative intent',
  );
  const specimens = [
    chart.ki67('primary', 1, '2021-06-10', BODY_SITE.ileum),
    chart.ki67('liver', 2, '2024-01-23', BODY_SITE.liver),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2024-01-29',
    'Liver metastasis of the known ileal neuroendocrine tumour, WHO grade 1, margins free.',
    [...specimens, chart.fact('differentiation', 'well', '2024-01-23', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 2,
      'liver.largest-lesion': 22,
      'liver.second-largest-lesion': 12,
      'liver.lobes': 'unilobar',
      'liver.segments': ['2', '3'],
      'liver.involvement': 3,
      'liver.future-remnant': 55,
    },
    '2026-10-15',
  );
  chart.report(
    'mr-liver',
    STUDY.mrLiver,
    '2026-10-15',
    'State after right hepatectomy. Two new metastases in segments 2 and 3, 22 and 12 mm.',
    [findings],
  );
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-22',
    'The two liver lesions with high uptake, nothing else.',
    [chart.fact('sstr', 'positive', '2026-10-22'), chart.fact('extrahepatic', 'none', '2026-10-22')],
    'NMS',
  );
  chart.fact('syndrome', 'none', '2026-11-11', { category: 'exam' });
  chart.ecog(0, '2026-11-11');
  chart.labs('2026-11-11', {
    bilirubin: 0.8,
    albumin: 4.2,
    inr: 1,
    creatinine: 1,
    egfr: 83,
    hemoglobin: 14.2,
    platelets: 201,
    leukocytes: 5.8,
    chromograninA: 96,
    fiveHiaa: 5.1,
  });
  chart.visit('2026-11-11', 'Surveillance after right hepatectomy: two new lesions on MR, no symptoms.');
  return chart.bundle();
}

/** 13: resectable liver, but carcinoid heart disease that is not corrected. */
export function uncorrectedHeartDisease(): Bundle {
  const chart = new Chart('13-carcinoid-heart-disease', {
    given: 'Ingrid',
    family: 'Solberg',
    gender: 'female',
    birthDate: '1962-02-25',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2025-11-04', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.net,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2025-11-04', { bodySite: BODY_SITE.liver });
  chart.condition('carcinoid-syndrome', DIAGNOSIS.carcinoidSyndrome, '2025-11-11');
  chart.condition('carcinoid-heart', DIAGNOSIS.carcinoidHeart, '2026-09-17');
  chart.procedure('right-hemicolectomy', PROCEDURE.rightHemicolectomy, '2025-12-09', 'R0 resection');
  const primary = chart.ki67('primary', 2, '2025-12-09', BODY_SITE.ileum);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2025-12-15',
    'Well differentiated neuroendocrine tumour of the ileum, WHO grade 1.',
    [primary, chart.fact('differentiation', 'well', '2025-12-09', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 1,
      'liver.largest-lesion': 46,
      'liver.segments': ['8'],
      'liver.involvement': 9,
      'liver.future-remnant': 71,
    },
    '2026-09-30',
  );
  chart.report('ct-liver', STUDY.ctLiver, '2026-09-30', 'Single metastasis of 46 mm in segment 8.', [
    findings,
  ]);
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-02',
    'The liver metastasis with high uptake. No further disease.',
    [chart.fact('sstr', 'positive', '2026-10-02'), chart.fact('extrahepatic', 'none', '2026-10-02')],
    'NMS',
  );
  chart.report(
    'echocardiogram',
    STUDY.echo,
    '2026-09-17',
    'Thickened, retracted tricuspid leaflets, severe tricuspid regurgitation, dilated right ventricle.',
    [],
    'CUS',
  );
  chart.fact('liver.resectability', 'resectable', '2026-10-27', { category: 'procedure' });
  chart.fact('syndrome.refractory', 'no', '2026-11-13', { category: 'exam' });
  chart.prescription('octreotide', DRUG.octreotide, '2025-11-18');
  chart.ecog(1, '2026-11-13');
  chart.labs('2026-11-13', {
    bilirubin: 1.1,
    albumin: 3.9,
    inr: 1.1,
    creatinine: 0.9,
    egfr: 72,
    hemoglobin: 12.6,
    platelets: 188,
    leukocytes: 5.2,
    chromograninA: 640,
    fiveHiaa: 58,
    ntProBnp: 1480,
  });
  chart.visit(
    '2026-11-13',
    'Single liver metastasis. Severe tricuspid regurgitation, valve surgery not yet discussed.',
  );
  return chart.bundle();
}
