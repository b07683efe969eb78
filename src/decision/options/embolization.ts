import { A14, J12, M21 } from '../citation.ts';
import { caution, option } from '../criterion.ts';
import { pregnancyCaution } from '../surgical-base.ts';
import { lesionsLeft } from './applicable.ts';
import {
  anastomosis,
  INTRA_ARTERIAL_CAUTIONS,
  INTRA_ARTERIAL_REQUIRED,
  insufficientLiver,
  portalVeinThrombosis,
} from './intra-arterial.ts';

export const embolization = option({
  code: 'embolization',
  title: 'Embolisation (TAE / TACE)',
  summary: 'Transarterial embolisation or chemoembolisation of the liver metastases.',
  citations: [M21('48, 162-176'), J12('432-442'), A14('456-529')],
  applicable: lesionsLeft,
  criteria: [
    ...INTRA_ARTERIAL_REQUIRED,
    portalVeinThrombosis,
    insufficientLiver,
    anastomosis,
    ...INTRA_ARTERIAL_CAUTIONS,
    caution('pregnancy', { ...pregnancyCaution, sentence: 'Pregnancy: no TACE' }),
  ],
  notes: [
    'No technique has proved superior; bland embolisation may be safer (M21:166).',
    'Post-embolisation syndrome in up to 90 % (M21:170).',
    'Drug-eluting beads: a trial was stopped for bilomas (A14:523-526).',
    'Afterwards re-staging and reassessment of resectability (M21:54, 176; J12:437-442).',
  ],
});
