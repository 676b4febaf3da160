/** The decision engine's one door. */
export { decide } from './service.ts';
