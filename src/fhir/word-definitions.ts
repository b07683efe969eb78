import type { FactId } from '../domain/fact-catalogue.ts';

type Words = Readonly<Record<string, string>>;

const organ = (name: string): string => `The primary tumour lies in the ${name}.`;

/**
 * What the words of a fact mean, for the local code system. Yes and no are told from the definition of the fact.
 */
export const WORD_DEFINITIONS: Readonly<Partial<Record<FactId, Words>>> = {
  scope: {
    in: 'A neuroendocrine tumour or carcinoma that the sources give rules for.',
    'mixed-neoplasm': 'Mixed neuroendocrine and non-neuroendocrine neoplasm (MiNEN): outside the sources.',
    paraganglioma: 'Paraganglioma or pheochromocytoma: outside the sources.',
    'medullary-thyroid': 'Medullary thyroid carcinoma: outside the sources.',
  },
  'primary.site': {
    pancreas: organ('pancreas'),
    duodenum: organ('duodenum, the ampulla of Vater included'),
    'jejunum-ileum': organ('jejunum or ileum'),
    appendix: organ('appendix'),
    colon: organ('colon, the caecum included'),
    rectum: organ('rectum'),
    'distal-stomach': organ('antrum or pylorus of the stomach'),
    stomach: organ('stomach, another or an unstated part'),
    lung: organ('lung or a bronchus'),
    thymus: organ('thymus'),
    other: 'The primary tumour lies in another organ.',
    'unknown-primary':
      'The primary was looked for and not found (occult primary); not the same as missing data.',
  },
  'primary.status': {
    resected: 'A curative resection of the primary was done.',
    'in-situ': 'The primary is known and still in place.',
    occult: 'The primary was never found.',
  },
  'primary.part': {
    'pancreatic-head': 'Head of the pancreas, uncinate process included.',
    'pancreatic-body-tail': 'Body or tail of the pancreas.',
    other: 'Neither head nor body nor tail of the pancreas.',
  },
  differentiation: {
    well: 'Well differentiated: neuroendocrine tumour (NET).',
    poor: 'Poorly differentiated: neuroendocrine carcinoma (NEC).',
  },
  'grade.reported': {
    G1: 'Grade 1: low proliferation.',
    G2: 'Grade 2: intermediate proliferation.',
    G3: 'Grade 3: high proliferation; NET G3 or NEC, which only the differentiation tells apart.',
  },
  syndrome: {
    none: 'No hormonal syndrome: a non-functioning tumour.',
    carcinoid: 'Carcinoid syndrome (flushing, diarrhoea, bronchospasm, heart disease).',
    insulinoma: 'Hypoglycaemia from a tumour that secretes insulin.',
    gastrinoma: 'Zollinger-Ellison syndrome from a tumour that secretes gastrin.',
    vipoma: 'Watery diarrhoea and hypokalaemia from a tumour that secretes VIP.',
    glucagonoma: 'Glucagonoma syndrome (necrolytic migratory erythema, diabetes).',
    somatostatinoma: 'Somatostatinoma syndrome (diabetes, gallstones, steatorrhoea).',
    other: 'Another hormonal syndrome, for instance from ACTH.',
  },
  'liver.lobes': {
    unilobar: 'All liver metastases lie in one lobe.',
    bilobar: 'Liver metastases lie in both lobes.',
  },
  'liver.pattern.reported': {
    I: 'Type I: a single metastasis, or metastases confined to one lobe or to two adjacent segments.',
    II: 'Type II: a dominant lesion with smaller deposits in the other lobe.',
    III: 'Type III: disseminated metastases in both lobes.',
  },
  'liver.resectability': {
    resectable: 'Complete resection in one operation is judged feasible.',
    staged: 'Complete resection is judged feasible in two stages.',
    unresectable: 'Complete resection is judged not feasible.',
  },
  'liver.resectability-reason': {
    extent: 'Too much or too scattered disease.',
    location: 'Position of the lesions, for instance at major vessels.',
    remnant: 'Too little liver would remain.',
    patient: 'Comorbidity or frailty of the patient.',
  },
  'surgical-risk': {
    acceptable: 'Surgery is judged acceptably safe.',
    prohibitive: 'Comorbidity or frailty makes surgery unsafe.',
  },
  'liver.timing': {
    synchronous: 'Liver metastases found with the primary or within {synchronous} months of it.',
    metachronous: 'Liver metastases found more than {synchronous} months after the primary.',
  },
  extrahepatic: {
    none: 'No tumour outside the liver but for the primary.',
    'regional-nodes-only': 'Regional lymph node metastases and nothing else outside the liver.',
    'limited-stable': 'Limited extrahepatic disease that is stable.',
    resectable: 'Extrahepatic disease that can be removed completely.',
    unresectable: 'Extrahepatic disease that cannot be removed.',
    unspecified: 'Extrahepatic disease is present; whether it can be removed is not stated.',
  },
  'heart-disease': {
    none: 'No carcinoid heart disease.',
    present: 'Carcinoid heart disease that is not corrected.',
    corrected: 'Carcinoid heart disease after valve replacement.',
  },
  ascites: {
    none: 'No ascites.',
    mild: 'Slight ascites, or ascites controlled by treatment.',
    severe: 'Moderate to tense ascites.',
  },
  encephalopathy: {
    none: 'No hepatic encephalopathy.',
    mild: 'Hepatic encephalopathy grade 1-2.',
    severe: 'Hepatic encephalopathy grade 3-4.',
  },
  'child-pugh': { A: '5-6 points.', B: '7-9 points.', C: '10-15 points.' },
  gallbladder: { 'in-place': 'The gallbladder is in place.', removed: 'The gallbladder was removed.' },
  'lung-shunt': {
    major: 'Shunt to the lung that rules out radioembolisation.',
    minor: 'No relevant shunt to the lung.',
  },
  'disease-course': {
    stable: 'Neither growth nor shrinkage that counts (RECIST-like).',
    responding: 'Partial or complete response (RECIST-like).',
    progressing: 'Growth or new lesions (RECIST-like).',
  },
  sstr: {
    positive: 'Uptake equal to that of the liver or above it (Krenning score 2-4).',
    negative: 'No uptake, or less than that of the liver (Krenning score 0-1).',
  },
  fdg: { positive: 'Uptake above background on FDG PET.', negative: 'No relevant uptake on FDG PET.' },
  mibg: { positive: 'Uptake on the MIBG scan.', negative: 'No uptake on the MIBG scan.' },
  prior: {
    'liver-resection': 'Resection of liver metastases, ALPPS included.',
    ablation: 'Ablation of liver metastases by heat, cold or another local technique.',
    embolization: 'Embolisation of the hepatic artery, bland or with chemotherapy.',
    radioembolization: 'Radioembolisation with yttrium-90.',
    prrt: 'Peptide receptor radionuclide therapy.',
    'liver-transplant': 'Liver transplantation.',
    ssa: 'Somatostatin analogue.',
    interferon: 'Interferon alpha.',
    chemotherapy: 'Cytotoxic chemotherapy.',
    everolimus: 'Everolimus as tumour treatment.',
    sunitinib: 'Sunitinib.',
    bevacizumab: 'Bevacizumab.',
    pve: 'Embolisation or ligation of a portal vein branch.',
  },
};

/** The meaning of one word of a fact; undefined where no table gives one. */
export function wordDefinition(fact: FactId, word: string, definition: string): string | undefined {
  const table = WORD_DEFINITIONS[fact];
  if (table && Object.hasOwn(table, word)) return table[word];
  if (fact === 'liver.segments') return `Couinaud segment ${word}.`;
  if (word === 'yes') return `Yes: ${definition}`;
  return word === 'no' ? `No, stated as absent: ${definition}` : undefined;
}
