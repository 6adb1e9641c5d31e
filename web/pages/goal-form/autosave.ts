// Saves a draft as it is written: as soon as it has a title it is on the server, criteria as soon as they say what is measured. Two
// who write at once (or one in two tabs) are brought together field by field; only what both wrote is asked about.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, get, onceKey, patch, post, remove, type Fault } from '../../api';
import type { Criterion, GoalPage } from '../../types';
import { bodyOf, fieldsOf, formOf, isBlank, merge, ownFieldsOf, termsOf, type Form, type Part, type Terms } from './model';

const AFTER_MS = 1200;

export type Status = 'new' | 'unsaved' | 'saving' | 'saved' | 'faulty' | 'away' | 'conflict' | 'gone';
export interface Conflict { theirs: GoalPage; both: Part[] }
export interface Saving {
  form: Form; set: (change: Partial<Form>) => void; status: Status; goal: GoalPage | null; faults: Fault[]; conflict: Conflict | null; joined: boolean; sentence: string;
  flush: () => Promise<GoalPage | null>; keepMine: () => void; takeTheirs: () => void; forget: () => void; left: () => Fault[];
}

const keep = (key: string, form: Form | null) => {
  try { if (form) localStorage.setItem(key, JSON.stringify(form)); else localStorage.removeItem(key); } catch { /* a full or forbidden store only costs the draft */ }
};
export const kept = (key: string): Form | null => { try { return JSON.parse(localStorage.getItem(key) ?? 'null') as Form | null; } catch { return null; } };

/** What differs from what is there. */
function differing(want: Record<string, unknown>, there: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(want).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(there[k])));
}

