// The palette: a few letters lead to any page, goal, person or team, and to the common acts.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, post, query } from '../api';
import { go, me, open } from '../state';
import type { Find, Goal, List } from '../types';
import { Dialog } from './dialog';

interface Entry { key: string; word: string; what: string; run: () => void }

const FINDS_MOST = 8, SEARCH_AFTER_MS = 120;
const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word that was typed begins a word of the text. */
function fits(text: string, typed: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u);
  return folded(typed).split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

const to = (path: string, word: string, what = 'Go'): Entry => ({ key: path, word, what, run: () => go(path) });

async function signOut() {
  await post('/sign-out');
  me.value = null;
  go('/', true);
}

const fixed = (): Entry[] => [
  to('/goals/new', 'Write a new goal', 'Do'), to('/', 'Home'), to('/goals', 'Goals, as a tree'), to('/goals?view=mine', 'My goals'),
  to('/goals?view=list', 'All goals, as a list'), to('/people', 'People'), to('/people?view=teams', 'Teams'),
  to(`/people/${me.value!.id}`, 'My page, as others see it'), to('/account', 'My account'), to('/framework', 'Framework, mission and periods'),
  ...(me.value!.roles.includes('people_operations') ? [to('/import', 'Bring people in from a file', 'Do')] : []),
  { key: 'keys', word: 'Keys', what: 'Do', run: () => { open({ show: 'keys' }); } },
  { key: 'out', word: 'Sign out', what: 'Do', run: () => void signOut() },
];

const checkIn = (goal: Goal): Entry =>
  ({ key: `in${goal.id}`, word: `Check in: ${goal.title}`, what: 'Do', run: () => { open({ show: 'check-in', goal: goal.id }); } });

const kinds: Record<Find['kind'], [string, string]> = { goal: ['goals', 'Goal'], person: ['people', 'Person'], team: ['teams', 'Team'] };
const found = (find: Find): Entry => to(`/${kinds[find.kind][0]}/${find.id}`, find.title, kinds[find.kind][1]);

/** What search finds for the words, a moment after the last key; what comes late is dropped. */
function useFinds(typed: string): Find[] {
  const [finds, setFinds] = useState<Find[]>([]);
  useEffect(() => {
    if (typed.length < 2) { setFinds([]); return undefined; }
    let current = true;
    const timer = setTimeout(() => {
      get<List<Find>>(`/search${query({ q: typed, limit: FINDS_MOST })}`).then((l) => { if (current) setFinds(l.items); }, () => undefined);
    }, SEARCH_AFTER_MS);
    return () => { current = false; clearTimeout(timer); };
  }, [typed]);
  return finds;
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState(''), [at, setAt] = useState(0), [mine, setMine] = useState<Goal[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const typed = words.trim(), finds = useFinds(typed);
  useEffect(() => {
    get<List<Goal>>(`/goals?owner_id=${me.value!.id}&state=active&sort=priority`).then((l) => setMine(l.items), () => undefined);
  }, []);
  const entries = useMemo(() => {
    const own = [...mine.map(checkIn), ...fixed()].filter((e) => !typed || fits(e.word, typed));
    return [...own, ...finds.map(found)];
  }, [typed, finds, mine]);
  const place = Math.min(at, entries.length - 1);
  useEffect(() => { list.current?.children[place]?.scrollIntoView({ block: 'nearest' }); }, [place]);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) setAt((place + step + entries.length) % entries.length);
    else if (e.key === 'Enter') run(entries[place]);
    else return;
    e.preventDefault();
  };
  return (
    <Dialog label="Go or do" place="top" onClose={onClose}>
      <div class="palette">
        <input type="text" role="combobox" aria-label="Where to, or what?" placeholder="Where to, or what?" autocomplete="off" aria-expanded="true"
          aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant={entries[place] && `palette-${place}`} value={words}
          onInput={(e) => { setWords(e.currentTarget.value); setAt(0); }} onKeyDown={onKeyDown} />
        <ul id="palette-list" role="listbox" aria-label="Places and acts" ref={list}>
          {entries.map((e, i) => (
            <li key={e.key} id={`palette-${i}`} role="option" aria-selected={i === place} onClick={() => run(e)} onPointerMove={() => setAt(i)}>
              <span>{e.word}</span><span class="meta">{e.what}</span>
            </li>
          ))}
        </ul>
        {entries.length === 0 && <p class="hint">Nothing fits. Try the beginning of a name or of a title.</p>}
      </div>
    </Dialog>
  );
}
