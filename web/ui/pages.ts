// A list that grows page by page.
import { useLayoutEffect, useState } from 'preact/hooks';
import { get } from '../api';
import { done } from '../state';
import type { List } from '../types';

export function usePages<T>(path: string): { items: T[] | null; next: string | null; error: Error | null; more: (cursor: string) => Promise<void>; again: () => void } {
  const [items, setItems] = useState<T[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [turn, setTurn] = useState(0);
  useLayoutEffect(() => {
    let current = true;
    get<List<T>>(path).then((l) => { if (current) { setItems(l.items); setNext(l.next); setError(null); } }, (e) => { if (current) setError(e); });
    return () => { current = false; };
  }, [path, turn, done.value]);
  const more = async (cursor: string) => {
    const l = await get<List<T>>(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`);
    setItems((before) => [...(before ?? []), ...l.items]);
    setNext(l.next);
  };
  return { items, next, error, more, again: () => setTurn((t) => t + 1) };
}
