/** Charts with little or no advice: 07, 08, 14, 15, 16. */
import type { Bundle } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { BODY_SITE, coding, concept, DIAGNOSIS, MORPHOLOGY, PROCEDURE, STUDY } from '../codings.ts';

/** 07: the diagnosis, and hardly anything else. */
export function almostEverythingMissing(): Bundle {
  const chart = new Chart('07-almost-everything-missing', {
    given: 'Margaret',
    family: 'Obi',
    gender: 'female',
    birthDate: '1971',
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-11');
  chart.lab('hemoglobin', 'hemoglobin', 12.9, '2026-11-09');
  chart.visit(
    '2026-11-19',
    'Referred from another hospital with neuroendocrine liver metastases. Documents asked for.',
  );
  return chart.bundle();
}

/** 08: a small rectal NET, removed; the liver is clear. */
export function withoutLiverMetastasis(): Bundle {
  const chart = new Chart('08-net-without-liver-metastasis', {
    given: 'David',
    family: 'Nakamura',
    gender: 'male',
    birthDate: '1980-10-11',
  });
  chart.condition('primary', DIAGNOSIS.rectumNet, '2026-06-22', {
    bodySite: BODY_SITE.rectum,
    morphology: MORPHOLOGY.net,
  });
  const specimen = chart.ki67('primary', 1, '2026-07-06', BODY_SITE.rectum);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-07-10',
    'Well differentiated neuroendocrine tumour of the rectum, 8 mm, WHO grade 1, margins free.',
    [specimen],
    'PAT',
  );
  chart.report('mr-liver', STUDY.mrLiver, '2026-07-20', 'Normal liver. No metastasis.');
  chart.ecog(0, '2026-10-05');
  chart.labs('2026-10-05', {
    hemoglobin: 14.8,
    platelets: 262,
    leukocytes: 6.2,
    creatinine: 0.9,
    bilirubin: 0.6,
  });
  chart.visit('2026-10-05', 'Follow-up after endoscopic removal of a small rectal NET. No complaints.');
  return chart.bundle();
}

/** 14: a mixed neoplasm, for which the sources give no rule. */
export function mixedNeoplasm(): Bundle {
  const chart = new Chart('14-minen', {
    given: 'Carlos',
    family: 'Ortega',
    gender: 'male',
    birthDate: '1957-05-29',
  });
  chart.condition(
    'primary',
    concept(
      'Mixed neuroendocrine-non-neuroendocrine neoplasm of the ascending colon',
      coding('snomed', '721698005', 'Primary malignant neuroendocrine neoplasm of colon (disorder)'),
      coding('icd10cm', 'C7A.8', 'Other malignant neuroendocrine tumors'),
    ),
    '2026-09-01',
    { bodySite: BODY_SITE.colon, morphology: MORPHOLOGY.minen },
  );
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-09-08', { bodySite: BODY_SITE.liver });
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2026-09-10');
  const specimen = chart.ki67('liver', 65, '2026-09-10', BODY_SITE.liver);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-09-15',
    'Mixed neuroendocrine-non-neuroendocrine neoplasm: adenocarcinoma and large cell neuroendocrine carcinoma.',
    [specimen],
    'PAT',
  );
  chart.report('ct', STUDY.ctAbdomen, '2026-09-05', 'Tumour of the ascending colon, six liver metastases.', [
    chart.fact('liver.lesion-count', 6, '2026-09-05'),
    chart.fact('liver.lobes', 'bilobar', '2026-09-05'),
  ]);
  chart.ecog(1, '2026-11-10');
  chart.labs('2026-11-10', {
    bilirubin: 0.8,
    albumin: 3.6,
    inr: 1,
    creatinine: 1,
    hemoglobin: 11.5,
    platelets: 290,
    leukocytes: 7,
  });
  chart.visit('2026-11-10', 'Mixed neoplasm of the colon with liver metastases.');
  return chart.bundle();
}

