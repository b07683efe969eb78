import { all, any, forEachPossible, not, type Truth } from '../../domain/truth.ts';
import type { Atom } from '../atom.ts';
import { A14, J12, M21, op } from '../citation.ts';
import { caution, option, required } from '../criterion.ts';
import { openOf } from '../missing.ts';
import { NO_FACTS, restsOn } from '../rests-on.ts';
import type { Situation } from '../situation.ts';
import { isOffered, missingAtoms } from '../status.ts';
import { surgeryNotFeasible } from '../surgery-feasible.ts';
import { poorPerformance, pregnancyContraindication } from '../surgical-base.ts';
import type { Tumour } from '../tumour.ts';
import { ablation } from './ablation.ts';
import { lesionsLeft } from './applicable.ts';
import { chemotherapy } from './chemotherapy.ts';
import { tumourMissingFor, unknownParts } from './deciding-facts.ts';
import { embolization } from './embolization.ts';
import { radioembolization } from './radioembolization.ts';

const LIVER_DIRECTED = [ablation, embolization, radioembolization];

const TUMOUR_FACTS = ['ki67', 'mitoses', 'grade.reported', 'differentiation'] as const;

/** Is one of the treatments of the liver offered? */
function liverDirectedOffered(s: Situation): Truth {
  return any(...LIVER_DIRECTED.map((option) => isOffered(option, s)));
}

/** Sunitinib outside the pancreas is not offered (operational definition). */
function agentLeft(s: Situation): Truth {
  return forEachPossible(s.words('primary.site'), (site) =>
    site === 'pancreas'
      ? any(not(s.given('everolimus')), not(s.given('sunitinib')))
      : not(s.given('everolimus')),
  );
}

/** What is left of the agents that the site may allow, and what of them is not known. */
interface Agents {
  /** Not given before. */
  readonly left: readonly string[];
  /** Of these it is not known whether they were given. */
  readonly notKnown: readonly string[];
}

/** The agents, with the condition under which sunitinib belongs to them where the site is not known. */
function agentsOf(s: Situation): Agents {
  const pancreatic = s.is('primary.site', 'pancreas');
  const agents: readonly (readonly ['everolimus' | 'sunitinib', string])[] = [
    ['everolimus', 'everolimus'],
    ...(pancreatic === false
      ? []
      : [
          [
            'sunitinib',
            pancreatic === true ? 'sunitinib' : 'sunitinib if the primary is pancreatic',
          ] as const,
        ]),
  ];
  const named = (given: Truth) =>
    agents.filter(([agent]) => s.given(agent) === given).map(([, name]) => name);
  return { left: named(false), notKnown: named('unknown') };
}

/** What is known to be left, then what is not known; without the first where only the second can be said. */
function describeAgents(s: Situation, what: string, between: string, notKnownIs: string): string {
  const { left, notKnown } = agentsOf(s);
  const said: string[] = [];
  if (left.length > 0 || notKnown.length === 0) said.push(`${what}: ${left.join(', ') || 'none'}`);
  if (notKnown.length > 0) said.push(`${notKnownIs} whether given: ${notKnown.join(', ')}`);
  return said.join(between);
}

/** What can change whether an agent is left: the site only where sunitinib may be the one. */
function agentMissing(s: Situation): readonly Atom[] {
  const sites = s.words('primary.site');
  const pancreatic = sites.includes('pancreas');
  return [
    ...(pancreatic && sites.length > 1 && s.given('sunitinib') !== true ? openOf(s, 'primary.site') : []),
    ...openOf(s, 'prior:everolimus'),
    ...(pancreatic ? openOf(s, 'prior:sunitinib') : []),
  ];
}

const isCarcinoma = (t: Tumour): Truth => t.differentiation === 'poor';

const besideChemotherapy =
  (s: Situation) =>
  (t: Tumour): Truth =>
    isCarcinoma(t) ? isOffered(chemotherapy, s) : true;

