import type { ExtractResource, Patient, Resource, ResourceType } from '@medplum/fhirtypes';
import type { Issue } from '../domain/facts.ts';
import type { Element } from './elements.ts';
import type { Unread } from './unread.ts';

export { BundleError, recordFromBundle } from './bundle.ts';
export { buildRecord } from './record-index.ts';
export type { Unread } from './unread.ts';

/** Anything that lists codes: the code sets of the mapping have this shape. */
export interface Codes {
  readonly codes: readonly { readonly system: string; readonly code: string }[];
}

/** A component of an Observation, with the Observation that holds it. */
export interface ComponentHit {
  readonly resource: Resource;
  readonly component: Element;
  readonly index: number;
}

/**
 * Everything on record about one patient, indexed once by type and code. Resources about someone else, entered in
 * error, with a modifier that is not understood, and duplicates are no part of it; `issues` counts them.
 */
export interface PatientRecord {
  /** `Patient/123`. */
  readonly subject: string;
  readonly patient: Patient;
  /** All resources of a type. */
  all<T extends ResourceType>(type: T): readonly ExtractResource<T>[];
  /**
   * The resources of a type whose code is in the set: `code`, for drugs the medication (also behind a reference), for
   * a BodyStructure location and morphology, for an ImagingStudy its procedure codes.
   */
  withCode<T extends ResourceType>(type: T, codes: Codes): readonly ExtractResource<T>[];
  /** Components of Observations whose code is in the set. */
  components(codes: Codes): readonly ComponentHit[];
  /** The resource that a reference names: contained, local to the bundle, relative, or absolute on the own server. */
  resolve(reference: string, from?: Resource): Resource | undefined;
  /** Reports and panels that name the resource as a result or a member. */
  containers(resource: Resource): readonly Resource[];
  /** How the resource is named in the answer: `Observation/ki67-1`. */
  reference(resource: Resource): string;
  readonly unread: readonly Unread[];
  readonly issues: readonly Issue[];
}

export interface RecordInput {
  readonly resources: readonly unknown[];
  /** Logical id of the patient, or the `urn:uuid` that its bundle gives it. */
  readonly patientId: string;
  readonly unread?: readonly Unread[];
  /** Base URL of the server that the resources come from: absolute references below it are the own ones. */
  readonly serverBase?: string;
  /** `fullUrl` of bundle entries, for references that are local to the bundle. */
  readonly fullUrls?: ReadonlyMap<unknown, string>;
}
