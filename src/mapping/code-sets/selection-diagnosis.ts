import { of, type SelectionFile } from './selection.ts';

const CM = (codes: string) => of('cm', codes);
const SCT = (codes: string) => of('sct', codes);
const ICDO = (codes: string) => of('icdo', codes);
const GM_WHO = (codes: string) => [...of('gm', codes), ...of('who', codes)];

/** Diagnoses of the neuroendocrine neoplasm: what it is and which organ it comes from. */
export const DIAGNOSIS: SelectionFile = {
  nen: {
    title: 'Neuroendocrine neoplasm, malignant or of unstated behaviour (a primary, or no site stated)',
    concepts: [
      'NET primary, malignant (ICD-10-CM)',
      'NET primary, general (SNOMED disorder)',
      'NET primary - pancreas (SNOMED)',
      'NET primary - duodenum (SNOMED)',
      'NET primary - jejunum/ileum/small intestine (SNOMED)',
      'NET primary - appendix (SNOMED)',
      'NET primary - caecum/colon/rectum (SNOMED)',
      'NET primary - stomach (SNOMED)',
      'NET primary - lung/bronchus/thymus (SNOMED)',
    ],
    codes: [...CM('C25.4'), ...GM_WHO('C25.4')],
    except: [...SCT('255047001 682821000119102 788390005 130441000119101 866052009')],
  },
  'nen-benign': {
    title: 'Neuroendocrine neoplasm that the code calls benign: it explains no metastasis',
    concepts: ['NET benign/other (ICD-10-CM)'],
    codes: [
      ...CM('D13.7'),
      ...GM_WHO('D13.7'),
      ...SCT('255047001 682821000119102 788390005 130441000119101'),
    ],
  },
  'nen-history': {
    title: 'Personal history of a malignant carcinoid tumour',
    codes: CM('Z85.020 Z85.030 Z85.040 Z85.060 Z85.110 Z85.230'),
  },
  'nen-secondary': {
    title: 'Metastasis of a neuroendocrine neoplasm, site not stated by the code',
    codes: [...CM('C7B C7B.0 C7B.00 C7B.8'), ...SCT('705176003')],
  },
  nelm: {
    title: 'Neuroendocrine metastasis of the liver',
    codes: [...CM('C7B.02'), ...SCT('107811000119106')],
  },
  'liver-metastasis': {
    title: 'Metastasis of the liver, origin not stated by the code',
    codes: [...CM('C78.7'), ...GM_WHO('C78.7'), ...SCT('94381002 285613005')],
  },
  'metastasis-unspecified': {
    title: 'Metastasis, neither site nor origin stated by the code',
    codes: [...CM('C79.9'), ...SCT('128462008')],
  },
  'liver-primary-nen': {
    title: 'Primary neuroendocrine carcinoma of the liver: no liver metastasis',
    codes: SCT('716652006'),
  },
  'other-malignancy': {
    title: 'Malignancy that is no neuroendocrine neoplasm (ICD-10 codes are recognised by their category)',
    concepts: ['Other malignancy'],
  },
  'scope-mixed-neoplasm': {
    title: 'Mixed neuroendocrine and non-neuroendocrine neoplasm',
    codes: SCT('866052009'),
  },
  'scope-paraganglioma': { title: 'Paraganglioma, pheochromocytoma', concepts: ['Paraganglioma'] },
  'scope-medullary-thyroid': {
    title: 'Medullary thyroid carcinoma',
    concepts: ['Medullary thyroid carcinoma'],
  },
  'diagnosis-well-differentiated': {
    title: 'Diagnosis that says neuroendocrine tumour or carcinoid',
    codes: [
      ...CM('C7A.0 C7A.00 C7A.01 C7A.010 C7A.011 C7A.012 C7A.019 C7A.02 C7A.020 C7A.021 C7A.022 C7A.023'),
      ...CM('C7A.024 C7A.025 C7A.026 C7A.029 C7A.09 C7A.090 C7A.091 C7A.092 C7A.093 C7A.094 C7A.095 C7A.096'),
      ...CM('C7A.098'),
      ...SCT('255046005 133531000119104 443492008 445238008 404810003 255047001 254613007 143401000119106'),
      ...SCT('713189001 788390005 253006001 123761000119103 314947008 130441000119101 709517003'),
      ...SCT('123751000119100 192701000119101 276816003 192681000119104 123731000119106 123721000119108'),
      ...SCT('123701000119104 123741000119102 726654006 713573006 709830006 276808007 254627002'),
      ...SCT('123661000119106 726653000 726652005 717922007 705176003'),
    ],
  },
  'diagnosis-poorly-differentiated': {
    title: 'Diagnosis that says neuroendocrine carcinoma or poorly differentiated',
    codes: [
      ...CM('C7A.1'),
      ...SCT('253000007 123631000119103 134871000119100 721645007 721671006 717916003 721697000 721701002'),
      ...SCT('721638007 717921000 135091000119106 107811000119106'),
      // 716653001 (of the thymus) has well and poorly differentiated kinds below it: it says neither.
    ],
  },
  'nen-of-pancreas': {
    title: 'Neuroendocrine neoplasm of the pancreas',
    concepts: ['NET primary - pancreas (SNOMED)'],
    codes: [...CM('C25.4 D13.7'), ...GM_WHO('C25.4 D13.7')],
    // Gastrinoma and somatostatinoma arise in the duodenum as well: these disorders state no organ.
    except: SCT('866052009 253006001 53132006'),
  },
  'nen-of-duodenum': {
    title: 'Neuroendocrine neoplasm of the duodenum (with the ampulla)',
    concepts: ['NET primary - duodenum (SNOMED)'],
    codes: CM('C7A.010 D3A.010'),
  },
  'nen-of-jejunum-ileum': {
    title: 'Neuroendocrine neoplasm of the small intestine (without the duodenum)',
    concepts: ['NET primary - jejunum/ileum/small intestine (SNOMED)'],
    codes: CM('C7A.01 C7A.011 C7A.012 C7A.019 D3A.01 D3A.011 D3A.012 D3A.019 Z85.060'),
    except: SCT('276816003'),
  },
  'nen-of-intestine': { title: 'Carcinoid of the intestine, part not stated', codes: SCT('276816003') },
  'nen-of-appendix': {
    title: 'Neuroendocrine neoplasm of the appendix',
    concepts: ['NET primary - appendix (SNOMED)'],
    codes: CM('C7A.020 D3A.020'),
  },
  'nen-of-colon': {
    title: 'Neuroendocrine neoplasm of the colon',
    codes: [
      ...CM('C7A.021 C7A.022 C7A.023 C7A.024 C7A.025 C7A.029'),
      ...CM('D3A.021 D3A.022 D3A.023 D3A.024 D3A.025 D3A.029'),
      ...SCT('123731000119106 721698005 721697000 130381000119103 123721000119108 123701000119104'),
      ...SCT('123741000119102 726654006'),
    ],
  },
  'nen-of-large-intestine': {
    title: 'Carcinoid of appendix, colon or rectum (category), history of one of the large intestine',
    codes: CM('C7A.02 D3A.02 Z85.030'),
  },
  'nen-of-rectum': {
    title: 'Neuroendocrine neoplasm of the rectum',
    codes: [...CM('C7A.026 D3A.026 Z85.040'), ...SCT('721700001 721701002 713573006')],
  },
  'nen-of-stomach': {
    title: 'Neuroendocrine neoplasm of the stomach',
    concepts: ['NET primary - stomach (SNOMED)'],
    codes: CM('C7A.092 D3A.092 Z85.020'),
  },
  'nen-of-lung': {
    title: 'Neuroendocrine neoplasm of bronchus and lung',
    codes: [
      ...CM('C7A.090 D3A.090 Z85.110'),
      ...SCT('722528008 722527003 254627002 123661000119106 726653000'),
    ],
  },
  'nen-of-thymus': {
    title: 'Neuroendocrine neoplasm of the thymus',
    codes: [...CM('C7A.091 D3A.091 Z85.230'), ...SCT('716653001 726652005 717921000 717922007')],
  },
  'nen-of-other-organ': {
    title: 'Neuroendocrine neoplasm of another organ',
    codes: CM('C7A.093 C7A.098 D3A.093 D3A.098'),
  },
  'nen-of-foregut': { title: 'Carcinoid of the foregut, organ not stated', codes: CM('C7A.094 D3A.094') },
  'nen-of-midgut': { title: 'Carcinoid of the midgut, organ not stated', codes: CM('C7A.095 D3A.095') },
  'nen-of-hindgut': { title: 'Carcinoid of the hindgut, organ not stated', codes: CM('C7A.096 D3A.096') },
  'unknown-primary': {
    title: 'Malignant neoplasm of unknown primary site',
    codes: [...CM('C80.1'), ...GM_WHO('C80.0'), ...ICDO('C80.9'), ...SCT('285613005')],
  },
  'organ-pancreas': {
    title: 'Pancreas: malignancy, topography or body site',
    concepts: ['Organ: pancreas'],
    codes: ICDO('C25.4 C25.9'),
  },
  'organ-pancreas-head': {
    title: 'Head of the pancreas',
    concepts: ['Organ: head of pancreas'],
    codes: ICDO('C25.0'),
  },
  'organ-pancreas-body-tail': {
    title: 'Body or tail of the pancreas',
    concepts: ['Organ: body and tail of pancreas'],
    codes: ICDO('C25.1 C25.2'),
  },
  'organ-duodenum': {
    title: 'Duodenum (with the ampulla): malignancy, topography or body site',
    concepts: ['Organ: duodenum'],
    codes: [...CM('C17.0'), ...GM_WHO('C17.0'), ...ICDO('C17.0 C24.1')],
  },
  'organ-jejunum-ileum': {
    title: 'Jejunum, ileum or small intestine without a stated part',
    concepts: ['Organ: jejunum and ileum', 'Organ: small intestine'],
    codes: [...CM('C17.1 C17.2 C17.9'), ...GM_WHO('C17.1 C17.2 C17.9 D37.2'), ...ICDO('C17.1 C17.2 C17.9')],
  },
  'organ-appendix': {
    title: 'Appendix: malignancy, topography or body site',
    concepts: ['Organ: appendix'],
    codes: [...CM('C18.1'), ...GM_WHO('C18.1'), ...ICDO('C18.1')],
  },
  'organ-colon': {
    title: 'Colon: malignancy, topography or body site',
    concepts: ['Organ: colon'],
    codes: [...CM('C18.0 C18.9'), ...GM_WHO('C18.0 C18.9'), ...ICDO('C18.0 C18.2 C18.9')],
  },
  'organ-colorectal': { title: 'Rectosigmoid junction', concepts: ['Organ: colon or rectum'] },
  'organ-rectum': {
    title: 'Rectum: malignancy, topography or body site',
    concepts: ['Organ: rectum'],
    codes: [...CM('C20'), ...GM_WHO('C20'), ...ICDO('C20.9')],
  },
  'organ-distal-stomach': { title: 'Antrum or pylorus', concepts: ['Organ: distal stomach'] },
  'organ-stomach': {
    title: 'Stomach: malignancy, topography or body site',
    concepts: ['Organ: stomach'],
    codes: [...CM('C16.9'), ...GM_WHO('C16.9'), ...ICDO('C16.9')],
  },
  'organ-lung': {
    title: 'Bronchus and lung: malignancy, topography or body site',
    concepts: ['Organ: lung'],
    codes: [...CM('C34.90'), ...GM_WHO('C34.9'), ...ICDO('C34.0 C34.9')],
  },
  'organ-thymus': {
    title: 'Thymus: malignancy, topography or body site',
    concepts: ['Organ: thymus'],
    codes: [...CM('C37'), ...GM_WHO('C37'), ...ICDO('C37.9')],
  },
  'organ-digestive-uncertain': {
    title: 'Neoplasm of uncertain behaviour whose code states no organ of a primary',
    codes: GM_WHO('D37.7 D44.8'),
  },
  'metastasis-regional-nodes': {
    title: 'Metastasis of intra-abdominal lymph nodes',
    codes: [...CM('C77.2'), ...GM_WHO('C77.2'), ...SCT('94347008')],
  },
  'metastasis-nodes': {
    title: 'Metastasis of lymph nodes',
    concepts: ['Metastasis: lymph nodes'],
    codes: [...CM('C77.9 C7B.01'), ...SCT('94392001')],
  },
  'metastasis-elsewhere': {
    title: 'Metastasis of another organ than the liver and the lymph nodes',
    concepts: ['Metastasis: other organs', 'Disseminated disease'],
    codes: [
      ...CM('C7B.03 C7B.04 C7B.09 C78.00 C78.6 C79.51'),
      ...GM_WHO('C78.6 C79.5'),
      ...SCT('94391008 94222008 94627008 135091000119106 94455000'),
    ],
  },
};
