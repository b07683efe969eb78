import { foundValue } from '../domain/expected-value.ts';
import type { Issue } from '../domain/facts.ts';
import { FactError } from './fact-check.ts';
import { optionOf } from './options.ts';
import { unfitThreshold } from './site-values.ts';

/** What is asked of an evaluation beside the facts; it may come from outside, and its types are what is to be shown. */
interface LooseInput {
  readonly strict?: unknown;
  readonly thresholds?: unknown;
  readonly issues?: unknown;
  readonly draftOptions?: unknown;
  readonly withWorkup?: unknown;
  readonly withExplanations?: unknown;
}

const SEVERITIES: readonly unknown[] = ['information', 'warning', 'error'] satisfies Issue['severity'][];

function refused(member: string, expected: string, found: unknown): FactError {
  return new FactError(member, expected, foundValue(found), 'input');
}

/**
 * Refuses what an evaluation cannot be asked with.
 * @throws FactError with the name of the input and what was expected.
 */
export function checkInput(input: LooseInput): void {
  const { strict, withWorkup = true, withExplanations = true } = input;
  if (typeof strict !== 'boolean') throw refused('strict', 'true or false', strict);
  if (typeof withWorkup !== 'boolean') throw refused('withWorkup', 'true or false', withWorkup);
  if (typeof withExplanations !== 'boolean')
    throw refused('withExplanations', 'true or false', withExplanations);
  if (input.thresholds !== undefined) checkThresholds(input.thresholds);
  if (input.issues !== undefined) checkIssues(input.issues);
  if (input.draftOptions !== undefined) checkOptions(input.draftOptions);
}

function checkThresholds(thresholds: unknown): void {
  if (typeof thresholds !== 'object' || thresholds === null || Array.isArray(thresholds))
    throw refused('thresholds', 'an object of parameter ids and numbers', thresholds);
  for (const [id, value] of Object.entries(thresholds)) {
    const unfit = unfitThreshold(id, value);
    if (unfit !== undefined) throw new FactError(`thresholds.${id}`, unfit, foundValue(value), 'input');
  }
}

function checkIssues(issues: unknown): void {
  if (!Array.isArray(issues)) throw refused('issues', 'a list of issues', issues);
  for (const issue of issues as readonly ({ severity?: unknown; text?: unknown } | null)[]) {
    if (!SEVERITIES.includes(issue?.severity) || typeof issue?.text !== 'string')
      throw refused('issues', 'issues with a severity and a text', issue);
  }
}

function checkOptions(codes: unknown): void {
  if (!Array.isArray(codes)) throw refused('draftOptions', 'a list of options', codes);
  for (const code of codes as readonly unknown[]) {
    if (typeof code !== 'string' || optionOf(code) === undefined)
      throw refused('draftOptions', 'the codes of options', code);
  }
}
