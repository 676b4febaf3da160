/** Attached to a table's rows: arrow keys go from the link of one row to the next, so a list is walked without Tab. */
export function rowKeys(rows: HTMLElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const links = [...rows.querySelectorAll<HTMLElement>('a.row-link')];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at < 0 ? undefined : links[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  rows.addEventListener('keydown', onKey);
  return () => rows.removeEventListener('keydown', onKey);
}
