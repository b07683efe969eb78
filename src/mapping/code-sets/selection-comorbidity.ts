import { of, type SelectionFile } from './selection.ts';

/** Heart, liver function, pregnancy; body sites. */
export const COMORBIDITY: SelectionFile = {
  'carcinoid-heart-disease': {
    title: 'Carcinoid heart disease',
    codes: [...of('cm', 'E34.01'), ...of('sct', '36222008 703322008 703255000 703321001')],
    weak: { 'cm E34.01': 'subdivision of E34.0 since FY2025; the fact tables name it' },
  },
  'portal-vein-thrombosis': {
    title: 'Portal vein thrombosis',
    concepts: ['Portal vein thrombosis'],
    codes: [...of('gm', 'I81'), ...of('who', 'I81')],
  },
  ascites: {
    title: 'Ascites, degree not stated',
    concepts: ['Ascites'],
    codes: [...of('gm', 'R18'), ...of('who', 'R18')],
  },
  encephalopathy: {
    title: 'Hepatic encephalopathy, degree not stated',
    concepts: ['Encephalopathy'],
    codes: of('sct', '13920009'),
  },
  hepatomegaly: { title: 'Hepatomegaly', concepts: ['Hepatomegaly'] },
  pregnancy: { title: 'Pregnancy', concepts: ['Pregnancy'] },
  'not-pregnant': { title: 'Not pregnant', concepts: ['Not pregnant'] },
  'pregnancy-status': {
    title: 'Pregnancy status (observation)',
    concepts: ['Pregnancy status (observation)'],
  },
  'body-site-liver': {
    title: 'Liver or one of its segments',
    concepts: ['Liver (bodySite)', 'Liver segment (bodySite)'],
    codes: of('icdo', 'C22.0'),
  },
  'liver-segment-1': { title: 'Couinaud segment 1', codes: of('sct', '71133005') },
  'liver-segment-2': { title: 'Couinaud segment 2', codes: of('sct', '277956007') },
  'liver-segment-3': { title: 'Couinaud segment 3', codes: of('sct', '277957003') },
  'liver-segment-4': { title: 'Couinaud segment 4', codes: of('sct', '277958008') },
  'liver-segment-5': { title: 'Couinaud segment 5', codes: of('sct', '277959000') },
  'liver-segment-6': { title: 'Couinaud segment 6', codes: of('sct', '277960005') },
  'liver-segment-7': { title: 'Couinaud segment 7', codes: of('sct', '277961009') },
  'liver-segment-8': { title: 'Couinaud segment 8', codes: of('sct', '277962002') },
  'body-site-primary': {
    title: 'Organ of a primary',
    concepts: [
      'Organ: pancreas',
      'Organ: head of pancreas',
      'Organ: body and tail of pancreas',
      'Organ: duodenum',
      'Organ: small intestine',
      'Organ: jejunum and ileum',
      'Organ: appendix',
      'Organ: colon',
      'Organ: rectum',
      'Organ: stomach',
      'Organ: lung',
      'Organ: thymus',
    ],
    only: ['sct'],
    codes: of(
      'icdo',
      'C25.0 C25.1 C25.2 C25.4 C25.9 C17.0 C17.1 C17.2 C17.9 C18.0 C18.1 C18.2 C18.9 C20.9 C16.9 C34.0 C34.9 C37.9 C24.1',
    ),
  },
  'body-site-regional-nodes': {
    title: 'Regional lymph nodes of an abdominal primary',
    concepts: ['Body site: regional lymph nodes'],
  },
  'body-site-nodes': {
    title: 'Lymph nodes',
    concepts: ['Body site: lymph nodes', 'Body site: regional lymph nodes'],
  },
  'body-site-elsewhere': {
    title: 'Another organ than liver and lymph nodes',
    concepts: ['Body site: elsewhere'],
    codes: of('sct', '39607008 31094006'),
  },
};
