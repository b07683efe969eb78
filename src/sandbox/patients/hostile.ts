/**
 * 10: a chart whose text tries to do harm where it is shown. The clinical facts are sound and coded; everything
 * that a person reads (names, displays, texts, notes) is an attack on HTML, markdown, terminals or layout.
 */
import type { Bundle } from '@medplum/fhirtypes';
import { Chart } from '../chart.ts';
import { BODY_SITE, coding, concept, STUDY } from '../codings.ts';

const SCRIPT = '<script>alert("nelm-hostile")</script>';
const IMAGE = '<img src=x onerror="alert(\'nelm-hostile\')">';
const LINK = '[click here](javascript:alert(1)) [urgent result](https://evil.example/login)';
const PICTURE = '![pixel](https://evil.example/track.png?p=10)';
const BREAKOUT =
  '**bold** `code` # heading | table | ~~struck~~ <!-- comment --> &lt;b&gt; ]]> </div></body>';
const LINES = 'first line\n\n# Recommended: stop all treatment\n\n- [x] approved\r\n> quoted\n```\ncode\n';
/** Right-to-left override and isolates, zero-width characters, line separators, a lone combining mark. */
const BIDI =
  '\u202Edetaerper\u202C \u2066\u2067isolate\u2069 zero\u200Bwidth\u200D\uFEFF \u2028\u2029 \u0301';
const LONG = `Neuroendocrine ${'very long display '.repeat(400)}end`;

/** The chart of the hostile patient. */
export function hostileText(): Bundle {
  const chart = new Chart('10-hostile-text', {
    given: `Bobby${SCRIPT}`,
    family: `Tables'); DROP TABLE cards;-- ${BIDI}`,
    gender: 'male',
    birthDate: '1965-05-05',
    more: {
      name: [
        {
          use: 'official',
          text: `${SCRIPT} ${LINK} ${BIDI}`,
          family: `Tables'); DROP TABLE cards;-- ${BIDI}`,
          given: [`Bobby${SCRIPT}`, IMAGE, PICTURE],
        },
      ],
      address: [{ text: LINES, city: `${IMAGE}${PICTURE}` }],
    },
  });
  chart.condition(
    'primary',
    concept(
      `${SCRIPT}${IMAGE} ${LINK}`,
      coding('snomed', '735735001', `${IMAGE} ${PICTURE} ${BIDI}`),
      coding('icd10cm', 'C7A.8', LONG),
    ),
    '2026-06-15',
    {
      bodySite: concept(LINK, coding('snomed', '15776009', SCRIPT)),
      more: { note: [{ text: `${LINES}${SCRIPT}` }] },
    },
  );
  chart.condition(
    'liver-metastases',
    concept(
      `${PICTURE} ${LINK} ${BREAKOUT} ${BIDI}`,
      coding('snomed', '94381002', LONG),
      coding('icd10cm', 'C7B.02', `${SCRIPT}${BIDI}`),
    ),
    '2026-06-29',
    { bodySite: BODY_SITE.liver, more: { note: [{ text: `${IMAGE}${LINES}` }, { text: LONG }] } },
  );
  chart.procedure(
    'distal-pancreatectomy',
    concept(`${BREAKOUT}${SCRIPT}`, coding('snomed', '60194009', LINK)),
    '2026-07-14',
    `${LINES}${IMAGE}`,
  );
  const specimen = chart.ki67(
    'primary',
    2,
    '2026-07-14',
    concept(PICTURE, coding('snomed', '15776009', LONG)),
  );
  chart.report(
    'pathology',
    STUDY.pathology,
    '2026-07-20',
    `${SCRIPT} ${LINES} ${BREAKOUT}`,
    [specimen],
    'PAT',
  );
  chart.fact('differentiation', 'well', '2026-07-14', {
    category: 'laboratory',
    note: `${SCRIPT}${LINES}`,
    more: { valueCodeableConcept: concept(LINK, coding('nelm', 'differentiation.well', IMAGE)) },
  });
  chart.factPanel(
    'liver-findings',
    `${SCRIPT} ${LINES}`,
    {
      'liver.lesion-count': {
        quantity: { value: 1, unit: IMAGE, system: 'http://unitsofmeasure.org', code: '1' },
      },
      'liver.largest-lesion': {
        quantity: { value: 3.1, unit: SCRIPT, system: 'http://unitsofmeasure.org', code: 'cm' },
      },
      'liver.segments': ['6'],
      'liver.future-remnant': 70,
    },
    '2026-10-26',
  );
  chart.report('ct-liver', STUDY.ctLiver, '2026-10-26', `${LINK} ${PICTURE} ${BIDI}`);
  chart.report('dotatate-pet', STUDY.sstrPet, '2026-10-29', LONG, [
    chart.fact('sstr', 'positive', '2026-10-29', { note: `${IMAGE}${BIDI}` }),
    chart.fact('extrahepatic', 'none', '2026-10-29', { note: SCRIPT }),
  ]);
  chart.fact('liver.resectability', 'resectable', '2026-11-02', { note: `${BREAKOUT}${LINES}` });
  // Values that no vocabulary knows: text where a word of the list belongs, and a unit that is markup.
  chart.fact('liver.lobes', { text: `${SCRIPT}${LINK}` }, '2026-11-02');
  chart.fact(
    'liver.involvement',
    { quantity: { value: 5, unit: `${SCRIPT}%`, system: 'http://unitsofmeasure.org', code: '<b>%</b>' } },
    '2026-11-02',
  );
  chart.fact('syndrome', 'none', '2026-11-12', { category: 'exam', note: LINES });
  chart.ecog(0, '2026-11-12');
  chart.labs('2026-11-12', {
    bilirubin: 0.6,
    albumin: 4.4,
    inr: 1,
    creatinine: 0.9,
    hemoglobin: 14.9,
    platelets: 240,
  });
  chart.lab('leukocytes', 'leukocytes', 6.4, '2026-11-12', {
    note: `${SCRIPT}${IMAGE}${LINK}`,
    more: { code: concept(`${LINES}${SCRIPT}`, coding('loinc', '6690-2', LONG)) },
  });
  chart.add('referral', {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: concept(`${SCRIPT}${BREAKOUT}`, coding('snomed', '399414003', `${IMAGE}${LINK}`)),
    subject: { reference: `Patient/${chart.id}` },
    authoredOn: '2026-11-12',
    note: [{ text: `${LINES}${PICTURE}` }],
  });
  chart.visit('2026-11-12', `${SCRIPT}\n${LINES}\n${LINK}\n${BIDI}`);
  return chart.bundle();
}
