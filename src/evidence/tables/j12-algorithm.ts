/**
 * Figure 1 of J12. The extraction keeps the boxes and loses the arrows: the paths are inferred from the running
 * text, each with the lines that support it.
 */
export const J12_ALGORITHM = {
  id: 'J12-F1',
  source: 'J12',
  table: 'Figure 1',
  title: 'Treatment algorithm',
  lines: '438-486',
  boxes: [
    { lines: '438-442', text: 'liver metastases by type: I restricted, II dominant lesion, III diffuse' },
    { lines: '446', text: 'split by grade: G1/G2 and G3' },
    { lines: '448-449', text: 'resection, minor or anatomical' },
    { lines: '454-456', text: 'one step: major resection, with or without RFA' },
    { lines: '458-462', text: 'two steps: minor resection, RFA, PVE or PVL, then major resection' },
    { lines: '451, 453', text: 'surgery contraindicated (twice)' },
    { lines: '464-467', text: 'non-surgical: ablation, TACE' },
    { lines: '469-470', text: 'liver transplantation, selected cases' },
    { lines: '472-475', text: 'non-surgical: cisplatin and etoposide, targeted therapy' },
    { lines: '477-482', text: 'TACE, TAE; biotherapy (i), chemotherapy (ii), PRRT (iii)' },
  ],
  inferredPaths: [
    { when: 'G1/G2, type I', leadsTo: 'resection', support: 'J12:91-95' },
    {
      when: 'G1/G2, type II',
      leadsTo: 'one-step major resection or two steps',
      support: 'J12:95-101, 275-291',
    },
    {
      when: 'G1/G2, type III',
      leadsTo: 'no resection; liver-directed, systemic, PRRT; transplantation in selected cases',
      support: 'J12:101-105, 500-504',
    },
    { when: 'G3, any type', leadsTo: 'no surgery; cisplatin and etoposide', support: 'J12:76-84' },
  ],
  remarks: [
    'The arrows are lost: which box hangs under which type is inferred, not read.',
    'The marks (i), (ii), (iii) have no legend.',
    'Whether ablation and TACE are meant for types I and II without surgery or for type III is not recoverable.',
  ],
} as const;

/** What the texts of the sources do not contain. */
export const NOT_IN_THE_TEXTS: readonly string[] = [
  'M21 Figure 1 (types) and Figure 2 (algorithm): captions only.',
  'J12 Figure 1: boxes without arrows, marks without a legend.',
  'C18 has the shortest definitions of the types; A14 gives none.',
  'No source gives limits for ECOG, bilirubin, creatinine, platelets or GFR, nor a rule for children, mixed neoplasms, biliary stents, pulmonary hypertension or pregnancy.',
  'The first pages of A14 (title, authors) and of J12 (title) are not in the extraction.',
  'A14 Table 1 has no title line in the extraction.',
];
