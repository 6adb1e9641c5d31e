// A tree of any size, loaded level by level, by the ARIA pattern: one stop for Tab, arrows, Home, End and the beginning of a
// name to move, Enter to go there. Wide levels come page by page; rows out of sight are not laid out (styles/tree.css).
//
//   <Tree label="Reporting line" load={(over, cursor) => get<List<Place>>(...)} name={(p) => p.name} below={(p) => p.reports}
//     show={(p) => <a href={`/people/${p.id}`}>{p.name}</a>} path={managersAndMe} />
//
// The rows are one flat list and each says its level, so that what is shown need not nest as deep as the tree does. Places are
// known by the way to them ("3/7/12"), as the same goal may stand below several others.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../lang';
import type { List } from '../types';

export interface TreeProps<T extends { id: number }> {
  label: string;
  /** The next page of what is below `over` (null: the top), from `cursor` on (null: from its beginning). */
  load: (over: T | null, cursor: string | null) => Promise<List<T>>;
  /** For finding it by its first letters. */
  name: (item: T) => string;
  /** How many are below it; 0 for a leaf. */
  below: (item: T) => number;
  /** What stands in its row. Enter follows the first link in it; other links and buttons are reached by Tab from their row. */
  show: (item: T) => ComponentChildren;
  /** From the top down to the place where the tree is opened; the last one gets the focus ring when one comes into the tree. */
  path?: T[];
  /** How many stand at the top, when that is known. */
  tops?: number;
  /** Instead of the tree, when there is nothing at the top. */
  empty?: ComponentChildren;
  /** Opens what is below the tops, when there are at most so many of them. */
  openTops?: number;
}

interface Level<T> { items: T[]; next: string | null; state: 'loading' | 'there' | 'failed' }
interface ItemRow<T> { kind: 'item'; key: string; over: string; level: number; item: T; place: number | undefined; size: number; open: boolean; loading: boolean }
interface MoreRow { kind: 'more' | 'failed'; key: string; over: string; level: number; loading: boolean }
type Row<T> = ItemRow<T> | MoreRow;

const TOP = '';
const keyOf = (over: string, id: number) => (over === TOP ? String(id) : `${over}/${id}`);
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function rowsOf<T extends { id: number }>(levels: ReadonlyMap<string, Level<T>>, opened: ReadonlySet<string>, also: ReadonlyMap<string, T>, below: (item: T) => number, tops: number | undefined): Row<T>[] {
  const rows: Row<T>[] = [];
  const put = (over: string, depth: number, size: number) => {
    const level = levels.get(over);
    if (!level) return;
    const apart = also.get(over); // on the path, but on a page that has not been loaded yet
    const beside = apart && !level.items.some((i) => i.id === apart.id) ? [apart] : [];
    [...level.items, ...beside].forEach((item, i) => {
      const key = keyOf(over, item.id), open = below(item) > 0 && opened.has(key);
      const place = i < level.items.length ? i + 1 : undefined;
      rows.push({ kind: 'item', key, over, level: depth, item, place, size, open, loading: open && levels.get(key)?.state === 'loading' });
      if (open) put(key, depth + 1, below(item));
    });
    const loading = level.state === 'loading';
    if (level.state === 'failed') rows.push({ kind: 'failed', key: `${over}/more`, over, level: depth, loading });
    else if (level.next || (loading && level.items.length > 0)) rows.push({ kind: 'more', key: `${over}/more`, over, level: depth, loading });
  };
  const top = levels.get(TOP);
  put(TOP, 1, tops ?? (top && top.state === 'there' && !top.next ? top.items.length : -1));
  return rows;
}

/** The levels that have been loaded, and what loads more of them. */
function useLevels<T extends { id: number }>({ load, path = [] }: TreeProps<T>) {
  const [levels, setLevels] = useState<ReadonlyMap<string, Level<T>>>(new Map());
  const now = useRef(levels);
  const gone = useRef(false);
  const set = (key: string, level: Level<T>) => {
    if (gone.current) return;
    now.current = new Map(now.current).set(key, level);
    setLevels(now.current);
  };
  const more = async (key: string, over: T | null): Promise<T[]> => {
    const before = now.current.get(key) ?? { items: [], next: null, state: 'there' };
    if (before.state === 'loading') return [];
    set(key, { ...before, state: 'loading' });
    try {
      const page = await load(over, before.next);
      const known = new Set(before.items.map((i) => i.id)); // somebody may have been renamed meanwhile
      const items = page.items.filter((i) => !known.has(i.id));
      set(key, { items: [...before.items, ...items], next: page.next, state: 'there' });
      return items;
    } catch {
      set(key, { ...before, state: 'failed' });
      return [];
    }
  };
  const also = new Map<string, T>();
  path.reduce((over, item) => { also.set(over, item); return keyOf(over, item.id); }, TOP);
  useEffect(() => () => { gone.current = true; }, []);
  return { levels, now, more, also };
}

