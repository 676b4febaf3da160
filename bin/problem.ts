// Something the person at the machine can act on: one line that says what is wrong and what to do. Everything else
// that is thrown is a defect of ours and keeps its stack.

export class Problem extends Error {
  override name = 'Problem';
}

/** The one line for an error that the machine, not our code, is the cause of; otherwise the error's own text. */
export function problemLine(error: unknown, dataDir: string): string {
  if (error instanceof Problem) return error.message;
  if (hasCode(error, 'ENOSPC')) return diskFullLine(dataDir);
  if (hasCode(error, 'EDQUOT')) return diskFullLine(dataDir);
  if (hasCode(error, 'EROFS') || hasCode(error, 'EACCES')) {
    return `Zhanggui may not write in ${dataDir}: give this user the right to, or set DATA_DIR to another folder.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function diskFullLine(dataDir: string): string {
  return `The disk that holds ${dataDir} is full: free at least 500 MB there, or set DATA_DIR to a folder on another disk.`;
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
