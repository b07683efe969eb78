import { describe, expect, it } from 'vitest';
import {
  administration,
  ATC,
  CM,
  concept,
  condition,
  PCS,
  procedure,
  RX,
  read,
  request,
  SCT,
  said,
  status,
} from './patient.ts';

const prior = (...resources: readonly unknown[]): string[] => said(resources, 'prior');
const inForce = (...resources: readonly unknown[]): (boolean | undefined)[] =>
  read(resources)
    .candidates.filter(({ fact }) => fact === 'prior')
    .map(({ treatment }) => treatment?.inForce);
const statement = (extra = {}) => ({
  resourceType: 'MedicationStatement',
  id: 's',
  status: 'active',
  subject: { reference: 'Patient/p' },
  medicationCodeableConcept: concept(RX, '68092'),
  effectivePeriod: { start: '2024-01-01' },
  ...extra,
});

describe('operations', () => {
  it('trap: 233527006 is a cannula insertion, not a chemoembolisation', () => {
    expect(prior(procedure(SCT, '233527006', '2024-01-01'))).toEqual([]);
    expect(prior(procedure(SCT, '314617008', '2024-01-01'))).toEqual(['embolization']);
  });

  it.each([
    'preparation',
    'in-progress',
    'not-done',
    'on-hold',
    'stopped',
    'entered-in-error',
    'unknown',
    undefined,
  ])('F20 F21 status %s is no past treatment', (value) => {
    expect(prior(procedure(SCT, '107963000', '2024-01-01', { status: value }))).toEqual([]);
  });

  it('a biopsy is no resection', () => {
    expect(prior(procedure(PCS, '0FB00ZX', '2024-01-01'))).toEqual([]);
    expect(prior(procedure(PCS, '0FB00ZZ', '2024-01-01'))).toEqual(['liver-resection']);
  });

  it('the hepatectomy of a transplantation is no liver resection', () => {
    const transplantation = procedure(SCT, '18027006', '2024-01-01');
    expect(prior(procedure(SCT, '17203000', '2024-01-01'), transplantation)).toEqual(['liver-transplant']);
    expect(prior(procedure(SCT, '17203000', '2023-01-01'), transplantation)).toHaveLength(2);
  });

  it('a resection without curative intent is told as such', () => {
    const palliative = {
      extension: [
        {
          url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent',
          valueCodeableConcept: concept(SCT, '363676003'),
        },
      ],
    };
    const treatments = read([procedure(SCT, '107963000', '2024-01-01', palliative)]).candidates;
    expect(treatments.map(({ treatment }) => treatment)).toEqual([
      { what: 'liver-resection', inForce: false, curative: false },
    ]);
    const [curative] = read([procedure(SCT, '107963000', '2024-01-01')]).candidates;
    expect(curative?.treatment).toEqual({ what: 'liver-resection', inForce: false });
    expect(curative?.effective).toBe('2024-01-01');
  });

  it('a pancreaticoduodenectomy may be two codes of one day', () => {
    const duodenum = procedure(PCS, '0DT90ZZ', '2024-01-01');
    expect(said([duodenum], 'whipple')).toEqual([]);
    expect(said([duodenum, procedure(PCS, '0FBG0ZZ', '2024-01-01')], 'whipple')).toEqual(['yes']);
    expect(said([duodenum, procedure(PCS, '0FBG0ZZ', '2024-01-01')], 'bilioenteric-anastomosis')).toEqual([
      'yes',
    ]);
    // Apart from each other they are none.
    expect(said([duodenum, procedure(PCS, '0FBG0ZZ', '2023-01-01')], 'whipple')).toEqual([]);
  });

  it('a sphincterotomy is no stent; a stent can be taken out', () => {
    expect(said([procedure(SCT, '37403009', '2024-01-01')], 'biliary-stent')).toEqual([]);
    expect(
      said(
        [procedure(SCT, '174615000', '2024-01-01'), procedure(SCT, '315030002', '2024-06-01')],
        'biliary-stent',
      ),
    ).toEqual(['yes', 'no']);
  });

  it('a radionuclide therapy without its drug is not read as PRRT, and is told', () => {
    const { candidates, issues } = read([procedure(SCT, '399315003', '2024-01-01')]);
    expect(candidates).toEqual([]);
    expect(issues).toHaveLength(1);
  });

  it('a state after an operation may be a Condition', () => {
    expect(prior(condition(CM, 'Z94.4'))).toEqual(['liver-transplant']);
    expect(said([condition(SCT, '428882003')], 'gallbladder')).toEqual(['removed']);
    expect(prior(condition(CM, 'Z94.4', status('active', 'refuted')))).toEqual([]);
  });
});

