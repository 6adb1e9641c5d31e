// The owner's own path: steps in their order, with a day where that helps, done or not.
import { useState } from 'preact/hooks';
import { patch, post, remove } from '../../api';
import { day, today } from '../../format';
import { t } from '../../lang';
import { say } from '../../state';
import type { GoalPage, Step } from '../../types';
import { Choice, FormTrouble, Text, useAct, useWords } from '../../ui/parts';
import { togetherChoices } from './needs';

function Editing({ step, onDone }: { step: Step; onDone: () => void }) {
  const [text, setText] = useState(step.text);
  const [due, setDue] = useState(step.due_on ?? '');
  const [together, setTogether] = useState<string>(step.together ?? '');
  const { busy, problem, act } = useAct();
  const save = async () => { if (await act(() => patch(`/steps/${step.id}`, { text, due_on: due || null, together: together || null }, step.version), t('Saved.'))) onDone(); };
  return (
    <form class="step-edit" onSubmit={(e) => { e.preventDefault(); void save(); }} onKeyDown={(e) => { if (e.key === 'Escape') onDone(); }}>
      <FormTrouble problem={problem} shown={['text', 'due_on']} />
      <Text label={t('Step')} name={`step-${step.id}`} value={text} onInput={setText} fault={problem?.of('text')} />
      <Text label={t('By')} name={`step-due-${step.id}`} type="date" value={due} onInput={setDue} fault={problem?.of('due_on')} />
      <Choice label={t('How I do it')} name={`step-how-${step.id}`} value={together} onInput={setTogether} options={togetherChoices()} />
      <div class="acts"><button disabled={busy}>{t('Save')}</button><button type="button" class="quiet" onClick={onDone}>{t('Not now')}</button></div>
    </form>
  );
}

interface Row { step: Step; i: number; n: number; mine: boolean; busy: boolean; toggle: () => void; move: (by: number) => void; drop: () => void; edit: () => void }

function StepRow({ step: s, i, n, mine, busy, toggle, move, drop, edit }: Row) {
  const late = !s.done && s.due_on !== null && s.due_on < today();
  return (
    <li class={s.done ? 'done' : ''}>
      <label><input type="checkbox" checked={s.done} disabled={!mine || busy} onChange={toggle} /> <span>{s.text}</span>
        {s.together && <span class="hint"> {s.together === 'alone' ? t('alone') : t('with others')}</span>}
        {s.due_on && <span class={`hint ${late ? 'late' : ''}`}> {late ? t('was due {day}', { day: day(s.due_on) }) : t('by {day}', { day: day(s.due_on) })}</span>}</label>
      {mine && (
        <span class="row-acts">
          <button type="button" class="plain" disabled={busy || i === 0} aria-label={t('Move up: {step}', { step: s.text })} onClick={() => move(-1)}>↑</button>
          <button type="button" class="plain" disabled={busy || i === n - 1} aria-label={t('Move down: {step}', { step: s.text })} onClick={() => move(1)}>↓</button>
          <button type="button" class="plain" disabled={busy} aria-label={t('Change: {step}', { step: s.text })} onClick={edit}>✎</button>
          <button type="button" class="plain" disabled={busy} aria-label={t('Remove: {step}', { step: s.text })} onClick={drop}>×</button>
        </span>)}
    </li>
  );
}

function Add({ goal, again }: { goal: GoalPage; again: () => Promise<void> }) {
  const [text, setText, sent] = useWords(`step:${goal.id}`);
  const [due, setDue] = useState('');
  const { busy, problem, act } = useAct();
  const add = async () => {
    if (text.trim() && await act(() => post(`/goals/${goal.id}/steps`, { text, due_on: due || null }).then(again))) { sent(); setDue(''); }
  };
  return (
    <form class="step-add" onSubmit={(e) => { e.preventDefault(); void add(); }}>
      <Text label={t('Next step')} name="step" value={text} onInput={setText} fault={problem?.of('text')} />
      <div class="inline"><Text label={t('By, if it has a day')} name="step-due" type="date" value={due} onInput={setDue} fault={problem?.of('due_on')} /><button class="quiet" disabled={busy}>{t('Add')}</button></div>
    </form>
  );
}

/** While a change is on its way nothing else can be changed: places are known again once the goal was read anew. */
export function Steps({ goal, again }: { goal: GoalPage; again: () => Promise<void> }) {
  const [editing, setEditing] = useState(0);
  const { busy, act } = useAct();
  const mine = goal.can.includes('add_step'), n = goal.steps.length;
  if (!mine && n === 0) return null;
  const toggle = (s: Step) => act(() => patch(`/steps/${s.id}`, { done: !s.done }, s.version).then(again));
  const move = async (s: Step, i: number, by: number) => {
    const button = document.activeElement as HTMLElement | null;
    await act(() => patch(`/steps/${s.id}`, { position: i + 1 + by }, s.version).then(again));
    button?.focus();
  };
  const drop = async (s: Step, i: number) => {
    if (!await act(() => remove(`/steps/${s.id}`).then(again))) return;
    say(t('The step is gone.'), { undo: () => post(`/goals/${goal.id}/steps`, { text: s.text, due_on: s.due_on, together: s.together, done: s.done, position: i + 1 }) });
  };
  return (
    <section aria-labelledby="steps-title"><h2 id="steps-title">{t('The path')}</h2>
      {n === 0 && <p class="hint">{t('Steps are yours alone: how you want to get there. Add the first one.')}</p>}
      {n > 0 && <p class="hint">{t('{done} of {n, plural, one {# step} other {# steps}} done', { done: goal.steps.filter((s) => s.done).length, n })}</p>}
      <ol class="steps">{goal.steps.map((s, i) => (editing === s.id
        ? <li key={s.id}><Editing step={s} onDone={() => { setEditing(0); void again(); }} /></li>
        : <StepRow key={s.id} step={s} i={i} n={n} mine={mine} busy={busy} toggle={() => toggle(s)} move={(by) => move(s, i, by)} drop={() => drop(s, i)} edit={() => setEditing(s.id)} />))}
      </ol>
      {mine && <Add goal={goal} again={again} />}
    </section>
  );
}
