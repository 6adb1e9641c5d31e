// Milestones in their order, each a line; which of them is good, and which excellent. Enter adds a line below, Backspace in an empty
// one takes it away, Alt with the arrows moves it.
import { useRef } from 'preact/hooks';
import { t } from '../../lang';
import type { Words } from '../../ui/terms';
import type { Terms } from './model';

const MOST = 50; // as the server allows

export function Milestones({ value: c, name, words, onInput, fault }: { value: Terms; name: string; words: Words; onInput: (change: Partial<Terms>) => void; fault: (f: string) => string | undefined }) {
  const at = useRef<HTMLFieldSetElement>(null);
  const lines = c.milestones.length ? c.milestones : ['', '', ''];
  const focus = (i: number) => { requestAnimationFrame(() => at.current?.querySelectorAll<HTMLInputElement>('input[type="text"]')[i]?.focus()); };
  const write = (next: string[]) => onInput({ milestones: next });
  const add = (i: number) => { if (lines.length < MOST) { write([...lines.slice(0, i), '', ...lines.slice(i)]); focus(i); } };
  const drop = (i: number) => {
    const counts = (v: string) => (Number(v) === i + 1 ? '' : Number(v) > i + 1 ? String(Number(v) - 1) : v);
    onInput({ milestones: lines.filter((_, k) => k !== i), good: counts(c.good), excellent: counts(c.excellent) });
    focus(Math.max(0, i - 1));
  };
  const move = (i: number, to: number) => {
    if (to < 0 || to >= lines.length) return;
    const next = [...lines];
    [next[i], next[to]] = [next[to]!, next[i]!];
    write(next);
    focus(to);
  };
  const key = (e: KeyboardEvent, i: number) => {
    if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) { e.preventDefault(); add(i + 1); }
    else if (e.key === 'Backspace' && !lines[i] && lines.length > 1) { e.preventDefault(); drop(i); }
    else if (e.altKey && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) { e.preventDefault(); move(i, i + (e.key === 'ArrowUp' ? -1 : 1)); }
  };
  const levels: ['good' | 'excellent', string][] = [['good', words.good], ['excellent', words.excellent]];
  return (
    <fieldset class="milestone-list" ref={at}><legend>{t('Milestones, in their order')}</legend>
      <p class="hint">{t('Enter adds one below. Mark with which one it is good, and with which excellent.')}</p>
      <ol>{lines.map((line, i) => (
        <li key={i}>
          <input type="text" id={i === 0 ? `f-${name}milestones` : undefined} value={line} aria-label={t('Milestone {n}', { n: i + 1 })} onKeyDown={(e) => key(e, i)} onInput={(e) => write(lines.map((l, k) => (k === i ? e.currentTarget.value : l)))} />
          {levels.map(([level, word]) => (
            <label key={level}><input type="radio" name={`${name}${level}`} checked={c[level] === String(i + 1)} aria-label={t('{level} with milestone {n}', { level: word, n: i + 1 })} onChange={() => onInput({ milestones: lines, [level]: String(i + 1) })} /> <span aria-hidden="true">{word}</span></label>))}
          <button type="button" class="plain" disabled={lines.length === 1} aria-label={t('Remove milestone {n}', { n: i + 1 })} onClick={() => drop(i)}>×</button>
        </li>))}
      </ol>
      {['milestones', 'good', 'excellent'].map((f) => fault(f) && <p class="fault" key={f}>{fault(f)}</p>)}
      <button type="button" class="plain" onClick={() => add(lines.length)}>{t('Add a milestone')}</button>
    </fieldset>
  );
}
