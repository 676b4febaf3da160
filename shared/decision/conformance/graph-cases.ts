import { z } from 'zod';
import { failed, skipped, type CaseResult, type Verdict } from '../../conformance/verdict.ts';
import { loadDecision } from '../graph/load.ts';
import type { Decision } from '../graph/result.ts';
import { asObject } from '../graph/merge.ts';
import { plain } from '../plain.ts';
import { sameThroughout } from './expression-cases.ts';

/**
 * The instant at which the peer's outputs that hold the time were written down (2025-08-19T16:55:02Z): graphs that ask for
 * the date are run at it.
 */
export const RECORDED_AT = 1_755_622_502_000;

const graphFile = z.object({ tests: z.array(z.object({ input: z.unknown(), output: z.unknown() })) });

/** A graph with its own tests; null for other JSON. A graph with JavaScript in it is skipped, as it is refused. */
export function runGraphFile(name: string, content: unknown): CaseResult[] | null {
  const parsed = graphFile.safeParse(content);
  if (!parsed.success) return null;
  const loaded = loadDecision(content);
  return parsed.data.tests.map(({ input, output }, index) => ({
    id: `${name} test ${index + 1}`,
    verdict: loaded.ok ? judge(loaded.decision, input, output) : refused(loaded.problems),
  }));
}

function refused(
  problems: readonly { readonly code: string; readonly message: string; readonly node: string }[],
): Verdict {
  const isNotServed = problems.some(({ code }) => code === 'not-served');
  const told = problems.find(({ code }) => !isNotServed || code === 'not-served');
  const message = `${told?.node ?? ''}: ${told?.message ?? ''}`;
  return isNotServed ? skipped(message) : failed(message);
}

function judge(decision: Decision, input: unknown, output: unknown): Verdict {
  const made = decision.evaluate(asObject(plain(input)), { now: RECORDED_AT });
  if (!made.ok) return failed(`${made.failure.node}: ${made.failure.message}`);
  return sameThroughout(output, plain(made.output));
}
