import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may come in: only our own page, from this machine, with the token of this start. Pure. */
export interface Doors {
  /** A foreign name that points at this machine (DNS rebinding) is not ours. */
  isOurHost(host: string | undefined): boolean;
  /** Exact; a program without a page has no origin and no business here. */
  isOurOrigin(origin: string | undefined): boolean;
  isOurToken(token: unknown): boolean;
}

export function createDoors({ port, token, allowedOrigins }: DoorOptions): Doors {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origins = new Set([`http://127.0.0.1:${port}`, `http://localhost:${port}`, 'app://kiosk', ...allowedOrigins]);
  return {
    isOurHost: (host) => host !== undefined && hosts.has(host),
    isOurOrigin: (origin) => origin !== undefined && origins.has(origin),
    isOurToken: (given) => typeof given === 'string' && timingSafeEqual(digest(given), digest(token)),
  };
}

export interface DoorOptions {
  readonly port: number;
  readonly token: string;
  readonly allowedOrigins: readonly string[];
}

/** Equal lengths, so that the comparison takes the same time whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