/** What the status of chemotherapy says, where the neoplasm may be a carcinoma. */
function describeChemotherapy(s: Situation): string | undefined {
  if (s.forTumours(isCarcinoma) === false) return undefined;
  const offered = isOffered(chemotherapy, s);
  return offered === 'unknown'
    ? 'whether chemotherapy is offered is undecided'
    : `chemotherapy is ${offered ? '' : 'not '}offered`;
}

/** The treatments of the liver that are offered, and those that are undecided. */
function describeLiverDirected(s: Situation): string {
  const named = (truth: Truth) =>
    LIVER_DIRECTED.filter((option) => isOffered(option, s) === truth).map((option) => option.title);
  const offered = `offered: ${named(true).join(', ') || 'none'}`;
  const undecided = named('unknown');
  return undecided.length === 0 ? offered : `${offered}; undecided: ${undecided.join(', ')}`;
}

export const targetedTherapy = option({
  code: 'targeted-therapy',
  title: 'Targeted therapy',
  summary: 'Everolimus, or sunitinib for a pancreatic primary.',
  citations: [A14('665-682'), M21('204')],
  applicable: lesionsLeft,
  criteria: [
    surgeryNotFeasible,
    required('progressing', {
      sentence: 'Progressing disease',
      citations: [A14('665-682')],
      reads: ['disease-course'],
      test: (s) => s.is('disease-course', 'progressing'),
    }),
    required('agent-left', {
      sentence: 'An agent that the site allows has not been given (sunitinib only for the pancreas)',
      citations: [A14('665-682'), op('sunitinib outside the pancreas is not offered')],
      reads: ['primary.site', 'prior'],
      test: agentLeft,
      missing: agentMissing,
      explain: (s) => describeAgents(s, 'left', '; ', 'not known'),
    }),
    required('nec-only-beside-chemotherapy', {
      sentence: 'Neuroendocrine carcinoma: only when chemotherapy is offered',
      citations: [J12('Fig. 1')],
      reads: TUMOUR_FACTS,
      test: (s) => s.forTumours(besideChemotherapy(s)),
      missing: (s) => [
        ...tumourMissingFor(s, besideChemotherapy(s)),
        ...unknownParts([isOffered(chemotherapy, s), missingAtoms(chemotherapy, s, 'deciding')]),
      ],
      behind: (s) => (s.forTumours(isCarcinoma) === false ? NO_FACTS : restsOn(chemotherapy, s)),
      explain: describeChemotherapy,
    }),
    pregnancyContraindication,
    caution('neuroendocrine-carcinoma', {
      sentence: 'Neuroendocrine carcinoma',
      citations: [J12('Fig. 1')],
      reads: TUMOUR_FACTS,
      test: (s) => s.forTumours(isCarcinoma),
      missing: (s) => tumourMissingFor(s, isCarcinoma),
    }),
    caution('non-pancreatic-primary', {
      sentence: 'Primary outside the pancreas',
      citations: [A14('665-682')],
      reads: ['primary.site'],
      test: (s) => not(s.is('primary.site', 'pancreas')),
    }),
    caution('liver-directed-first', {
      sentence:
        'A treatment of the liver metastases is offered, and disease outside the liver is not unresectable',
      citations: [M21('11, 204')],
      reads: ['extrahepatic'],
      test: (s) => all(not(s.is('extrahepatic', 'unresectable')), liverDirectedOffered(s)),
      missing: (s) => [
        ...unknownParts([s.is('extrahepatic', 'unresectable'), openOf(s, 'extrahepatic')]),
        ...(liverDirectedOffered(s) === 'unknown'
          ? LIVER_DIRECTED.flatMap((option) =>
              unknownParts([isOffered(option, s), missingAtoms(option, s, 'deciding')]),
            )
          : []),
      ],
      behind: (s) => new Set(LIVER_DIRECTED.flatMap((option) => [...restsOn(option, s)])),
      explain: describeLiverDirected,
    }),
    poorPerformance,
  ],
  notes: [
    (s) => `${describeAgents(s, 'Agents left', '. ', 'Not known')}.`,
    'Bevacizumab is named by A14; it is no agent of this option.',
  ],
});
