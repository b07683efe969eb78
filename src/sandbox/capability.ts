/** CapabilityStatement of the sandbox, generated from the table of search parameters. */
import type { CapabilityStatement } from '@medplum/fhirtypes';
import { COMMON_PARAMETERS, SEARCH_PARAMETERS } from './search-parameters.ts';

/** `GET [base]/metadata`. */
export function capabilityStatement(baseUrl: string, secured: boolean): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-20',
    kind: 'instance',
    software: { name: 'nelm-cds sandbox' },
    implementation: { description: 'Sandbox FHIR R4 server with synthetic patients', url: baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        ...(secured ? { security: { description: 'A fixed bearer token is asked for.' } } : {}),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        resource: Object.entries(SEARCH_PARAMETERS).map(([type, parameters]) => ({
          type: type as 'Patient',
          interaction: (
            ['read', 'vread', 'update', 'delete', 'history-instance', 'create', 'search-type'] as const
          ).map((code) => ({ code })),
          versioning: 'versioned' as const,
          conditionalCreate: true,
          searchParam: Object.entries({ ...parameters, ...COMMON_PARAMETERS }).map(([name, { kind }]) => ({
            name,
            type: kind,
          })),
        })),
      },
    ],
  };
}
