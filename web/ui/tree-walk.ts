// Walking a tree by keyboard, as rows or as cards on the goal map: the keys of a tree by the ARIA pattern, one stop for Tab, what a
// row tells to those who do not see it. Rows are one flat list in the order of reading; each says its level and what it stands below.
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface TreeRow {
  /** The way to it, as the same thing may stand below several others. */
  key: string;
  /** The key of what it stands below; null at the top. */
  over: string | null;
  level: number;
  /** For finding it by its first letters. */
  name: string;
  /** Whether what is below is shown; undefined: nothing is, or it cannot be closed. */
  expanded?: boolean;
  /** Whether it was opened, so that it can be closed: a filter may show what is below without. */
  open?: boolean;
  place?: number;
  size?: number;
  busy?: boolean;
  /** No place to go to, but one that brings others: "show more". */
  turns?: boolean;
}
export type Step<R extends TreeRow> = { to: R } | { toggle: R } | { act: R } | null;

const TYPED_MS = 700;
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
let typed = '', typedAt = 0;

/** The next row from here whose name begins with what is being typed. */
function typeAhead<R extends TreeRow>(rows: R[], at: number, letter: string): Step<R> {
  const now = performance.now();
  const again = typed === letter && now - typedAt < TYPED_MS; // the same letter over and over goes from one to the next
  typed = now - typedAt < TYPED_MS && !again ? typed + letter : letter;
  typedAt = now;
  const from = typed.length > 1 ? at : at + 1; // more letters may still fit where one is
  for (let i = 0; i < rows.length; i++) {
    const row = rows[(from + i) % rows.length]!;
    if (!row.turns && fold(row.name).startsWith(typed)) return { to: row };
  }
  return { to: rows[at]! };
}

export function step<R extends TreeRow>(rows: R[], key: string, e: KeyboardEvent): Step<R> {
  const at = rows.findIndex((row) => row.key === key), row = rows[at];
  if (!row || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return null;
  switch (e.key) {
    case 'ArrowDown': return { to: rows[at + 1] ?? row };
    case 'ArrowUp': return { to: rows[at - 1] ?? row };
    case 'Home': return { to: rows[0]! };
    case 'End': return { to: rows.at(-1)! };
    case 'ArrowRight':
      if (rows[at + 1]?.over === key) return { to: rows[at + 1]! };
      return row.open === false ? { toggle: row } : { to: row };
    case 'ArrowLeft': return row.open ? { toggle: row } : { to: rows.find((r) => r.key === row.over) ?? row };
    case ' ': return row.open !== undefined ? { toggle: row } : row.turns ? { act: row } : { to: row };
    case 'Enter': return { act: row };
    default: return e.key.length === 1 && e.key !== '?' && e.key !== '/' ? typeAhead(rows, at, fold(e.key)) : null;
  }
}

export const rowAttributes = (row: TreeRow, active: boolean) => ({
  role: 'treeitem' as const, 'data-key': row.key, tabIndex: active ? 0 : -1, 'aria-level': row.level, 'aria-posinset': row.place,
  'aria-setsize': row.size, 'aria-expanded': row.expanded, 'aria-selected': active, 'aria-busy': row.busy || undefined,
});

/** Keeps the focus with the active row while it is in the tree, also over what was loaded anew. */
export function useFollow<E extends HTMLElement>(active: string, rows: unknown, look?: (row: HTMLElement) => void) {
  const tree = useRef<E>(null), follow = useRef(false);
  useLayoutEffect(() => {
    const has = document.activeElement, within = tree.current?.contains(has) && has!.closest<HTMLElement>('[role=treeitem]')?.dataset.key !== active;
    if (!tree.current || !follow.current || !(within || has === document.body)) return;
    const row = tree.current.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`);
    row?.focus({ preventScroll: !!look });
    if (row) look?.(row);
  }, [active, rows]);
  return { tree, onFocusIn: () => { follow.current = true; }, onFocusOut: (e: FocusEvent) => { if (e.relatedTarget) follow.current = false; } };
}
