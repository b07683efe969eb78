import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema: object = JSON.parse(
  readFileSync(new URL('./schemas/response.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);

/** Faults of a CDS Hooks response by the schema; empty when it is valid. */
export function schemaFaults(response: unknown): string[] {
  return validate(response)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Paths of members that CDS Hooks forbids: null, blank text, empty object, empty array (but `cards`). */
export function emptyMembers(value: unknown, path = ''): string[] {
  if (value === null || value === undefined) return [`${path}: ${String(value)}`];
  if (typeof value === 'string') return value.trim() === '' ? [`${path}: blank`] : [];
  if (typeof value !== 'object') return [];
  const members = Object.entries(value);
  if (members.length === 0) return path === '/cards' ? [] : [`${path}: empty`];
  return members.flatMap(([key, member]) => emptyMembers(member, `${path}/${key}`));
}

/** Every string in a value, with its path. */
export function strings(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => strings(member, `${path}/${key}`));
}
