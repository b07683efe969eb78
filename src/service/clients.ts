import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { type FhirServerEntry, parseFhirBase } from '../fhir/allowed-server.ts';

/** A public key of a client. Private and symmetric keys are refused: they have no business here. */
const JwkSchema = z
  .looseObject({
    kty: z.enum(['EC', 'RSA'], { error: 'must be EC or RSA' }),
    kid: z.string({ error: 'must be text' }).min(1),
  })
  .refine((key) => !('d' in key) && !('k' in key), {
    error: 'holds a private key; give the public key only',
  })
  .refine(isPublicKey, { error: 'is no key that can be used: check crv, x and y, or n and e' });

function isPublicKey(jwk: Readonly<Record<string, unknown>>): boolean {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }).type === 'public';
  } catch {
    return false;
  }
}

const JwksUrlSchema = z.string().refine(
  (text) => {
    if (!URL.canParse(text) || /[\s\\#]/.test(text)) return false;
    const url = new URL(text);
    return url.username === '' && url.password === '' && parseFhirBase(url.origin).ok;
  },
  { error: 'must be an https URL (http on loopback only)' },
);

const FhirBaseSchema = z.string().superRefine((text, context) => {
  const parsed = parseFhirBase(text, true);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.reason });
});

/** A FHIR base URL; the long form permits a name that resolves to an address of an inside network. */
const FhirServerSchema = z.union(
  [FhirBaseSchema, z.strictObject({ url: FhirBaseSchema, privateNetwork: z.boolean().default(false) })],
  { error: 'must be an https URL without query, fragment or user (http on loopback only)' },
);

const CodingSchema = z.object({
  system: z.string().min(1),
  code: z.string().min(1),
  display: z.string().min(1).optional(),
});

/** One client in the file of clients. */
export const ClientSchema = z
  .strictObject({
    issuer: z.string().min(1),
    jwks: z.object({ keys: z.array(JwkSchema) }).nullish(),
    jwksUrl: JwksUrlSchema.nullish(),
    fhirServers: z.array(FhirServerSchema).default([]),
    audiences: z.array(z.string().min(1)).default([]),
    tenant: z.string().min(1).nullable().default(null),
    selectionBehavior: z.enum(['any', 'at-most-one']).default('any'),
    orderIntent: z.enum(['proposal', 'order']).default('proposal'),
    links: z.array(z.enum(['absolute', 'smart'])).default(['absolute', 'smart']),
    shadow: z.boolean().default(false),
    /** Launch address of a SMART app; cards carry it when given. */
    smartLaunchUrl: z
      .string()
      .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
        error: 'must be an https URL',
      })
      .nullish(),
    /** A site's own coding beside the standard one, by the key of the order (`hepatobiliary-surgery`). */
    localCodings: z.record(z.string(), CodingSchema).default({}),
  })
  .refine((client) => (client.jwks?.keys.length ?? 0) > 0 || typeof client.jwksUrl === 'string', {
    error: 'needs keys in jwks or a jwksUrl',
  });

export const ClientsFileSchema = z
  .strictObject({ clients: z.array(ClientSchema).min(1) })
  .superRefine((file, context) => {
    const seen = new Set<string>();
    for (const [index, client] of file.clients.entries()) {
      const key = JSON.stringify([client.issuer, client.tenant]);
      if (seen.has(key)) {
        context.addIssue({
          code: 'custom',
          path: ['clients', index, 'issuer'],
          message: 'is listed twice for the same tenant',
        });
      }
      seen.add(key);
    }
  });

export type RegisteredClient = z.infer<typeof ClientSchema>;

/** What the service knows about the caller of a request. */
export interface Client {
  /** Issuer of its tokens, or a fixed name in development mode. */
  readonly issuer: string;
  readonly tenant: string | null;
  /** FHIR base URLs the service may read from for this client; `loopback` in development mode. */
  readonly fhirServers: readonly FhirServerEntry[] | 'loopback';
  readonly selectionBehavior: 'any' | 'at-most-one';
  readonly orderIntent: 'proposal' | 'order';
  readonly links: readonly ('absolute' | 'smart')[];
  readonly shadow: boolean;
  readonly smartLaunchUrl?: string | null | undefined;
  readonly localCodings: Readonly<
    Record<string, { system: string; code: string; display?: string | undefined }>
  >;
}

/** Everybody, when there is no file of clients. */
export const DEVELOPMENT_CLIENT: Client = {
  issuer: 'development',
  tenant: null,
  fhirServers: 'loopback',
  selectionBehavior: 'any',
  orderIntent: 'proposal',
  links: ['absolute', 'smart'],
  shadow: false,
  localCodings: {},
};
