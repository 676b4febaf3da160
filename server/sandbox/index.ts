/** The sandbox: what stands in for the world outside, and what an empty one begins with. */
export { ensureEnrolment } from './enrolment.ts';
export { SANDBOX_LOGINS } from './people.ts';
export { sandboxRoutes } from './routes.ts';
export { seed } from './seed.ts';
