/**
 * Runs a task at most once at a time. Calls that come meanwhile ask for one more run after it, together: a burst of
 * changes reads a page twice, not twenty times, and the last run began after the last call.
 */
export function onceAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let asked = 0;
  let answered = 0;
  const runUntilAnswered = async () => {
    try {
      while (answered < asked) {
        answered = asked;
        await task();
      }
    } finally {
      // In the same breath as the last look, so that no call falls between the two.
      answered = asked;
      running = null;
    }
  };
  return () => {
    asked += 1;
    running ??= runUntilAnswered();
    return running;
  };
}
