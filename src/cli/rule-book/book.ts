import { OPTIONS } from '../../decision/options.ts';
import { PARAMETERS } from '../../decision/parameters.ts';
import { READINGS } from '../../decision/readings.ts';
import { KNOWLEDGE_RELEASE } from '../../decision/version.ts';
import { FACT_IDS } from '../../domain/fact-catalogue.ts';
import { SOURCES } from '../../evidence/sources.ts';
import { caseCount } from './cases.ts';
import { knowledgeDigest } from './digest.ts';
import { code, list, page, plain, section, table } from './markdown.ts';
import { codeSetsPage, whereFactsAreFoundPage } from './mapping-pages.ts';
import { factsPage } from './fact-page.ts';
import { parametersPage } from './number-page.ts';
import { optionPage } from './option-page.ts';
import {
  alertsPage,
  generalPage,
  prognosticPage,
  readingsPage,
  tablesPage,
  transplantPage,
  workupPage,
} from './rule-pages.ts';
import { disagreementsPage, evidencePage, operationalPage } from './source-pages.ts';

const OTHER_PAGES: readonly (readonly [file: string, title: string, about: string, render: () => string])[] =
  [
    [
      'general-rules.md',
      'General rules',
      'feasibility of surgery, deferral, order, timing, grade',
      generalPage,
    ],
    [
      'decision-tables.md',
      'Decision tables',
      'grade, pattern, resectability, liver and renal function',
      tablesPage,
    ],
    ['transplant-sets.md', 'Transplant sets', 'the five sets of criteria side by side', transplantPage],
    ['facts.md', 'Facts', 'what each is, what no record means, age limits, who asks for it', factsPage],
    [
      'where-facts-are-found.md',
      'Where facts are found',
      'FHIRPath and code sets of every fact',
      whereFactsAreFoundPage,
    ],
    ['code-sets.md', 'Code sets', 'the codes of every set', codeSetsPage],
    ['parameters.md', 'Numbers', 'every number with unit, source and review date', parametersPage],
    [
      'operational-definitions.md',
      'Operational definitions',
      'what this project fixed, and why',
      operationalPage,
    ],
    ['readings.md', 'Readings chosen', 'where the specification could be read in two ways', readingsPage],
    ['alerts.md', 'Alerts', 'what is raised beside the options', alertsPage],
    ['work-up.md', 'Work-up', 'what is asked for when facts are missing', workupPage],
    ['prognostic-factors.md', 'Prognostic factors', 'shown, never scored', prognosticPage],
    ['evidence.md', 'Evidence', 'the tables of the sources with their doubts; trials', evidencePage],
    ['disagreements.md', 'Where the sources disagree', 'positions side by side', disagreementsPage],
  ];

function index(version: string): string {
  return page(
    'Rule book',
    `Everything that the rules of nelm-cds rest on, for review by clinicians who do not read code. Generated from the rules themselves (\`node src/cli/rule-book.ts\`); do not edit by hand. Knowledge base ${code(version)}.`,
    'Decision support for clinicians; not yet reviewed by a clinical authority. Each option page ends with a place for the reviewer.',
    section(
      2,
      'How an option is judged',
      list([
        'Does the question arise? If not: **not applicable**.',
        'Is a contraindication present? Then **contraindicated**. A contraindication is absolute, or relative where a source says "usually", "generally" or "potential". One that can be corrected first makes the option *deferred*.',
        'Is a required criterion not met? Then **not indicated**.',
        'Is anything of these unknown? Then **insufficient data**, with the best answer that is still possible and the missing facts.',
        'Does a caution hold, or do the sources never go further? Then **consider**; otherwise **recommended**.',
        'Missing data is never read as "no", but for the facts whose page says so; each such assumption is shown with the answer.',
      ]),
    ),
    section(
      2,
      'Options',
      table(
        ['Rank', 'Option', 'What it is', 'Most that it can be'],
        OPTIONS.map((option, rank) => [
          String(rank),
          `[${plain(option.title)}](${option.code}.md)`,
          plain(option.summary),
          option.atMostConsider === undefined ? 'recommended' : 'consider',
        ]),
      ),
    ),
    section(
      2,
      'Other pages',
      list(OTHER_PAGES.map(([file, title, about]) => `[${title}](${file}): ${about}`)),
    ),
    section(
      2,
      'Sources',
      'A citation is a source and the lines of its text (`M21:63`), or a section. OP marks an operational definition of this project, which no source states.',
      list(SOURCES.map((source) => `**${source.key}**: ${plain(source.citation)}`)),
    ),
    `${OPTIONS.length} options, ${FACT_IDS.length} facts, ${PARAMETERS.length} numbers, ${READINGS.length} readings, ${caseCount()} cases.`,
  );
}

/** Every file of the rule book with its text. */
export function ruleBook(): ReadonlyMap<string, string> {
  const version = `${KNOWLEDGE_RELEASE}+${knowledgeDigest()}`;
  return new Map([
    ['README.md', index(version)],
    ...OPTIONS.map((option) => [`${option.code}.md`, optionPage(option)] as const),
    ...OTHER_PAGES.map(([file, , , render]) => [file, render()] as const),
  ]);
}
