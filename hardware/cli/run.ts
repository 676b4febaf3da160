/** From arguments to an exit code. */
import { CommanderError } from 'commander';
import type { CliMessages } from '#shared/messages/cli.ts';
import { cliIn } from '#shared/messages/cli.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';
import { fail } from './outcome.ts';
import type { Output, Streams } from './output.ts';
import { createOutput } from './output.ts';
import type { Task } from './program.ts';
import { createProgram, globalOptions } from './program.ts';

export interface World extends Pick<Context, 'clock' | 'now' | 'interrupted' | 'onLine'> {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  /** Aborted by an exception that nobody caught, with it as the reason. */
  readonly crashed: AbortSignal;
}

/** 0: success. 1: it failed. 2: the arguments were not understood. 130: it was interrupted before it was done. */
export async function run(args: readonly string[], world: World): Promise<number> {
  // Needed for what is said about arguments that cannot be understood, so before they are.
  const isJson = args.includes('--json');
  const language = languageOf(args, world.environment);
  const words = cliIn[language];
  const out = createOutput(isJson, world.streams);
  const wish = understand(args, words, { isJson, streams: world.streams });
  if (wish.kind === 'shown') return 0;
  if (wish.kind === 'refused') return end(fail('usage', wish.detail), out, words);
  const { clock, now, interrupted, onLine } = world;
  const context = { out, language, words, clock, now, interrupted, onLine, timeoutMs: wish.timeoutMs };
  return end(await attempt(() => wish.task(context), world.crashed), out, words);
}

/** However the task fails, in its own promise or in one that nobody waits for, it ends as a problem, never with a stack. */
async function attempt(task: () => Promise<Outcome>, crashed: AbortSignal): Promise<Outcome> {
  const crash = Promise.withResolvers<Outcome>();
  crashed.addEventListener('abort', () => crash.resolve(fail('crashed', nameOf(crashed.reason))));
  try {
    return await Promise.race([task(), crash.promise]);
  } catch (error) {
    return fail('crashed', nameOf(error));
  }
}

/** The kind of the error alone: its message may hold what was read from a card or a scanner. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return `${error.name} ${code}`.trim();
}

type Wish =
  | { readonly kind: 'task'; readonly task: Task; readonly timeoutMs: number | null }
  /** Help was asked for and given. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'refused'; readonly detail: string };

function understand(
  args: readonly string[],
  words: CliMessages,
  { isJson, streams }: { isJson: boolean; streams: Streams },
): Wish {
  const chosen: Task[] = [];
  const program = createProgram(words, (task) => chosen.push(task));
  for (const command of [program, ...program.commands]) {
    // What commander says of errors comes back as `detail`.
    command
      .exitOverride()
      .configureOutput({ writeOut: isJson ? streams.stderr : streams.stdout, writeErr: () => undefined });
  }
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? { kind: 'shown' } : { kind: 'refused', detail: error.message };
  }
  const options = globalOptions.safeParse(program.opts());
  const [task] = chosen;
  if (!options.success) return { kind: 'refused', detail: `--${options.error.issues[0]?.path.join('.') ?? ''}` };
  if (task === undefined) return { kind: 'refused', detail: 'no command' };
  const { timeout } = options.data;
  return { kind: 'task', task, timeoutMs: timeout === undefined ? null : timeout * 1000 };
}

function end(outcome: Outcome, out: Output, words: CliMessages): number {
  if (outcome.ok) return 0;
  const { code, detail } = outcome;
  const message = words.problems[code];
  out.tell({ event: 'error', code, message, ...(detail !== '' && { detail }) }, []);
  out.hint(detail === '' ? message : `${message} [${detail}]`);
  if (code === 'usage') return 2;
  return code === 'interrupted' ? 130 : 1;
}

/** `--lang`, else what the person's system speaks: Chinese or, for everybody else, English. */
function languageOf(args: readonly string[], environment: World['environment']): Language {
  const at = args.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const asked = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
  const system = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']];
  const spoken = asked ?? system.find((value) => value !== undefined && value !== '') ?? '';
  return spoken.startsWith('zh') ? 'zh' : 'en';
}
