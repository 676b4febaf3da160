import { importJWK, jwtVerify, type JWTPayload } from 'jose';
import { findTerminal, touchTerminal } from './merchants/index.ts';
import type { Platform } from './platform/context.ts';
import { PLATFORM } from './platform/database.ts';
import type { Terminal } from './platform/trpc.ts';
import { isUuid, kidOf, ReplayCache } from './terminal-proof.ts';

export interface TerminalRequest {
  /** The DPoP header. */
  dpop: string | undefined;
  method: string;
  /** The full address as the terminal called it. */
  url: string;
}

export const PROOF_WINDOW_MS = 120_000;

/** Proofs seen lately, per program; a second node has its own, and the window is short. */
const seen = new WeakMap<Platform, ReplayCache>();

/**
 * The terminal that has proved itself by its key on this request (DPoP, RFC 9449): a JWT of the type `dpop+jwt`,
 * signed with EdDSA by the key of terminal `kid`, over method, address, time and an id used once. Null for all else.
 */
export async function authenticateTerminal(platform: Platform, request: TerminalRequest): Promise<Terminal | null> {
  const kid = request.dpop === undefined ? null : kidOf(request.dpop);
  if (request.dpop === undefined || kid === null || !isUuid(kid)) return null;
  const known = await platform.db.transaction(PLATFORM, (tx) => findTerminal(tx, kid));
  if (!known) return null;
  const { publicKey, ...terminal } = known;
  const claims = await verified(request.dpop, publicKey);
  if (!claims || !fits(claims, request, platform.now())) return null;
  const cache = seen.get(platform) ?? new ReplayCache(PROOF_WINDOW_MS * 2);
  seen.set(platform, cache);
  if (!cache.isFirst(`${kid}:${String(claims.jti)}`, platform.now())) return null;
  await platform.db.transaction(PLATFORM, (tx) => touchTerminal(platform, tx, terminal.id));
  return terminal;
}

async function verified(dpop: string, publicKey: string): Promise<JWTPayload | null> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: publicKey }, 'EdDSA');
    const { payload } = await jwtVerify(dpop, key, { typ: 'dpop+jwt', algorithms: ['EdDSA'] });
    return payload;
  } catch {
    return null; // A proof that does not verify proves nothing; the request goes on without a terminal.
  }
}

function fits(claims: JWTPayload, request: TerminalRequest, now: number): boolean {
  const { jti, iat, htm, htu } = claims;
  return (
    typeof jti === 'string' &&
    jti.length >= 8 &&
    jti.length <= 128 &&
    typeof iat === 'number' &&
    Math.abs(iat * 1_000 - now) <= PROOF_WINDOW_MS &&
    htm === request.method &&
    typeof htu === 'string' &&
    withoutQuery(htu) === withoutQuery(request.url)
  );
}

/** RFC 9449 compares addresses without query and fragment. */
function withoutQuery(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