describe('drugs', () => {
  it('trap: lanreotide is RxNorm 68092', () => {
    expect(prior(administration(RX, '68092', '2025-05-01'))).toEqual(['ssa']);
  });

  it('trap: old and new ATC codes', () => {
    expect(prior(administration(ATC, 'L01XE10', '2025-05-01'))).toEqual(['everolimus']);
    expect(prior(administration(ATC, 'L01EG02', '2025-05-01'))).toEqual(['everolimus']);
    expect(prior(administration(ATC, 'L01XC07', '2025-05-01'))).toEqual(['bevacizumab']);
    expect(prior(administration(ATC, 'L01XE04', '2025-05-01'))).toEqual(['sunitinib']);
  });

  it('lutetium-177: oxodotreotide is PRRT, vipivotide is not, and an order is no treatment yet', () => {
    expect(prior(administration(RX, '1999335', '2025-05-01'))).toEqual(['prrt']);
    expect(prior(administration(ATC, 'V10XX04', '2025-05-01'))).toEqual(['prrt']);
    expect(prior(administration(RX, '2597047', '2025-05-01'))).toEqual([]);
    expect(prior(request(ATC, 'V10XX04'))).toEqual([]);
    expect(prior(request(ATC, 'V10XX04', { status: 'completed' }))).toEqual(['prrt']);
    expect(inForce(administration(ATC, 'V10XX04', '2025-05-30'))).toEqual([false]);
  });

  it('diagnostic tracers are no treatment', () => {
    for (const code of ['V09IX09', 'V09IX15', 'V09IX04']) {
      expect(prior(administration(ATC, code, '2025-05-01'))).toEqual([]);
    }
  });

  it('a drug is found behind a reference and by an ingredient', () => {
    const medication = { resourceType: 'Medication', id: 'drug', code: concept(RX, '7617') };
    const contained = {
      resourceType: 'Medication',
      id: 'drug',
      ingredient: [{ itemCodeableConcept: concept(ATC, 'L01BC06') }],
    };
    const by = (reference: string, extra = {}) =>
      request(RX, 'x', {
        medicationCodeableConcept: undefined,
        medicationReference: { reference },
        ...extra,
      });
    expect(prior(medication, by('Medication/drug'))).toEqual(['ssa']);
    expect(prior(by('#drug', { contained: [contained] }))).toEqual(['chemotherapy']);
    expect(prior(by('Medication/elsewhere'))).toEqual([]);
  });

  it.each([
    ['a proposal', { intent: 'proposal' }],
    ['an option', { intent: 'option' }],
    ['a draft', { status: 'draft' }],
    ['cancelled', { status: 'cancelled' }],
    ['entered in error', { status: 'entered-in-error' }],
    ['an order not to do it', { doNotPerform: true }],
    ['of unknown status', { status: undefined }],
  ])('a request that is %s is no treatment', (_, extra) => {
    expect(prior(request(RX, '7617', extra))).toEqual([]);
  });

  it('a plan counts: reported medication has it as intent', () => {
    expect(prior(request(RX, '7617', { intent: 'plan' }))).toEqual(['ssa']);
  });

  it.each(['not-done', 'entered-in-error', 'unknown'])('an administration that is %s is none', (value) => {
    expect(prior(administration(RX, '7617', '2025-05-01', { status: value }))).toEqual([]);
  });

  it.each(['intended', 'not-taken', 'entered-in-error', 'unknown'])(
    'a statement that is %s is none',
    (value) => {
      expect(prior(statement({ status: value }))).toEqual([]);
    },
  );

  it('in force: an active order or statement', () => {
    expect(inForce(request(RX, '7617'))).toEqual([true]);
    expect(inForce(request(RX, '7617', { status: 'completed' }))).toEqual([false]);
    expect(inForce(request(RX, '7617', { status: 'on-hold' }))).toEqual([false]);
    expect(inForce(statement())).toEqual([true]);
    expect(inForce(statement({ effectivePeriod: { start: '2024-01-01', end: '2025-05-31' } }))).toEqual([
      false,
    ]);
    expect(inForce(statement({ effectivePeriod: { start: '2024-01-01', end: '2025-06-01' } }))).toEqual([
      true,
    ]);
    expect(inForce(statement({ status: 'stopped' }))).toEqual([false]);
  });

  it('the end of a period of administration is its date, so that the last 90 days are seen', () => {
    const infusion = administration(RX, '4492', 'x', {
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2025-01-01', end: '2025-05-30' },
    });
    expect(read([infusion]).candidates[0]?.effective).toBe('2025-05-30');
  });
});

