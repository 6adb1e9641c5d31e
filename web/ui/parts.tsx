// Small parts that every page uses.
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api';
import { confidenceShapes, confidenceWords, paceWords, stateWords } from '../words';
import type { Confidence, Goal, Pace, State } from '../types';
import { day, score } from '../format';
import { t, tx } from '../lang';
import { done, me, say } from '../state';

export const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
export const Loading = () => <p class="loading" role="status">{t('One moment …')}</p>;

export function Trouble({ error }: { error: Error }) {
  const gone = error instanceof Problem && error.status === 404;
  return (
    <section class="empty">
      <h1>{gone ? t('There is nothing here') : t('That did not work')}</h1>
      <p>{gone ? t('It does not exist, or it is not open to you.') : error.message}</p>
      <p>
        <a class="button" href="/">{t('Home')}</a>{' '}
        {!gone && <button type="button" class="quiet" onClick={() => location.reload()}>{t('Try again')}</button>}
      </p>
    </section>
  );
}

/** Loads something and keeps it; `again` loads it anew, and ends when what is shown is new. */
export function useLoad<T>(load: () => Promise<T>, on: unknown[]): { value: T | null; error: Error | null; again: () => Promise<void> } {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [turn, setTurn] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  useLayoutEffect(() => { // not useEffect, which would wait for a frame before it asks
    let current = true;
    load().then((v) => { if (current) { setValue(v); setError(null); } }, (e) => { if (current) setError(e); })
      .finally(() => { if (current) for (const end of waiting.current.splice(0)) end(); });
    return () => { current = false; };
  }, [...on, turn, done.value]);
  return { value, error, again: () => new Promise((end) => { waiting.current.push(end); setTurn((t) => t + 1); }) };
}

export function Title({ children }: { children: ComponentChildren }) {
  return <h1 tabIndex={-1}>{children}</h1>;
}

/** `whole`: it is all there is of the page, so it says the page's heading. */
export function Empty({ title, whole, children }: { title: string; whole?: boolean; children: ComponentChildren }) {
  return <div class="empty">{whole ? <h1>{title}</h1> : <p class="title">{title}</p>}{children}</div>;
}

export const StateMark = ({ state }: { state: State }) => <span class={`mark state-${state}`}>{stateWords[state]}</span>;
export const ConfidenceMark = ({ confidence }: { confidence: Confidence | null }) =>
  confidence ? <span class={`mark ${confidence}`}><span aria-hidden="true">{confidenceShapes[confidence]}</span> {confidenceWords[confidence]}</span> : null;
export const PaceMark = ({ pace }: { pace: Pace | null }) => (pace ? <span class={`mark ${pace}`}>{paceWords[pace]}</span> : null);

/** A goal in a list: title, who, when, where it stands. */
export function GoalLine({ goal, owner = true }: { goal: Goal; owner?: boolean }) {
  return (
    <div class="goal-line">
      <a class="title" href={`/goals/${goal.id}`}>{goal.title}</a>
      <div class="meta">
        {goal.state !== 'active' && <StateMark state={goal.state} />}
        <ConfidenceMark confidence={goal.state === 'active' ? goal.confidence : null} />
        {goal.stale && <span class="mark stale">{t('No recent check-in')}</span>}
        {goal.serves_nothing && <span class="mark alone">{t('Serves nothing yet')}</span>}
        {goal.score !== null && <span class="score">{tx('<unseen>Score</unseen> {score}', { score: score(goal.score) }, { unseen: (inner) => <span class="unseen">{inner}</span> })}</span>}
        {owner && <a href={`/people/${goal.owner_id}`}>{goal.owner_name}</a>}
        {goal.team_name && <a href={`/teams/${goal.team_id}`}>{goal.team_name}</a>}
        <span>{t('due {day}', { day: day(goal.due_on) })}</span>
      </div>
    </div>
  );
}