export function Tree<T extends { id: number }>(props: TreeProps<T>) {
  const { label, name, below, show, path = [], tops, empty, openTops = 0 } = props;
  const { levels, now, more, also } = useLevels(props);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const typed = useRef({ text: '', when: 0 });
  const focus = useRef<string | null>(null); // what to focus once it has been drawn

  useEffect(() => {
    let over = TOP;
    const ways: string[] = [];
    for (const item of path) { over = keyOf(over, item.id); ways.push(over); }
    if (ways.length) setAt(ways.at(-1)!);
    setOpened(new Set(ways.slice(0, -1)));
    void more(TOP, null).then((items) => {
      if (items.length > openTops || now.current.get(TOP)?.next) return;
      items.filter((i) => below(i) > 0 && !now.current.has(keyOf(TOP, i.id))).forEach((i) => openItem(keyOf(TOP, i.id), i));
    });
    ways.slice(0, -1).forEach((way, i) => { void more(way, path[i]!); });
  }, []);

  const rows = rowsOf(levels, opened, also, below, tops);
  const current = rows.find((r) => r.key === at) ?? rows[0];
  const rowAt = (key: string) => list.current?.querySelector<HTMLElement>(`[data-key="${key}"]`);

  useLayoutEffect(() => {
    // Only the links of the row where one is are stops for Tab.
    list.current?.querySelectorAll<HTMLElement>('a, button').forEach((link) => { link.tabIndex = link.closest('li')?.dataset.key === current?.key ? 0 : -1; });
    if (!focus.current) return;
    const row = rowAt(focus.current);
    if (!row) return;
    focus.current = null;
    row.focus();
  });
  // The place where the tree was opened is shown, once all above it is there.
  const ready = path.length > 0 && levels.get(TOP)?.state === 'there' && path.slice(0, -1).every((_, i) => levels.get(path.slice(0, i + 1).map((p) => p.id).join('/'))?.state === 'there');
  useEffect(() => {
    const row = ready && at ? rowAt(at) : null, place = row?.getBoundingClientRect();
    if (row && place && (place.top < 0 || place.bottom > innerHeight - 80)) row.scrollIntoView({ block: 'center' });
  }, [ready]);

  // At once, so that the next key finds the focus where this one has put it.
  const to = (row: Row<T> | undefined) => { if (row) { setAt(row.key); rowAt(row.key)?.focus(); } };
  function openItem(key: string, item: T) {
    setOpened((o) => new Set(o).add(key));
    if (!now.current.has(key)) void more(key, item);
  }
  const close = (key: string) => setOpened((o) => { const n = new Set(o); n.delete(key); return n; });
  const itemOf = (key: string) => rows.find((r): r is ItemRow<T> => r.kind === 'item' && r.key === key)?.item ?? null;
  const loadMore = (row: MoreRow) => more(row.over, itemOf(row.over)).then((items) => {
    if (items[0] && at === row.key) { focus.current = keyOf(row.over, items[0].id); setAt(focus.current); }
  });
  const follow = (row: Row<T>) => {
    if (row.kind !== 'item') void loadMore(row);
    else rowAt(row.key)?.querySelector<HTMLElement>('a')?.click();
  };
  const toggle = (row: ItemRow<T>) => { if (below(row.item) > 0) { if (row.open) close(row.key); else openItem(row.key, row.item); } };

  const type = (letter: string, from: number) => {
    const so = typed.current, fresh = Date.now() - so.when > 700;
    so.text = (fresh ? '' : so.text) + letter;
    so.when = Date.now();
    const start = so.text.length > 1 ? from : from + 1; // more letters may still fit where one is
    for (let i = 0; i < rows.length; i++) {
      const row = rows[(start + i) % rows.length]!;
      if (row.kind === 'item' && fold(name(row.item)).startsWith(fold(so.text))) { to(row); return; }
    }
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const target = e.target as HTMLElement, i = rows.findIndex((r) => r.key === target.dataset.key), row = rows[i];
    if (!row || e.ctrlKey || e.metaKey || e.altKey || target.getAttribute('role') !== 'treeitem') return;
    switch (e.key) {
      case 'ArrowDown': to(rows[i + 1]); break;
      case 'ArrowUp': to(rows[i - 1]); break;
      case 'Home': to(rows[0]); break;
      case 'End': to(rows.at(-1)); break;
      case 'ArrowRight':
        if (row.kind === 'item' && row.open) { if (rows[i + 1]?.over === row.key) to(rows[i + 1]); } else if (row.kind === 'item') toggle(row);
        break;
      case 'ArrowLeft':
        if (row.kind === 'item' && row.open) close(row.key); else to(rows.find((r) => r.key === row.over));
        break;
      case 'Enter': follow(row); break;
      case ' ': if (row.kind === 'item') toggle(row); else follow(row); break;
      default:
        if (e.key.length !== 1 || e.key === '/' || e.key === '?') return;
        type(e.key, i);
    }
    e.preventDefault();
  };
  const onClick = (row: Row<T>) => (e: MouseEvent) => {
    if ((e.target as HTMLElement).closest('a, button')) return;
    to(row);
    if (row.kind === 'item') toggle(row); else void loadMore(row);
  };

  const top = levels.get(TOP);
  if (!top || (top.state === 'loading' && top.items.length === 0)) return <p class="loading" role="status">{t('One moment …')}</p>;
  if (top.state === 'there' && rows.length === 0) return <>{empty}</>;
  return (
    <ul class="outline" role="tree" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <li key={row.key} data-key={row.key} role="treeitem" aria-level={row.level} style={{ '--depth': row.level - 1 }} tabIndex={row === current ? 0 : -1} aria-busy={row.loading || undefined}
          aria-expanded={row.kind === 'item' && below(row.item) > 0 ? row.open : undefined} aria-selected={row.key === at} aria-posinset={row.kind === 'item' ? row.place : undefined} aria-setsize={row.kind === 'item' && row.place ? row.size : undefined}
          onClick={onClick(row)} onFocus={(e) => { if (e.target === e.currentTarget) setAt(row.key); }} class={row.kind === 'item' ? undefined : 'outline-more'}>
          <span class="twist" aria-hidden="true">{row.kind !== 'item' ? '' : row.loading ? '…' : below(row.item) === 0 ? '·' : row.open ? '▾' : '▸'}</span>
          <div class="outline-row">
            {row.kind === 'item' ? show(row.item) : row.loading ? t('One moment …') : row.kind === 'more' ? t('Show more') : t('This could not be loaded. Try again')}
          </div>
        </li>
      ))}
    </ul>
  );
}
