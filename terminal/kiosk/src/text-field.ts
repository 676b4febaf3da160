/** What a person's keys do to the field in focus, done again by hand. */

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** The field in focus that takes text, if it is one with a caret. */
function fieldInFocus(): (TextField & { selectionStart: number }) | null {
  const field = document.activeElement;
  const takesText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  return takesText && !field.readOnly && hasCaret(field) ? field : null;
}

function hasCaret(field: TextField): field is TextField & { selectionStart: number } {
  return field.selectionStart !== null;
}

/**
 * Presses a key that was held back: every listener hears of it, and unless one of them takes it, its character is
 * written at the caret. A key that the input method took has no character: the input method has written it already.
 */
export function typeAgain({ key, code, shiftKey, ctrlKey }: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const again = { key, code, shiftKey, ctrlKey, bubbles: true, cancelable: true, composed: true };
  const isUntouched = target.dispatchEvent(new KeyboardEvent('keydown', again));
  const field = fieldInFocus();
  if (!isUntouched || ctrlKey || key.length !== 1 || !field) return;
  field.setRangeText(key, field.selectionStart, field.selectionEnd ?? field.selectionStart, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: key, inputType: 'insertText' }));
}

/**
 * Remembers the field in focus; the returned function puts it back. An input method writes whatever listeners do with
 * its keys, so what it made of a scan can only be taken back afterwards.
 */
export function keepField(): (() => void) | null {
  const field = fieldInFocus();
  if (!field) return null;
  const { value, selectionStart, selectionEnd } = field;
  return () => {
    if (field.value === value) return;
    // Leaving the field ends a composition, which would otherwise go on writing into it.
    field.blur();
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.focus();
    field.setSelectionRange(selectionStart, selectionEnd);
  };
}
