export type BundleFault = 'no-patient' | 'several-patients' | 'merged-patient' | 'not-a-bundle';

/** The record of a patient could not be built from what was given. */
export class BundleError extends Error {
  readonly reason: BundleFault;
  constructor(reason: BundleFault, message: string) {
    super(message);
    this.name = 'BundleError';
    this.reason = reason;
  }
}