/** 15: a NET and an adenocarcinoma, liver metastases that nobody has biopsied. */
export function unclearOrigin(): Bundle {
  const chart = new Chart('15-unclear-origin', {
    given: 'Helga',
    family: 'Brandt',
    gender: 'female',
    birthDate: '1953-01-17',
  });
  chart.condition('net', DIAGNOSIS.ileumNet, '2022-02-14', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.net,
  });
  chart.condition(
    'colon-cancer',
    concept(
      'Adenocarcinoma of the sigmoid colon',
      coding('snomed', '363406005', 'Malignant neoplasm of colon (disorder)'),
      coding('icd10cm', 'C18.7', 'Malignant neoplasm of sigmoid colon'),
    ),
    '2026-08-25',
    { bodySite: BODY_SITE.colon },
  );
  chart.condition(
    'liver-metastases',
    concept(
      'Liver metastases',
      coding('snomed', '94381002', 'Secondary malignant neoplasm of liver (disorder)'),
      coding('icd10cm', 'C78.7', 'Secondary malignant neoplasm of liver and intrahepatic bile duct'),
    ),
    '2026-09-02',
    { bodySite: BODY_SITE.liver },
  );
  chart.procedure('ileum-resection', PROCEDURE.terminalIleum, '2022-03-08', 'R0 resection');
  chart.ki67('primary', 1, '2022-03-08', BODY_SITE.ileum);
  chart.report(
    'ct',
    STUDY.ctAbdomen,
    '2026-09-02',
    'Sigmoid tumour, three liver metastases. No biopsy yet.',
    [chart.fact('liver.lesion-count', 3, '2026-09-02')],
  );
  chart.ecog(1, '2026-11-11');
  chart.visit('2026-11-11', 'Liver metastases: of the old ileal NET or of the new colon cancer?');
  return chart.bundle();
}

/** 16: five months after complete resection, the liver is clear. */
export function surveillance(): Bundle {
  const chart = new Chart('16-surveillance-after-resection', {
    given: 'Yusuf',
    family: 'Demir',
    gender: 'male',
    birthDate: '1969-07-23',
  });
  chart.condition('primary', DIAGNOSIS.ileumNet, '2025-09-18', {
    bodySite: BODY_SITE.ileum,
    morphology: MORPHOLOGY.netG2,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2025-09-18', { bodySite: BODY_SITE.liver });
  chart.procedure('right-hemicolectomy', PROCEDURE.rightHemicolectomy, '2026-05-26', 'R0 resection');
  chart.procedure('liver-resection', PROCEDURE.liverResection, '2026-05-26', 'R0 resection, curative intent');
  const specimens = [
    chart.ki67('primary', 5, '2026-05-26', BODY_SITE.ileum),
    chart.ki67('liver', 6, '2026-05-26', BODY_SITE.liver),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-06-01',
    'Ileal neuroendocrine tumour WHO grade 2 with three liver metastases, all margins free.',
    [...specimens, chart.fact('differentiation', 'well', '2026-05-26', { category: 'laboratory' })],
    'PAT',
  );
  chart.report('mr-liver', STUDY.mrLiver, '2026-10-30', 'State after right hepatectomy. No metastasis.', [
    chart.fact('liver.lesion-count', 0, '2026-10-30'),
  ]);
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-11-03',
    'No pathological uptake.',
    [chart.fact('extrahepatic', 'none', '2026-11-03')],
    'NMS',
  );
  chart.fact('syndrome', 'none', '2026-11-18', { category: 'exam' });
  chart.ecog(0, '2026-11-18');
  chart.labs('2026-11-18', {
    bilirubin: 0.6,
    albumin: 4.2,
    inr: 1,
    creatinine: 0.9,
    egfr: 95,
    hemoglobin: 13.7,
    platelets: 228,
    leukocytes: 6,
    chromograninA: 58,
  });
  chart.visit(
    '2026-11-18',
    'First follow-up after resection of primary and liver metastases. No sign of disease.',
  );
  return chart.bundle();
}
