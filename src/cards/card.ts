import type { ServiceRequest } from '@medplum/fhirtypes';

/** The part of CDS Hooks' response that this service writes (https://cds-hooks.hl7.org/#cds-service-response). */

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface OverrideReason extends Coding {
  readonly display: string;
}

export interface Action {
  readonly type: 'create';
  readonly description: string;
  readonly resource: ServiceRequest;
}

export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended?: true;
  readonly actions: readonly [Action];
}

export interface Link {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute' | 'smart';
}

export type Indicator = 'info' | 'warning' | 'critical';

export interface Card {
  readonly uuid: string;
  /** Below 140 characters, without markdown. */
  readonly summary: string;
  /** GitHub-flavoured markdown, at most `DETAIL_LIMIT` characters. */
  readonly detail: string;
  readonly indicator: Indicator;
  readonly source: {
    readonly label: string;
    readonly url: string;
    readonly icon: string;
    readonly topic: Coding;
  };
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: 'any' | 'at-most-one';
  readonly overrideReasons: readonly OverrideReason[];
  readonly links?: readonly Link[];
}

/** CDS Hooks asks for fewer than 140 characters. */
export const SUMMARY_LIMIT = 139;
/** The rest stands behind the link. */
export const DETAIL_LIMIT = 3000;
/** Up to here a detail grows by lines that most readers want, ... */
export const DETAIL_WANTED = 2900;
/** ... by lines that are useful, ... */
export const DETAIL_FULL = 2200;
/** ... and by the rest. */
export const DETAIL_COMFORTABLE = 1500;

export const TOPIC_SYSTEM = 'https://nelm-cds.example/fhir/CodeSystem/card-topic';
export type Topic = 'safety' | 'treatment-options' | 'missing-data';

const TOPIC_DISPLAYS: Readonly<Record<Topic, string>> = {
  safety: 'Safety of treatment of neuroendocrine liver metastases',
  'treatment-options': 'Treatment options for neuroendocrine liver metastases',
  'missing-data': 'Missing data on neuroendocrine liver metastases',
};

/** The coding of a topic: stable, since clients remember overrides by it. */
export function topicCoding(topic: Topic): Coding {
  return { system: TOPIC_SYSTEM, code: topic, display: TOPIC_DISPLAYS[topic] };
}