/** A form field with its label, hint and fault, tied together for everybody. */
export function Field({ label, hint, fault, children, name }: {
  label: string; hint?: string; fault?: string; name: string;
  children: (attributes: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }) => ComponentChildren;
}) {
  const id = `f-${name}`;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div class={`field ${fault ? 'faulty' : ''}`}>
      <label for={id}>{label}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children({ id, 'aria-describedby': described, 'aria-invalid': fault ? true : undefined })}
      {fault && <p class="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}

export function Text({ label, hint, fault, name, value, onInput, rows, type, ...rest }: {
  label: string; hint?: string; fault?: string; name: string; value: string; onInput: (v: string) => void; rows?: number;
  type?: string; required?: boolean; autocomplete?: string; min?: string; max?: string; step?: string; inputMode?: 'decimal' | 'email' | 'text'; maxLength?: number;
}) {
  return (
    <Field label={label} hint={hint} fault={fault} name={name}>
      {(a) => rows
        ? <textarea {...a} rows={rows} value={value} onInput={(e) => onInput(e.currentTarget.value)} />
        : <input {...a} {...rest} type={type as "text"} value={value} onInput={(e) => onInput(e.currentTarget.value)} />}
    </Field>
  );
}

export function Choice({ label, hint, fault, name, value, onInput, options }: {
  label: string; hint?: string; fault?: string; name: string; value: string; onInput: (v: string) => void; options: [string, string][];
}) {
  return (
    <Field label={label} hint={hint} fault={fault} name={name}>
      {(a) => (
        <select {...a} value={value} onChange={(e) => onInput(e.currentTarget.value)}>
          {options.map(([v, word]) => <option key={v} value={v}>{word}</option>)}
        </select>
      )}
    </Field>
  );
}

/** The faults that belong to no field shown, and the sentence. */
export function FormTrouble({ problem, shown = [] }: { problem: Problem | null; shown?: string[] }) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => { if (problem) at.current?.focus(); }, [problem]);
  if (!problem) return null;
  const rest = problem.faults.filter((f) => !shown.includes(f.field));
  return (
    <div class="trouble" role="alert" tabIndex={-1} ref={at}>
      <p>{problem.message}</p>
      {rest.length > 0 && <ul>{rest.map((f) => <li key={f.field}>{f.detail}</li>)}</ul>}
    </div>
  );
}

/** Runs an act, says how it went, and tells a form its faults. */
export function useAct(): {
  busy: boolean; problem: Problem | null; act: (work: () => Promise<unknown>, done?: string) => Promise<boolean>; clear: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return {
    busy, problem, clear: () => setProblem(null),
    act: async (work, thanks) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
        if (thanks) say(thanks);
        return true;
      } catch (e) {
        const p = e instanceof Problem ? e : new Problem(0, (e as Error).message);
        setProblem(p);
        say(p.message, true);
        return false;
      } finally { setBusy(false); }
    },
  };
}

/** A text that is kept in this browser until it has been sent. */
export function useDraft<T extends object>(key: string, initial: T): [T, (change: Partial<T>) => void, () => void, boolean] {
  const kept = () => { try { return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null; } catch { return null; } };
  const [found] = useState(() => kept() !== null);
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept() }));
  const set = (change: Partial<T>) => setValue((v) => {
    const next = { ...v, ...change };
    try { localStorage.setItem(key, JSON.stringify(next)); } catch { /* a full or forbidden store only costs the draft */ }
    return next;
  });
  const clear = () => { localStorage.removeItem(key); setValue(initial); };
  return [value, set, clear, found];
}

/** The same for words alone: what they are, how they change, and what lets them go once they were sent. */
export function useWords(key: string, initial = ''): [string, (text: string) => void, () => void] {
  const [{ text }, set, clear] = useDraft(`words:${me.value!.id}:${key}`, { text: initial });
  return [text, (next) => set({ text: next }), clear];
}

export function More({ next, load }: { next: string | null; load: (cursor: string) => Promise<void> }) {
  const { busy, act } = useAct();
  if (!next) return null;
  return (
    <p class="more">
      <button type="button" class="quiet" disabled={busy} onClick={() => act(() => load(next))}>{busy ? t('One moment …') : t('Show more')}</button>
    </p>
  );
}
