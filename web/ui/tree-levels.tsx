// A tree of any size, loaded level by level, and wide levels page by page; what shows it is tree.tsx.
//
//   <TreeOfLevels label="Reporting line" load={(over, cursor) => get<List<Place>>(...)} name={(p) => p.name} below={(p) => p.reports}
//     show={(p) => <a href={`/people/${p.id}`}>{p.name}</a>} path={managersAndMe} />
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../lang';
import type { List } from '../types';
import { Tree, type ShownRow } from './tree';

interface Props<T extends { id: number }> {
  label: string;
  /** The next page of what is below `over` (null: the top), from `cursor` on (null: from its beginning). */
  load: (over: T | null, cursor: string | null) => Promise<List<T>>;
  name: (item: T) => string;
  /** How many are below it; 0 for a leaf. */
  below: (item: T) => number;
  /** What stands in its row. */
  show: (item: T) => ComponentChildren;
  /** From the top down to the place where the tree is opened. */
  path?: T[];
  /** Instead of the tree, when there is nothing at the top. */
  empty?: ComponentChildren;
  /** Opens what is below the tops, when there are at most so many of them. */
  openTops?: number;
}

interface Level<T> { items: T[]; next: string | null; state: 'loading' | 'there' | 'failed' }
/** Of an item, or (null) of what loads more of its level. */
interface LevelRow<T> extends ShownRow { item: T | null }

const TOP = '';
const keyOf = (over: string, id: number) => (over === TOP ? String(id) : `${over}/${id}`);

/** The levels that have been loaded, and what loads more of them. */
function useLevels<T extends { id: number }>({ load, path = [] }: Props<T>) {
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

type Known<T> = Pick<ReturnType<typeof useLevels<T & { id: number }>>, 'levels' | 'also'>;

function rowsOf<T extends { id: number }>({ levels, also }: Known<T>, opened: ReadonlySet<string>, { name, below, show }: Props<T>): LevelRow<T>[] {
  const rows: LevelRow<T>[] = [];
  const put = (over: string, level: number, size: number) => {
    const found = levels.get(over);
    if (!found) return;
    const up = over === TOP ? null : over, loading = found.state === 'loading';
    const apart = also.get(over); // on the path, but on a page that has not been loaded yet
    const beside = apart && !found.items.some((i) => i.id === apart.id) ? [apart] : [];
    [...found.items, ...beside].forEach((item, i) => {
      const key = keyOf(over, item.id), open = below(item) > 0 ? opened.has(key) : undefined, placed = i < found.items.length;
      rows.push({ key, over: up, level, name: name(item), item, show: show(item), open, expanded: open, busy: open && levels.get(key)?.state === 'loading',
        place: placed ? i + 1 : undefined, size: placed ? size : undefined });
      if (open) put(key, level + 1, below(item));
    });
    const word = loading ? t('One moment …') : found.state === 'failed' ? t('This could not be loaded. Try again') : t('Show more');
    if (found.state === 'failed' || found.next || (loading && found.items.length > 0)) {
      rows.push({ key: `${over}/more`, over: up, level, name: word, item: null, show: word, turns: true, busy: loading });
    }
  };
  const top = levels.get(TOP);
  put(TOP, 1, top && top.state === 'there' && !top.next ? top.items.length : -1);
  return rows;
}

export function TreeOfLevels<T extends { id: number }>(props: Props<T>) {
  const { label, below, path = [], empty, openTops = 0 } = props;
  const { levels, now, more, also } = useLevels(props);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);

  useEffect(() => {
    let over = TOP;
    const ways: string[] = [];
    for (const item of path) { over = keyOf(over, item.id); ways.push(over); }
    if (ways.length) setAt(ways.at(-1)!);
    setOpened(new Set(ways.slice(0, -1)));
    void more(TOP, null).then((items) => {
      if (items.length > openTops || now.current.get(TOP)?.next) return;
      items.filter((i) => below(i) > 0 && !now.current.has(keyOf(TOP, i.id))).forEach((i) => open(keyOf(TOP, i.id), i));
    });
    ways.slice(0, -1).forEach((way, i) => { void more(way, path[i]!); });
  }, []);

  function open(key: string, item: T) {
    setOpened((o) => new Set(o).add(key));
    if (!now.current.has(key)) void more(key, item);
  }
  const close = (key: string) => setOpened((o) => { const n = new Set(o); n.delete(key); return n; });
  const rows = rowsOf({ levels, also }, opened, props);
  const toggle = (row: LevelRow<T>) => { if (row.open) close(row.key); else if (row.item) open(row.key, row.item); };
  const act = (row: LevelRow<T>) => {
    if (row.turns) void more(row.over ?? TOP, rows.find((r) => r.key === row.over)?.item ?? null)
      .then((items) => { if (items[0]) setAt((now) => (now === row.key ? keyOf(row.over ?? TOP, items[0]!.id) : now)); });
  };
  const top = levels.get(TOP);
  if (!top || (top.state === 'loading' && top.items.length === 0)) return <p class="loading" role="status">{t('One moment …')}</p>;
  if (top.state === 'there' && rows.length === 0) return <>{empty}</>;
  const ready = path.length > 0 && top.state === 'there' && path.slice(0, -1).every((_, i) => levels.get(path.slice(0, i + 1).map((p) => p.id).join('/'))?.state === 'there');
  return <Tree label={label} rows={rows} active={rows.find((r) => r.key === at)?.key ?? rows[0]!.key} setActive={setAt} toggle={toggle} act={act} reveal={ready} />;
}
