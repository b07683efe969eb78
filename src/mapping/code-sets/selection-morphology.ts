import { of, type SelectionFile } from './selection.ts';

const SCT = (codes: string) => of('sct', codes);
const ICDO = (codes: string) => of('icdo', codes);

/** Morphology, hormonal syndromes by morphology, grades. Names of ICD-O-3 terms changed with ICD-O-3.2; codes not. */
export const MORPHOLOGY: SelectionFile = {
  'morphology-well-differentiated': {
    title: 'Morphology that says neuroendocrine tumour or carcinoid',
    codes: [
      ...ICDO('8150/1 8150/3 8151/3 8152/1 8152/3 8153/1 8153/3 8155/1 8155/3 8156/1 8156/3 8157/3 8158/3'),
      ...ICDO('8240/1 8240/3 8241/3 8242/1 8242/3 8245/1 8249/3'),
      ...SCT('127572005 127573000 189607006 81622000 128658008 48554007 128657003'),
      ...SCT('16189002 19756007 25324008 20955008 66515009 31131002 128642005 128643000'),
    ],
  },
  'morphology-poorly-differentiated': {
    title: 'Morphology that says neuroendocrine carcinoma, small or large cell',
    codes: [...ICDO('8013/3 8041/3 8246/3'), ...SCT('55937004 128628002 719105002')],
  },
  'morphology-mixed': {
    title: 'Mixed neuroendocrine and non-neuroendocrine morphology (with goblet cell carcinoid)',
    codes: [
      ...ICDO('8154/3 8244/3 8045/3 8243/3 8245/3'),
      ...SCT('785766008 999000 448546006 733844008 31396002'),
    ],
  },
  'morphology-nen': {
    title: 'Morphology of a neuroendocrine neoplasm, whatever its differentiation',
    codes: [
      ...ICDO('8013/3 8041/3 8150/1 8150/3 8151/3 8152/1 8152/3 8153/1 8153/3 8155/1 8155/3'),
      ...ICDO('8156/1 8156/3 8157/3 8158/3 8240/1 8240/3 8241/3 8242/1 8242/3 8245/1 8246/3 8249/3'),
      ...SCT('55937004 127572005 127573000 127574006 128628002 719105002 189607006 81622000 128658008'),
      ...SCT('48554007 128657003 127575007 60346004 16189002 19756007 25324008 20955008 66515009'),
      ...SCT('31131002 128642005 128643000'),
    ],
  },
  'morphology-nen-benign': {
    title: 'Benign neuroendocrine morphology: it explains no metastasis',
    codes: [...ICDO('8150/0 8151/0'), ...SCT('76345009')],
  },
  'morphology-other': {
    title:
      'Morphology of carcinoma with neuroendocrine features, and of Merkel cell carcinoma: no such neoplasm',
    codes: [...ICDO('8574/3 8247/3'), ...SCT('128704005')],
  },
  'syndrome-carcinoid': {
    title: 'Carcinoid syndrome',
    codes: [
      ...of('cm', 'E34.0 E34.01 E34.09'),
      ...of('gm', 'E34.0'),
      ...of('who', 'E34.0'),
      ...SCT('35868009 237833006 734884008 404810003 36222008 703322008 703255000 703321001'),
    ],
    weak: {
      'cm E34.01': 'subdivision of E34.0 since FY2025; the fact tables name it',
      'cm E34.09': 'subdivision of E34.0 since FY2025',
    },
  },
  'syndrome-insulinoma': {
    title: 'Insulinoma',
    codes: [...ICDO('8151/0 8151/3'), ...SCT('713189001 788390005 25324008 20955008')],
  },
  'syndrome-gastrinoma': {
    title: 'Gastrinoma, Zollinger-Ellison syndrome',
    codes: [
      ...of('cm', 'E16.4'),
      ...of('gm', 'E16.4'),
      ...of('who', 'E16.4'),
      ...ICDO('8153/1 8153/3'),
      ...SCT('53132006 16189002 19756007'),
    ],
  },
  'syndrome-vipoma': { title: 'VIPoma', codes: [...ICDO('8155/1 8155/3'), ...SCT('31131002')] },
  'syndrome-glucagonoma': {
    title: 'Glucagonoma',
    codes: [...of('cm', 'E16.3'), ...ICDO('8152/1 8152/3'), ...SCT('66515009')],
  },
  'syndrome-somatostatinoma': {
    title: 'Somatostatinoma',
    codes: [...ICDO('8156/1 8156/3'), ...SCT('253006001 128642005 128643000')],
  },
  'syndrome-other': {
    title: 'Another functioning neuroendocrine tumour',
    codes: ICDO('8157/3 8158/3'),
  },
  'syndrome-pancreatic-hormone': {
    title: 'Excess of another pancreatic hormone (VIP, somatostatin, PP, GHRH)',
    codes: of('cm', 'E16.8'),
  },
  'grade-g1': { title: 'Grade 1 (low)', codes: SCT('1155708003 127572005') },
  'grade-g2': { title: 'Grade 2 (intermediate)', codes: SCT('1286893008 127573000') },
  'grade-g3': { title: 'Grade 3 (high: NET G3 or NEC)', codes: SCT('1155707008 127574006') },
};
