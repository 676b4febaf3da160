/** Where a command's words go. With `--json` standard output has one object per event and nothing else. */

/** What a program reads. Personal data is masked before it gets here, payment codes always. */
export interface CliEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface Output {
  /** A result: the object for programs, or the lines for people. */
  tell(event: CliEvent, lines: readonly string[]): void;
  /** What to do, what is going on: for the person at the terminal, never a result. */
  hint(line: string): void;
}

export interface Streams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export function createOutput(isJson: boolean, { stdout, stderr }: Streams): Output {
  return {
    tell: (event, lines) => {
      const told = isJson ? [JSON.stringify(event)] : lines;
      for (const line of told) stdout(`${line}\n`);
    },
    hint: (line) => stderr(`${line}\n`),
  };
}
