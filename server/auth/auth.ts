import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins';
import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import pg from 'pg';
import type { Platform } from '#server/platform/context.ts';

/** Staff logins by a kept library. It has its own small pool and tables; nobody else touches them. */
export interface Auth {
  /** Answers a request under /api/auth. */
  handle(request: Request): Promise<Response>;
  /** The login behind a request's cookie, or null. */
  userOf(headers: IncomingHttpHeaders): Promise<string | null>;
  /** The id of the login of that name, which is made where there is none. */
  ensureLogin(login: NewLogin): Promise<string>;
  close(): Promise<void>;
}

export interface NewLogin {
  username: string;
  name: string;
  /** As `hashPassword` of better-auth/crypto makes it. */
  passwordHash: string;
}

export interface AuthOptions {
  platform: Pick<Platform, 'secrets' | 'newId'>;
  appUrl: string;
  publicUrl: string;
  /** Whose pages may sign people in and out. */
  origins: ReadonlySet<string>;
}

/** A working day: who forgot to sign out in a shop is signed out over night. */
const SESSION_SECONDS = 12 * 3_600;

export function makeAuth({ platform, appUrl, publicUrl, origins }: AuthOptions): Auth {
  const pool = new pg.Pool({ connectionString: appUrl, options: '-c search_path=auth', max: 4 });
  pool.on('error', () => console.error(JSON.stringify({ level: 'warn', event: 'auth-database-connection-lost' })));
  const library = betterAuth({
    appName: 'zhanggui',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: platform.secrets.authSecret,
    database: pool,
    trustedOrigins: [...origins],
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [username({ usernameValidator: (name) => /^[a-z][a-z0-9-]+$/i.test(name) })],
    session: { expiresIn: SESSION_SECONDS, updateAge: 3_600 },
    // Failed sign-ins are counted by login-limit.ts, which knows the address of the connection.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // It would log user names.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'zhanggui',
      ipAddress: { disableIpTracking: true },
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: platform.newId },
    },
  });
  return {
    handle: (request) => library.handler(request),
    userOf: async (headers) => {
      if (headers.cookie === undefined) return null;
      const session = await library.api.getSession({ headers: fromNodeHeaders(headers) });
      return session?.user.id ?? null;
    },
    ensureLogin: async (login) => {
      const context = await library.$context;
      const found = await pool.query<{ id: string }>('select id from "user" where username = $1', [login.username]);
      const [existing] = found.rows;
      if (existing) return existing.id;
      const user = await context.internalAdapter.createUser(
        {
          name: login.name,
          username: login.username,
          email: `${login.username}@staff.invalid`,
          emailVerified: true,
        },
        { method: 'admin' },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: login.passwordHash,
      });
      return user.id;
    },
    close: () => pool.end(),
  };
}
