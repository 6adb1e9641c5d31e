// The tree for reading: goals, reporting lines, teams. Rows out of sight are not laid out (styles/tree.css). Enter follows the first
// link of a row; its other links and buttons are reached by Tab from there. What loads a tree level by level is tree-levels.tsx.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { rowAttributes, step, useFollow, type TreeRow } from './tree-walk';

export interface ShownRow extends TreeRow { show: ComponentChildren; kind?: string }

export interface TreeProps<R extends ShownRow> {
  label: string;
  rows: R[];
  /** Where one is: it gets the focus when one comes into the tree. */
  active: string;
  setActive: (key: string) => void;
  toggle: (row: R) => void;
  /** For rows without a link. */
  act: (row: R) => void;
  kind?: string;
  /** Brings the active row into view when this becomes true. */
  reveal?: boolean;
}

const DEEPEST_SHOWN = 12;
const twist = (row: TreeRow) => (row.turns ? '' : row.busy ? '…' : row.open === undefined ? '·' : row.open ? '▾' : '▸');

export function Tree<R extends ShownRow>({ label, rows, active, setActive, toggle, act, kind = '', reveal = false }: TreeProps<R>) {
  const { tree, onFocusIn, onFocusOut } = useFollow<HTMLUListElement>(active, rows);
  const at = (key: string) => tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  useLayoutEffect(() => {
    // Only the links of the row where one is are stops for Tab.
    tree.current?.querySelectorAll<HTMLElement>('a, button').forEach((link) => { link.tabIndex = link.closest('li')?.dataset.key === active ? 0 : -1; });
  });
  useEffect(() => {
    const row = reveal ? at(active) : null, place = row?.getBoundingClientRect();
    if (row && place && (place.top < 0 || place.bottom > innerHeight - 80)) row.scrollIntoView({ block: 'center' });
  }, [reveal]);

  const follow = (row: R) => {
    const link = at(row.key)?.querySelector('a');
    if (link) link.click(); else act(row);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const next = (e.target as HTMLElement).getAttribute('role') === 'treeitem' ? step(rows, active, e) : null;
    if (!next) return;
    e.preventDefault();
    if ('toggle' in next) toggle(next.toggle);
    else if ('act' in next) follow(next.act);
    else { setActive(next.to.key); at(next.to.key)?.focus(); } // at once, so that the next key finds it there
  };
  const onClick = (row: R) => (e: MouseEvent) => {
    setActive(row.key);
    if ((e.target as HTMLElement).closest('a, button')) return;
    if (row.open !== undefined) toggle(row); else if (row.turns) act(row);
  };
  return (
    <ul class={`outline ${kind}`} role="tree" aria-label={label} ref={tree} onKeyDown={onKeyDown} onFocusIn={onFocusIn} onFocusOut={onFocusOut}>
      {rows.map((row) => (
        <li key={row.key} {...rowAttributes(row, row.key === active)} class={`${row.turns ? 'outline-more' : ''} ${row.kind ?? ''}`} style={{ '--depth': Math.min(row.level - 1, DEEPEST_SHOWN) }}
          onClick={onClick(row)} onFocus={(e) => { if (e.target === e.currentTarget) setActive(row.key); }}>
          <span class="twist" aria-hidden="true">{twist(row)}</span>
          <div class="outline-row">{row.show}</div>
        </li>
      ))}
    </ul>
  );
}