export function useAutosave(first: Form, goal: GoalPage | null, key: (id: number | 'new') => string): Saving {
  const [form, setForm] = useState(first);
  const [status, setStatus] = useState<Status>(goal ? 'saved' : 'new');
  const [faults, setFaults] = useState<Fault[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [joined, setJoined] = useState(false);
  const [sentence, setSentence] = useState('');
  const at = useRef({ form: first, base: goal, key: onceKey(), running: null as Promise<void> | null, timer: undefined as ReturnType<typeof setTimeout> | undefined, found: [] as Fault[], dirty: goal !== null && JSON.stringify(formOf(goal)) !== JSON.stringify(first) });
  const now = at.current;

  const write = (next: Form) => { now.form = next; setForm(next); };
  const set = (change: Partial<Form>) => {
    write({ ...now.form, ...change });
    now.dirty = true;
    keep(key(now.base?.id ?? 'new'), now.form);
    if (status !== 'conflict' && status !== 'gone') setStatus((s) => (s === 'new' && !now.form.title.trim() ? 'new' : s === 'saving' ? s : 'unsaved'));
    clearTimeout(now.timer);
    now.timer = setTimeout(() => void flush(), AFTER_MS);
  };

  async function saveGoal(f: Form): Promise<void> {
    const want = { ...fieldsOf(f), ...ownFieldsOf(f), level: f.level, owner_id: f.owner.id };
    if (!now.base) {
      now.base = await post<GoalPage>('/goals', want, now.key);
      history.replaceState(history.state, '', `/goals/${now.base.id}/edit`);
      keep(key('new'), null);
      return;
    }
    const there = { ...fieldsOf(formOf(now.base)), ...ownFieldsOf(formOf(now.base)), level: now.base.level, owner_id: now.base.owner_id };
    const change = differing(want, there);
    if (Object.keys(change).length) now.base = await patch<GoalPage>(`/goals/${now.base.id}`, change, now.base.version);
  }

  async function saveCriterion(c: Terms): Promise<void> {
    const base = now.base!, there = base.criteria.find((x) => x.id === c.id);
    if (!there) {
      if (!c.statement.trim()) return;
      const made = await post<Criterion>(`/goals/${base.id}/criteria`, bodyOf(c), c.key);
      base.criteria = [...base.criteria, made];
      write({ ...now.form, criteria: now.form.criteria.map((x) => (x.key === c.key ? { ...x, id: made.id } : x)) });
      return;
    }
    const change = differing(bodyOf(c), bodyOf(termsOf(there)));
    if (Object.keys(change).length === 0) return;
    const made = await patch<Criterion>(`/criteria/${there.id}`, bodyOf(c), there.version);
    base.criteria = base.criteria.map((x) => (x.id === made.id ? made : x));
  }

  /** All that the form says, one after the other; the faults of a criterion are told by its key. */
  async function saveAll(): Promise<Fault[]> {
    const f = now.form, found: Fault[] = [];
    const collect = async (work: () => Promise<void>, name: (field: string) => string) => {
      try { await work(); } catch (e) {
        if (!(e instanceof Problem) || (e.status !== 422 && e.status !== 403)) throw e;
        found.push(...(e.faults.length ? e.faults.map((x) => ({ field: name(x.field), detail: x.detail })) : [{ field: name(''), detail: e.message }]));
      }
    };
    await collect(() => saveGoal(f), (x) => x);
    if (!now.base) return found;
    const ids = new Set(f.criteria.map((c) => c.id));
    for (const c of now.base.criteria) if (!ids.has(c.id)) { await remove(`/criteria/${c.id}`); now.base.criteria = now.base.criteria.filter((x) => x.id !== c.id); }
    for (const c of f.criteria) if (!isBlank(c)) await collect(() => saveCriterion(c), (x) => `${c.key}.${x}`);
    return found;
  }

  async function meet(problem: Problem): Promise<void> {
    const base = now.base!, theirs = await get<GoalPage>(`/goals/${base.id}`).catch(() => null);
    if (!theirs || theirs.state !== 'draft') { setSentence(problem.message); setStatus('gone'); return; }
    const { form: met, both } = merge(formOf(base), now.form, formOf(theirs));
    now.base = theirs;
    write(met);
    if (both.length) { setConflict({ theirs, both }); setStatus('conflict'); } else { setJoined(true); now.dirty = true; setStatus('unsaved'); }
  }

  async function once(): Promise<void> {
    setStatus('saving');
    now.dirty = false;
    try {
      const found = await saveAll();
      now.found = found;
      setFaults(found);
      if (!found.length && !now.dirty) keep(key(now.base!.id), null);
      setStatus(found.length ? 'faulty' : now.dirty ? 'unsaved' : 'saved');
    } catch (e) {
      now.dirty = true;
      const p = e instanceof Problem ? e : new Problem(0, (e as Error).message);
      if (now.base && [404, 409, 412].includes(p.status)) await meet(p);
      else { setSentence(p.message); setStatus('away'); }
    }
  }

  /** Saves what is not saved yet; what comes meanwhile is saved after it. */
  async function flush(): Promise<GoalPage | null> {
    clearTimeout(now.timer);
    while (now.running) await now.running;
    for (let turn = 0; turn < 5 && now.dirty && now.form.title.trim(); turn++) {
      now.running = once().finally(() => { now.running = null; });
      await now.running;
      if (!now.base) break;
    }
    return now.base;
  }

  useEffect(() => {
    if (now.dirty) void flush();
    const leave = (e: BeforeUnloadEvent) => { if (now.running) e.preventDefault(); };
    addEventListener('beforeunload', leave);
    return () => { removeEventListener('beforeunload', leave); clearTimeout(now.timer); if (now.dirty) void flush(); };
  }, []);

  const settle = (next: Form) => { setConflict(null); write(next); now.dirty = true; setStatus('unsaved'); void flush(); };
  return {
    form, set, status, goal: now.base, faults, conflict, joined, sentence, flush,
    keepMine: () => settle(now.form),
    takeTheirs: () => settle({ ...now.form, ...Object.fromEntries(conflict!.both.map((part) => [part, formOf(conflict!.theirs)[part]])) }),
    left: () => now.found,
    forget: () => { keep(key(now.base?.id ?? 'new'), null); now.dirty = false; },
  };
}
