// What has been started, in order, and how it is stopped: the programs together, then what they stood on. One that
// ends by itself before its time is reported once.
import { endedLine, lastWords, type Child, type Exit } from './child.ts';
import { killTracked } from './group.ts';

export class Household {
  readonly #programs: (() => Promise<void>)[] = [];
  readonly #foundations: (() => Promise<void>)[] = [];
  readonly #onUnexpectedEnd: (line: string) => void;
  #stopping: Promise<void> | undefined;

  constructor(onUnexpectedEnd: (line: string) => void) {
    this.#onUnexpectedEnd = onUnexpectedEnd;
  }

  isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** A program of ours: ended by SIGTERM, together with the others. */
  addProgram<Ready>(child: Child<Ready>): Child<Ready> {
    this.#programs.push(() => child.stop());
    this.#watch(child.name, child.exited, child.logFile);
    if (this.isStopping()) void child.kill9();
    return child;
  }

  /** What the programs need to the end: stopped after them. */
  addFoundation(name: string, foundation: { exited: Promise<Exit>; stop(): Promise<void> }, logFile: string): void {
    this.#foundations.push(() => foundation.stop());
    this.#watch(name, foundation.exited, logFile);
  }

  /** Stops everything in order; a second call waits for the first. Whatever resists is killed. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    try {
      await Promise.all(this.#programs.map((stop) => stop()));
      for (const stop of this.#foundations.reverse()) await stop();
    } finally {
      killTracked();
    }
  }

  #watch(name: string, exited: Promise<Exit>, logFile: string): void {
    void exited.then(async (exit) => {
      if (this.isStopping()) return;
      const words = await lastWords(logFile);
      if (!this.isStopping()) this.#onUnexpectedEnd(endedLine(name, exit, logFile, words));
    });
  }
}
