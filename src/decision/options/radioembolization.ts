import { A14, C18, M21, op } from '../citation.ts';
import { caution, contraindication, option } from '../criterion.ts';
import { openOf } from '../missing.ts';
import { use } from '../parameters.ts';
import { pregnancyContraindication } from '../surgical-base.ts';
import { lesionsLeft } from './applicable.ts';
import {
  INTRA_ARTERIAL_CAUTIONS,
  INTRA_ARTERIAL_REQUIRED,
  insufficientLiver,
  portalVeinThrombosis,
} from './intra-arterial.ts';

const VERY_LARGE = use('radioembolization-burden');

/** A14:536-538 names burden, liver function and portal vein in one sentence. */
const JOINT = 'the source can also be read as meaning burden, liver function and portal vein together';

export const radioembolization = option({
  code: 'radioembolization',
  title: 'Radioembolisation (Y-90)',
  summary: 'Selective internal radiotherapy with yttrium-90 microspheres.',
  citations: [M21('178-182'), A14('529-560')],
  applicable: lesionsLeft,
  atMostConsider: 'the sources give it as an alternative to embolisation',
  criteria: [
    ...INTRA_ARTERIAL_REQUIRED,
    contraindication('hepatic-insufficiency', {
      ...insufficientLiver,
      sentence: `Hepatic insufficiency (${JOINT})`,
      citations: [A14('536-538'), op('A14 says severe liver dysfunction without a number')],
    }),
    contraindication('portal-vein-thrombosis', {
      ...portalVeinThrombosis,
      sentence: `Portal vein thrombosis (${JOINT})`,
      citations: [A14('536-538')],
    }),
    contraindication('very-large-burden', {
      sentence: `More than {radioembolization-burden} % of the liver involved (${JOINT})`,
      citations: [A14('536-538'), op('A14 says large tumour burden without a number')],
      reads: ['liver.involvement'],
      strength: 'relative',
      test: (s) => s.isAbove('liver.involvement', VERY_LARGE),
    }),
    contraindication('bilioenteric-anastomosis', {
      sentence: 'Bilio-enteric anastomosis',
      citations: [M21('164'), C18('108'), op('extension of the statement on all intra-arterial treatment')],
      reads: ['bilioenteric-anastomosis'],
      strength: 'relative',
      test: (s) => s.is('bilioenteric-anastomosis', 'yes'),
    }),
    contraindication('lung-shunt', {
      sentence: 'Major hepatopulmonary shunt',
      citations: [A14('553-555')],
      reads: ['lung-shunt'],
      test: (s) => s.is('lung-shunt', 'major'),
    }),
    pregnancyContraindication,
    ...INTRA_ARTERIAL_CAUTIONS,
    caution('maa-before', {
      sentence: 'No 99mTc-MAA scan on record: the shunt to the lung is not measured',
      citations: [A14('553-555')],
      reads: ['lung-shunt'],
      provisional: true,
      test: (s) => !s.isFilled('lung-shunt') && s.fact('lung-shunt').state !== 'known',
      missing: (s) => openOf(s, 'lung-shunt'),
    }),
  ],
  notes: ['Radioembolisation after PRRT was a safe sequence; liver disease induced by it is rare (M21:188).'],
});
