/** The record of a patient could not be built from what was given. */
export class BundleError extends Error {
  readonly reason: 'no-patient' | 'several-patients' | 'not-a-bundle';
  constructor(reason: 'no-patient' | 'several-patients' | 'not-a-bundle', message: string) {
    super(message);
    this.name = 'BundleError';
    this.reason = reason;
  }
}
