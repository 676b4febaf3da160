import { createKeyScan, type KeyNews, type KeyPress } from './rules/key-scan.ts';
import { keepField, typeAgain } from './text-field.ts';

interface HeardKey extends KeyPress {
  readonly event: KeyboardEvent;
}

/**
 * Listens for a scanner in keyboard mode, on whatever screen and wherever the focus is; the returned function ends it.
 * Its keys are caught before any other listener hears of them. What tells them from a person's is in rules/key-scan.ts.
 */
export function listenForScans(told: (text: string) => void): () => void {
  const keys = createKeyScan<HeardKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Puts the field in focus back as it was before the keys under way. */
  let restoreField: (() => void) | null = null;

  function pressed(event: KeyboardEvent): void {
    // What is given back to the page comes through here again. No scanner holds Alt or the system's key.
    if (!event.isTrusted || event.altKey || event.metaKey) return;
    const { code, shiftKey, ctrlKey, repeat, timeStamp: at } = event;
    const { swallow, ...news } = keys.press({ code, shiftKey, ctrlKey, repeat, at, event });
    if (swallow) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    take(news);
    if (keys.isUnderWay()) restoreField ??= keepField();
    waitForSilence();
  }

  function take({ typed, scan }: KeyNews<HeardKey>): void {
    if (typed.length > 0) restoreField = null;
    for (const { event } of typed) typeAgain(event);
    if (!keys.isUnderWay()) {
      restoreField?.();
      restoreField = null;
    }
    if (scan !== null) told(scan);
  }

  function waitForSilence(): void {
    clearTimeout(timer);
    const due = keys.deadline();
    if (due === null) return;
    timer = setTimeout(() => {
      take(keys.expire(performance.now()));
      waitForSilence();
    }, due - performance.now());
  }

  window.addEventListener('keydown', pressed, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', pressed, { capture: true });
  };
}
