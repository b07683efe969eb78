import { of, type SelectionFile } from './selection.ts';

/** Operations, interventions and referrals. */
export const PROCEDURES: SelectionFile = {
  'liver-resection': {
    title: 'Liver resection',
    concepts: ['Hepatectomy / liver resection'],
  },
  alpps: { title: 'ALPPS', concepts: ['ALPPS'] },
  ablation: {
    title: 'Ablation of liver lesions',
    concepts: [
      'Ablation RFA',
      'Ablation microwave',
      'Ablation cryo',
      'Ablation other/unspecified',
      'Ablation (any)',
    ],
  },
  embolization: {
    title: 'Embolisation of the hepatic artery',
    concepts: ['TACE', 'TAE/TACE embolisation'],
    aliases: ['TAE/TACE/SIRT embolisation', 'TAE (bland hepatic artery embolisation)'],
  },
  radioembolization: { title: 'Radioembolisation of the liver', concepts: ['SIRT / Y-90'] },
  'prrt-procedure': {
    title: 'Peptide receptor radionuclide therapy',
    aliases: ['PRRT / radionuclide therapy'],
    concepts: ['PRRT / radionuclide therapy (OPS)'],
    codes: [...of('sct', '431743005'), ...of('hcpcs', 'A9513')],
  },
  'radionuclide-therapy': {
    title: 'Radionuclide therapy, nuclide not stated: no proof of PRRT',
    codes: [...of('sct', '399315003 427541000119103 448288001'), ...of('pcs', 'CW7NYZZ 3E033HZ 3E043HZ')],
  },
  'liver-transplant': {
    title: 'Liver transplantation',
    concepts: ['Liver transplant'],
    codes: of('cm', 'Z94.4'),
  },
  pve: {
    title: 'Portal vein embolisation or ligation',
    concepts: ['Portal vein embolisation/ligation'],
    aliases: ['Portal vein embolisation'],
  },
  whipple: {
    title: 'Pancreaticoduodenectomy',
    concepts: ['Pancreaticoduodenectomy'],
  },
  'duodenal-resection': {
    title: 'Resection of the duodenum (with a pancreatic resection of the same day: pancreaticoduodenectomy)',
    concepts: ['Pancreaticoduodenectomy (component)'],
  },
  'pancreatic-resection': {
    title: 'Resection or enucleation of the pancreas',
    concepts: ['Distal/partial/total pancreatectomy, enucleation', 'Distal/partial/total pancreatectomy'],
  },
  'pancreatic-resection-with-bile-duct-open': {
    title: 'Resection of the pancreas that may have taken duodenum and bile duct with it',
    codes: [...of('sct', '9524002'), ...of('ops', '5-524 5-525')],
  },
  'small-bowel-resection': {
    title: 'Resection of small intestine',
    concepts: ['Small-bowel / ileal resection'],
  },
  'right-hemicolectomy': { title: 'Right hemicolectomy', concepts: ['Right hemicolectomy'] },
  appendectomy: { title: 'Appendicectomy', concepts: ['Appendicectomy'] },
  colectomy: { title: 'Resection of colon', concepts: ['Colectomy'] },
  'rectal-resection': { title: 'Resection of the rectum', concepts: ['Rectal resection'] },
  'gastric-resection': { title: 'Resection of the stomach', concepts: ['Gastric resection'] },
  'lung-resection': { title: 'Resection of lung', concepts: ['Lung resection'] },
  thymectomy: { title: 'Resection of the thymus', concepts: ['Thymectomy'] },
  'bilioenteric-anastomosis': {
    title: 'Bilio-enteric anastomosis',
    concepts: ['Biliary-enteric anastomosis'],
  },
  'biliary-stent': {
    title: 'Insertion of a biliary stent',
    concepts: ['Biliary stent'],
    aliases: ['Sphincterotomy / biliary stent'],
    codes: of('sct', '174615000'),
  },
  'biliary-stent-removal': { title: 'Removal of a biliary stent', codes: of('sct', '315030002') },
  cholecystectomy: { title: 'Cholecystectomy', concepts: ['Cholecystectomy'] },
  'valve-replacement': {
    title: 'Replacement of the tricuspid or pulmonary valve',
    concepts: ['Tricuspid or pulmonary valve replacement'],
  },
  'liver-biopsy': {
    title: 'Biopsy of the liver',
    concepts: ['Liver biopsy'],
    codes: of('ln', '24812-0 24813-8 24816-1'),
  },
  'intent-curative': { title: 'Curative intent', concepts: ['Procedure intent'] },
  'tumour-board': {
    title: 'Multidisciplinary tumour board',
    codes: [...of('sct', '399414003 708004003 287051000000107'), ...of('ln', '85232-7')],
    weak: { 'sct 287051000000107': 'UK extension; only recognised, never written' },
  },
  'referral-hepatobiliary-surgery': { title: 'Hepatobiliary surgery', codes: of('sct', '306313008') },
  'referral-pancreatic-surgery': { title: 'Pancreatic surgery', codes: of('sct', '306314002') },
  'referral-gastrointestinal-surgery': { title: 'Gastrointestinal surgery', codes: of('sct', '306308009') },
  'referral-interventional-radiology': { title: '(Interventional) radiology', codes: of('sct', '306299005') },
  'referral-nuclear-medicine': { title: 'Nuclear medicine', codes: of('sct', '306287003') },
  'referral-liver-transplantation': { title: 'Liver transplantation', codes: of('sct', '306316000') },
  'referral-endocrinology': { title: 'Endocrinology', codes: of('sct', '306278007') },
  'referral-medical-oncology': { title: 'Oncology', codes: of('sct', '310515004 183529009') },
  'referral-cardiology': { title: 'Cardiology', codes: of('sct', '308471005') },
};
