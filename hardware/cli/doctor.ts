/** `zhanggui doctor`: what on this machine keeps devices from working, and the line to type against it. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import { gatherFacts } from './doctor/facts.ts';
import type { CheckFinding } from './doctor/findings.ts';
import { judge } from './doctor/findings.ts';
import type { Outcome } from './outcome.ts';
import { done, fail } from './outcome.ts';

const LIMIT_MS = 30_000;

export function examine(context: Context): Promise<Outcome> {
  return until(context, { limitMs: context.timeoutMs ?? LIMIT_MS }, (settle) => {
    void gatherFacts(context.now()).then((facts) => settle(tell(context, judge(facts))));
    return { stop: () => Promise.resolve() };
  });
}

function tell({ out, words }: Context, findings: readonly CheckFinding[]): Outcome {
  for (const finding of findings) {
    out.tell({ event: 'check', ...finding, message: messageOf(finding, words) }, linesOf(finding, words));
  }
  const bad = findings.filter(({ state }) => state === 'bad');
  if (bad.length > 0) return fail('found-problems', bad.map(({ check }) => check).join(' '));
  if (findings.every(({ state }) => state === 'good')) out.hint(words.doctor.allGood);
  return done;
}

function messageOf({ check, state, detail }: CheckFinding, { doctor }: CliMessages): string {
  // A device that is well and yet in somebody's hands is in the kiosk's own.
  if (check === 'ports' && state === 'good' && detail !== '') return doctor.heldByKiosk;
  return doctor.checks[check][state === 'good' ? 'good' : 'bad'];
}

function linesOf(finding: CheckFinding, words: CliMessages): string[] {
  const { state, detail, line } = finding;
  const told = `[${words.doctor[state]}] ${messageOf(finding, words)}${detail === '' ? '' : ` ${detail}`}`;
  return line === null ? [told] : [told, `    ${words.doctor.type(line)}`];
}
