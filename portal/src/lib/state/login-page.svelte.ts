import type { SignIn } from '../api/sign-in.ts';

const PROBLEMS = { wrong: 'wrong', 'too-many': 'tooMany', offline: 'offline' } as const;
export type LoginProblem = (typeof PROBLEMS)[keyof typeof PROBLEMS];

/** Signing in. What was typed is never cleared by an error. */
export class LoginPage {
  readonly #signIn: (username: string, password: string) => Promise<SignIn>;
  username = $state('');
  password = $state('');
  #tried = $state(false);
  #busy = $state(false);
  #problem = $state<LoginProblem | null>(null);

  constructor(signIn: (username: string, password: string) => Promise<SignIn>) {
    this.#signIn = signIn;
  }

  get usernameMissing(): boolean {
    return this.#tried && this.username.trim() === '';
  }
  get passwordMissing(): boolean {
    return this.#tried && this.password === '';
  }
  get busy(): boolean {
    return this.#busy;
  }
  get problem(): LoginProblem | null {
    return this.#problem;
  }

  async submit(): Promise<SignIn | 'incomplete'> {
    this.#tried = true;
    this.#problem = null;
    if (this.#busy || this.usernameMissing || this.passwordMissing) return 'incomplete';
    this.#busy = true;
    const answer = await this.#signIn(this.username.trim(), this.password);
    this.#busy = false;
    if (answer !== 'done') this.#problem = PROBLEMS[answer];
    return answer;
  }
}
