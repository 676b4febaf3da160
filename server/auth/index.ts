/** The door of staff logins. */
export { makeAuth, type Auth } from './auth.ts';
export { authRoutes } from './routes.ts';
export { staffOf } from './staff.ts';
