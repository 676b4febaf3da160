import { importJWK, SignJWT } from 'jose';
import { v7 as uuidV7 } from 'uuid';
import type { Enrolment } from '#shared/wire/terminal.ts';

/** Proof of possession for one request (DPoP, RFC 9449): the server knows the key by the terminal's id. */
export type Prove = (request: { method: string; url: URL; now: number }) => Promise<string>;

export function createProver({ profile, privateKey }: Enrolment): Prove {
  const key = importJWK(privateKey, 'EdDSA');
  return async ({ method, url, now }) =>
    new SignJWT({ jti: uuidV7(), htm: method, htu: `${url.origin}${url.pathname}` })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'EdDSA', kid: profile.terminalId })
      .setIssuedAt(Math.floor(now / 1_000))
      .sign(await key);
}
