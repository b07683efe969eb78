/** Charts that test judgement: 17 (NET G3), 18 (records that disagree). */
import type { Bundle } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { BODY_SITE, DIAGNOSIS, MORPHOLOGY, PROCEDURE, STUDY } from '../codings.ts';

/** 17: well differentiated, but Ki-67 30 %, one resectable metastasis: the sources disagree. */
export function netGradeThree(): Bundle {
  const chart = new Chart('17-net-g3-selected', {
    given: 'Chiara',
    family: 'Bianchi',
    gender: 'female',
    birthDate: '1979-12-19',
  });
  chart.condition('primary', DIAGNOSIS.pancreasNen, '2026-04-07', {
    bodySite: BODY_SITE.pancreas,
    morphology: MORPHOLOGY.net,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-09-14', { bodySite: BODY_SITE.liver });
  chart.procedure('distal-pancreatectomy', PROCEDURE.distalPancreatectomy, '2026-05-05', 'R0 resection');
  const specimen = chart.ki67('primary', 30, '2026-05-05', BODY_SITE.pancreas);
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-05-12',
    'Well differentiated neuroendocrine tumour of the pancreatic tail, WHO grade 3, Ki-67 30 %.',
    [specimen, chart.fact('differentiation', 'well', '2026-05-05', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 1,
      'liver.largest-lesion': 24,
      'liver.segments': ['5'],
      'liver.involvement': 2,
      'liver.future-remnant': 80,
    },
    '2026-10-13',
  );
  chart.report('mr-liver', STUDY.mrLiver, '2026-10-13', 'Single metastasis of 24 mm in segment 5.', [
    findings,
  ]);
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-15',
    'The liver metastasis with uptake above liver. No further disease.',
    [chart.fact('sstr', 'positive', '2026-10-15'), chart.fact('extrahepatic', 'none', '2026-10-15')],
    'NMS',
  );
  chart.report(
    'fdg-pet',
    STUDY.fdgPet,
    '2026-10-16',
    'The liver metastasis FDG avid.',
    [chart.fact('fdg', 'positive', '2026-10-16')],
    'NMS',
  );
  chart.fact('liver.resectability', 'resectable', '2026-11-02', { category: 'procedure' });
  chart.ecog(0, '2026-11-17');
  chart.labs('2026-11-17', {
    bilirubin: 0.5,
    albumin: 4.5,
    inr: 1,
    creatinine: 0.7,
    egfr: 104,
    hemoglobin: 13.2,
    platelets: 287,
    leukocytes: 7.1,
    chromograninA: 84,
  });
  chart.visit(
    '2026-11-17',
    'Single liver metastasis of a well differentiated G3 tumour five months after resection.',
  );
  return chart.bundle();
}

/** 18: two readers of the same scan disagree, two specimens have different grades, a laboratory sends a wrong unit. */
export function conflictingRecords(): Bundle {
  const chart = new Chart('18-conflicting-records', {
    given: 'Thomas',
    family: 'McAllister',
    gender: 'male',
    birthDate: '1966-03-03',
  });
  chart.condition('primary', DIAGNOSIS.pancreasNen, '2025-10-06', {
    bodySite: BODY_SITE.pancreas,
    morphology: MORPHOLOGY.net,
  });
  chart.condition('liver-metastases', DIAGNOSIS.liverMetastases, '2026-08-24', { bodySite: BODY_SITE.liver });
  chart.procedure('distal-pancreatectomy', PROCEDURE.distalPancreatectomy, '2025-11-11', 'R0 resection');
  chart.procedure('liver-biopsy', PROCEDURE.liverBiopsy, '2026-09-03');
  const specimens = [
    chart.ki67('primary', 2, '2025-11-11', BODY_SITE.pancreas),
    chart.ki67('liver', { text: '8-10 %' }, '2026-09-03', BODY_SITE.liver),
  ];
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-09-07',
    'Liver biopsy: WHO grade 2, the primary was grade 1.',
    [...specimens, chart.fact('differentiation', 'well', '2026-09-03', { category: 'laboratory' })],
    'PAT',
  );
  const findings = chart.factPanel(
    'liver-findings',
    'Liver metastases, structured findings',
    {
      'liver.lesion-count': 3,
      'liver.largest-lesion': 33,
      'liver.lobes': 'unilobar',
      'liver.future-remnant': 45,
    },
    '2026-10-07',
  );
  chart.report('ct-liver', STUDY.ctLiver, '2026-10-07', 'Three metastases of the right lobe.', [findings]);
  chart.fact('liver.resectability', 'resectable', '2026-10-28', { category: 'procedure' });
  chart.add('resectability-second-reader', {
    resourceType: 'Observation',
    status: 'final',
    code: {
      coding: [{ system: 'https://nelm-cds.example/fhir/CodeSystem/nelm', code: 'liver.resectability' }],
      text: 'Resectability of the liver disease',
    },
    subject: { reference: `Patient/${chart.id}` },
    effectiveDateTime: '2026-10-28',
    valueCodeableConcept: {
      coding: [
        { system: 'https://nelm-cds.example/fhir/CodeSystem/nelm', code: 'liver.resectability.unresectable' },
      ],
      text: 'unresectable',
    },
    note: [{ text: 'Second reader: contact with the right and the middle hepatic vein.' }],
  });
  chart.report(
    'dotatate-pet',
    STUDY.sstrPet,
    '2026-10-12',
    'Liver metastases with high uptake. No extrahepatic uptake.',
    [chart.fact('sstr', 'positive', '2026-10-12'), chart.fact('extrahepatic', 'none', '2026-10-12')],
    'NMS',
  );
  chart.ecog(1, '2026-11-13');
  chart.labs('2026-11-13', {
    albumin: 4,
    inr: 1,
    creatinine: 0.9,
    hemoglobin: 13.5,
    platelets: 219,
    leukocytes: 6.7,
    chromograninA: 212,
  });
  chart.lab('bilirubin', 'bilirubin', 12, '2026-11-13', {
    note: 'Sent by an outside laboratory without a UCUM unit.',
    more: { valueQuantity: { value: 12, unit: 'U' } },
  });
  chart.visit('2026-11-13', 'Board asked for a second opinion on resectability.');
  return chart.bundle();
}
