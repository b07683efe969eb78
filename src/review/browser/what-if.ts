import { evaluate } from '../../decision/evaluate.ts';
import type { ThresholdOverrides } from '../../decision/parameters.ts';
import type { Evaluation } from '../../domain/evaluation.ts';
import type { Issue, RecordedFacts } from '../../domain/facts.ts';
import type { Change, ReviewModel } from '../view/model.ts';
import { factOf, valueWithStanding } from '../view/wording.ts';
import {
  type Answer,
  AnswerError,
  type Answers,
  answerOnRecord,
  answerText,
  sameAnswer,
  withAnswers,
} from '../what-if/answers.ts';
import { type Field, fieldById } from '../what-if/fields.ts';

/** What the server puts into a review page. */
export interface PageSnapshot {
  readonly evaluation: Evaluation;
  readonly recorded: RecordedFacts;
  readonly thresholds?: ThresholdOverrides;
}

/** The state of the what-if form: the record and the answers in its place. Evaluates in the browser; sends nothing. */
export class WhatIf {
  readonly #snapshot: PageSnapshot;
  readonly #answers = new Map<string, Answer>();
  readonly #errors = new Map<string, string>();

  constructor(snapshot: PageSnapshot) {
    this.#snapshot = snapshot;
  }

  get answers(): Answers {
    return this.#answers;
  }

  /** Messages of fields whose answer does not fit. */
  get errors(): ReadonlyMap<string, string> {
    return this.#errors;
  }

  onRecord(field: Field): Answer | undefined {
    return answerOnRecord(field, this.#snapshot.recorded);
  }

  /** What the record says of a field, in words. */
  recordText(field: Field): string {
    const answer = this.onRecord(field);
    if (answer) return answerText(field, answer);
    if (field.site !== undefined || field.treatment !== undefined) return 'not on record';
    const fact = factOf(this.#snapshot.evaluation, field.fact);
    return valueWithStanding(fact);
  }

  /** The answer that the controls show. */
  shownAnswer(field: Field): Answer | undefined {
    const answer = this.#answers.get(field.id);
    if (answer) return answer.kind === 'none' ? undefined : answer;
    return this.onRecord(field);
  }

  /** Takes what the controls of a field say. An answer that does not fit is refused and leaves the state as it was. */
  take(field: Field, said: Answer | undefined): void {
    this.#errors.delete(field.id);
    const record = this.onRecord(field);
    if (sameAnswer(said, record)) {
      this.#answers.delete(field.id);
      return;
    }
    const answer: Answer = said ?? { kind: 'none' };
    try {
      withAnswers(
        this.#snapshot.recorded,
        new Map([[field.id, answer]]),
        this.#snapshot.evaluation.evaluationDate,
      );
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      this.#errors.set(field.id, `${error.message.replace(`${field.id}: `, '')}; not used.`);
      return;
    }
    this.#answers.set(field.id, answer);
  }

  /** Back to the record, for one field or for all. */
  back(field?: string): void {
    if (field === undefined) {
      this.#answers.clear();
      this.#errors.clear();
    } else {
      this.#answers.delete(field);
      this.#errors.delete(field);
    }
  }

  /**
   * The answer of the decision core for the record with the answers in their place.
   * @param withWorkup ranks the missing data too, which takes most of the time
   */
  model(withWorkup = true): ReviewModel {
    const record = this.#snapshot.evaluation;
    if (this.#answers.size === 0) return { evaluation: record, record, changes: [] };
    const { thresholds } = this.#snapshot;
    const evaluation = evaluate(withAnswers(this.#snapshot.recorded, this.#answers, record.evaluationDate), {
      date: record.evaluationDate,
      strict: record.strict,
      issues: record.issues as readonly Issue[],
      withWorkup,
      ...(thresholds === undefined ? {} : { thresholds }),
    });
    return { evaluation, record, changes: this.#changes() };
  }

  #changes(): readonly Change[] {
    return [...this.#answers].flatMap(([id, answer]) => {
      const field = fieldById(id);
      if (!field) return [];
      return [
        {
          fact: field.fact,
          title: field.title,
          before: this.recordText(field),
          after: answerText(field, answer),
        },
      ];
    });
  }
}
