export function lockHash(lockText: string): string;
export function installedMatches(lockText: string, installedText: string): boolean;
export function nodePackageOf(platform: string, arch: string): string;
export function postgresPackageOf(platform: string, arch: string): string;
export function neededPackages(lockText: string, platform: string, arch: string): string[];
