// Finding a goal, person or team by a few words, with the arrow keys or the pointer.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, query } from '../api';
import { t } from '../lang';
import type { Find, List } from '../types';
import { Field } from './parts';

const FINDS_MOST = 8, SEARCH_AFTER_MS = 150;

export function Picker({ kind, label, hint, name, fault, onPick }: {
  kind: Find['kind']; label: string; hint?: string; name: string; fault?: string; onPick: (f: Find) => void;
}) {
  const [words, setWords] = useState('');
  const [finds, setFinds] = useState<Find[]>([]);
  const [at, setAt] = useState(0);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (words.trim().length < 2) { setFinds([]); return; }
    const show = (items: Find[]) => {
      if (mine !== turn.current) return;
      setFinds(items);
      setAt(0);
    };
    const timer = setTimeout(() => {
      get<List<Find>>(`/search${query({ q: words, kind, limit: FINDS_MOST })}`).then((l) => show(l.items), () => show([]));
    }, SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const pick = (f: Find | undefined) => {
    if (!f) return;
    onPick(f);
    setWords('');
    setFinds([]);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') setAt((i) => Math.min(i + 1, finds.length - 1));
    else if (e.key === 'ArrowUp') setAt((i) => Math.max(i - 1, 0));
    else if (e.key === 'Enter' && finds.length) pick(finds[at]);
    else {
      if (e.key === 'Escape') setFinds([]);
      return;
    }
    e.preventDefault();
  };
  return (
    <Field label={label} hint={hint} name={name} fault={fault}>
      {(a) => (
        <div class="picker">
          <input {...a} type="text" role="combobox" aria-expanded={finds.length > 0} aria-controls={`${name}-finds`} aria-autocomplete="list"
            aria-activedescendant={finds.length ? `${name}-${at}` : undefined} autocomplete="off" placeholder={t('Type to find')} value={words}
            onInput={(e) => setWords(e.currentTarget.value)} onKeyDown={onKeyDown} />
          <ul id={`${name}-finds`} role="listbox" aria-label={label} hidden={finds.length === 0}>
            {finds.map((f, i) => (
              <li key={f.id} id={`${name}-${i}`} role="option" aria-selected={i === at} onPointerDown={(e) => { e.preventDefault(); pick(f); }}>
                {f.title}{f.detail && <span class="meta">{f.detail}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Field>
  );
}