describe('trap: everolimus, bevacizumab, interferon and fluorouracil have other uses', () => {
  it.each([
    ['everolimus as an immunosuppressant, new code', administration(ATC, 'L04AH02', '2025-05-01')],
    ['everolimus as an immunosuppressant, old code', administration(ATC, 'L04AA18', '2025-05-01')],
    ['everolimus as an immunosuppressant, product', administration(RX, '977431', '2025-05-01')],
    ['bevacizumab for the eye', administration(ATC, 'S01LA08', '2025-05-01')],
    ['fluorouracil for the skin, product', administration(RX, '213045', '2025-05-01')],
    [
      'fluorouracil for the skin, route',
      administration(ATC, 'L01BC02', '2025-05-01', { dosage: { route: concept(SCT, '6064005') } }),
    ],
    [
      'bevacizumab into the eye, route',
      request(RX, '253337', { dosageInstruction: [{ route: concept(SCT, '418401004') }] }),
    ],
    ['interferon for hepatitis', request(RX, '5880', { reasonCode: [concept(CM, 'B18.2')] })],
    ['interferon for melanoma', request(ATC, 'L03AB05', { reasonCode: [concept(CM, 'C43.9')] })],
    ['everolimus for breast cancer', request(RX, '141704', { reasonCode: [concept(SCT, '254837009')] })],
    ['everolimus after transplantation', request(RX, '141704', { reasonCode: [concept(CM, 'Z94.0')] })],
    ['fluorouracil for keratosis', request(RX, '4492', { reasonCode: [concept(CM, 'L57.0')] })],
  ])('%s is not counted, and is told', (_, resource) => {
    const { candidates, issues } = read([resource]);
    expect(candidates).toEqual([]);
    expect(issues).toHaveLength(1);
  });

  it('a reason behind a reference', () => {
    const cancer = condition(CM, 'C18.2');
    const nen = condition(SCT, '735735001');
    const reason = (...targets: readonly { id?: string }[]) => ({
      reasonReference: targets.map(({ id }) => ({ reference: `Condition/${id}` })),
    });
    expect(prior(cancer, nen, request(RX, '4492', reason(cancer)))).toEqual([]);
    expect(prior(cancer, nen, request(RX, '4492', reason(nen)))).toEqual(['chemotherapy']);
    expect(prior(cancer, nen, request(RX, '4492', reason(cancer, nen)))).toEqual(['chemotherapy']);
    expect(prior(cancer, nen, request(RX, '4492', reason({ id: 'elsewhere' })))).toEqual(['chemotherapy']);
  });

  it('a use that is the tumour, its metastases or syndromes, or not stated, counts', () => {
    for (const reasonCode of [
      undefined,
      [concept(CM, 'C7A.012')],
      [concept(CM, 'C7B.02')],
      [concept(CM, 'C78.7')],
      [concept(CM, 'E34.09')],
      [concept(CM, 'C25.4')],
      [{ text: 'tumour' }],
      [concept('urn:site', '1')],
    ]) {
      expect(prior(request(RX, '141704', { reasonCode }))).toEqual(['everolimus']);
    }
  });

  it('tablets of the tumour drug are told from those of the immunosuppressant', () => {
    expect(prior(administration(RX, '845512', '2025-05-01'))).toEqual(['everolimus']);
    expect(prior(administration(RX, '213841', '2025-05-01'))).toEqual(['chemotherapy']);
  });
});
