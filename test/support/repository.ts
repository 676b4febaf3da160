export { inRoot } from '../../bin/paths.ts';
