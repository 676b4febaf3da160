import type { Refusal, Result } from '#shared/refusals/refusal.ts';
import type { EnrolmentCodeView, TerminalRow } from '#shared/wire/enrolment.ts';
import { arrivedTerminal } from '../rules/enrolment.ts';
import { onceAtATime } from '../rules/once-at-a-time.ts';
import type { Desk } from './desk.svelte.ts';
import { Loaded } from './loaded.svelte.ts';

export type TerminalCommand = 'create-code' | 'end-code' | 'retire';

/** Terminals don't come by the live line of orders; somebody stands at the new one and looks here. */
const LOOK_AGAIN_MS = 3_000;

/** The terminals, the code for the next one while its digits are on the page, and the one that came in by it. */
export class TerminalsPage {
  readonly #desk: Desk;
  readonly #list = new Loaded<TerminalRow[]>();
  #code = $state.raw<EnrolmentCodeView | null>(null);
  #knownIds: readonly string[] = [];
  #arrived = $state.raw<TerminalRow | null>(null);
  #busy = $state<TerminalCommand | null>(null);
  #commandRefusal = $state.raw<Refusal | null>(null);
  readonly read = onceAtATime(async () => {
    await this.#list.load(() => this.#desk.heard(this.#desk.api.listTerminals()));
    this.#lookForNew();
  });

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get rows(): TerminalRow[] | null {
    return this.#list.value;
  }
  get refusal(): Refusal | null {
    return this.#list.refusal;
  }
  get code(): EnrolmentCodeView | null {
    return this.#code;
  }
  get arrived(): TerminalRow | null {
    return this.#arrived;
  }
  get busy(): TerminalCommand | null {
    return this.#busy;
  }
  get commandRefusal(): Refusal | null {
    return this.#commandRefusal;
  }

  open(): () => void {
    void this.read();
    const timer = setInterval(() => void this.read(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }

  async createCode(storeId: string): Promise<void> {
    const known = this.rows?.map((row) => row.terminalId) ?? [];
    const made = await this.#command('create-code', () => this.#desk.api.createEnrolmentCode(storeId));
    if (!made) return;
    this.#knownIds = known;
    this.#arrived = null;
    this.#code = made.value;
  }

  async endCode(): Promise<void> {
    const code = this.#code;
    if (!code) return;
    if (await this.#command('end-code', () => this.#desk.api.endEnrolmentCode(code.storeId))) this.#code = null;
  }

  /** Takes an expired code off the page. */
  putCodeAway(): void {
    this.#code = null;
  }

  async retire(terminalId: string): Promise<void> {
    const retired = await this.#command('retire', () => this.#desk.api.retireTerminal(terminalId));
    if (!retired) return;
    this.#list.replace(retired.value);
    if (this.#arrived?.terminalId === terminalId) this.#arrived = null;
  }

  #lookForNew(): void {
    if (!this.#code || !this.rows) return;
    const arrived = arrivedTerminal(this.rows, { storeId: this.#code.storeId, knownIds: this.#knownIds });
    if (!arrived) return;
    this.#arrived = arrived;
    this.#code = null;
  }

  /** Null where another command is under way, or the answer is a refusal, which is then there to be shown. */
  async #command<T>(name: TerminalCommand, ask: () => Promise<Result<T>>): Promise<{ value: T } | null> {
    if (this.#busy !== null) return null;
    this.#busy = name;
    this.#commandRefusal = null;
    const result = await this.#desk.heard(ask());
    this.#busy = null;
    if (result.ok) return result;
    this.#commandRefusal = result.refusal;
    return null;
  }
}
