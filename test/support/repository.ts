export { inRoot, rootDir } from '../../bin/paths.ts';
