import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Faults of a value by one of the CDS Hooks schemas beside this file; empty when it is valid. */
export function faultsBy(schema: 'discovery' | 'request' | 'feedback', value: unknown): string[] {
  const text = readFileSync(new URL(`./schemas/${schema}.schema.json`, import.meta.url), 'utf8');
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(text) as object);
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
