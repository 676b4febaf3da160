export function lockHash(lockText: string): string;
export function installedMatches(lockText: string, installedText: string): boolean;
export function nodePackageOf(platform: string, arch: string): string;
