// A check-in in under a minute: last values are there already, everything but the confidence may be left as it is. What is written
// is kept in this browser until it has been sent.
import { useEffect, useRef } from 'preact/hooks';
import { post } from '../api';
import { confidenceShapes, confidenceWords } from '../words';
import { day, today } from '../format';
import { t } from '../lang';
import { me } from '../state';
import type { Checkin, Confidence, Criterion, GoalPage } from '../types';
import { numeric, typed } from './numeric';
import { Field, FormTrouble, Text, useAct, useDraft } from './parts';
import { inWords, valueWords, type Words } from './terms';

interface Draft { values: Record<string, string>; confidence: Confidence | ''; moved: string; next: string; in_the_way: string; checked_on: string }
const confidences: Confidence[] = ['on_track', 'at_risk', 'off_track'];

interface OfValue { c: Criterion; value: string; onInput: (v: string) => void; words: Words; fault?: string }

function Choices({ c, value, onInput, words, fault }: OfValue) {
  const name = `v${c.id}`;
  const options: [string, string, string | null][] = [['0', t('Not yet'), null], ['1', words.good, c.good_means ?? c.statement], ['2', words.excellent, c.excellent_means]];
  return (
    <fieldset class="choices" aria-describedby={fault ? `${name}-fault` : undefined}><legend>{c.statement}</legend>
      {options.map(([v, word, means]) => (
        <label key={v}><input type="radio" id={v === '0' ? `f-${name}` : undefined} name={name} checked={value === v} aria-invalid={fault ? true : undefined} onChange={() => onInput(v)} /> {word}{means && <span class="means">: {means}</span>}</label>))}
      {fault && <p class="fault" id={`${name}-fault`}>{fault}</p>}
    </fieldset>
  );
}

function Milestones({ c, value, onInput, words, fault }: OfValue) {
  return (
    <Field label={c.statement} hint={t('How far, in their order')} name={`v${c.id}`} fault={fault}>
      {(a) => <select {...a} value={value} onChange={(e) => onInput(e.currentTarget.value)}>
        <option value="0">{t('None yet')}</option>
        {c.milestones.map((m, i) => <option key={i} value={String(i + 1)}>{i + 1}: {m}{i + 1 === c.good ? ` (${words.good})` : i + 1 === c.excellent ? ` (${words.excellent})` : ''}</option>)}
      </select>}
    </Field>
  );
}

function Value(props: OfValue) {
  const { c, value, onInput, words, fault } = props;
  if (inWords(c)) return <Choices {...props} />;
  if (c.kind === 'milestones') return <Milestones {...props} />;
  const unit = c.kind === 'percent' ? '%' : c.unit;
  const hint = t('{good} is {a}, {excellent} is {b}', { good: words.good, a: valueWords(c, c.good, words), excellent: words.excellent.toLowerCase(), b: valueWords(c, c.excellent, words) });
  return <Text label={unit ? `${c.statement} (${unit})` : c.statement} hint={hint} name={`v${c.id}`} value={value} onInput={onInput} inputMode="decimal" autocomplete="off" fault={fault} />;
}

function Confidences({ value, onInput, fault }: { value: Confidence | ''; onInput: (c: Confidence) => void; fault?: string }) {
  return (
    <fieldset class="choices across" aria-describedby={fault ? 'confidence-fault' : undefined}><legend>{t('How sure are you to get there?')}</legend>
      {confidences.map((c, i) => (
        <label key={c}><input type="radio" id={i === 0 ? 'f-confidence' : undefined} name="confidence" required checked={value === c} onChange={() => onInput(c)} /> <span aria-hidden="true">{confidenceShapes[c]}</span> {confidenceWords[c]}</label>))}
      {fault && <p class="fault" id="confidence-fault">{fault}</p>}
    </fieldset>
  );
}

/** What the form begins with: the last values, or the check-in that is corrected. */
function beginning(goal: GoalPage, corrects: Checkin | null): Draft {
  if (corrects) {
    const { confidence, moved, next, in_the_way, checked_on } = corrects;
    return { values: Object.fromEntries(corrects.values.map((v) => [v.criterion_id, typed(v.value)])), confidence, moved: moved ?? '', next: next ?? '', in_the_way: in_the_way ?? '', checked_on };
  }
  const values = Object.fromEntries(goal.criteria.map((c) => [c.id, typed(c.value ?? c.start ?? 0)]));
  return { values, confidence: goal.confidence ?? '', moved: '', next: '', in_the_way: '', checked_on: '' };
}

export function CheckIn({ goal, good, excellent, corrects, onDone, onCancel }: { goal: GoalPage; good: string; excellent: string; corrects: Checkin | null; onDone: () => void; onCancel: () => void }) {
  const first = beginning(goal, corrects), words = { good, excellent };
  const [draft, set, clear, found] = useDraft<Draft>(`checkin:${me.value!.id}:${goal.id}:${corrects?.id ?? 'new'}`, first);
  const { busy, problem, act } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const values = { ...first.values, ...draft.values };
  const asked = goal.criteria.filter((c) => c.id in values); // a correction speaks of what the check-in spoke of
  useEffect(() => { if (problem?.faults.length) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(); }, [problem]);
  const send = async () => {
    if (busy) return;
    const done = await act(() => post<Checkin>(`/goals/${goal.id}/checkins`, {
      confidence: draft.confidence || undefined, moved: draft.moved || null, next: draft.next || null, in_the_way: draft.in_the_way || null,
      ...(draft.checked_on ? { checked_on: draft.checked_on } : {}),
      ...(corrects ? { corrects_id: corrects.id } : {}),
      values: asked.map((c) => ({ criterion_id: c.id, value: numeric(values[c.id] ?? '') })),
    }), corrects ? t('Corrected. The earlier one stays to be seen.') : t('Checked in. Thank you.'));
    if (done) { clear(); onDone(); }
  };
  const shown = ['confidence', 'moved', 'next', 'in_the_way', 'checked_on', ...asked.map((_, i) => `values[${i}].value`)];
  return (
    <form class="panel check-in" ref={form} aria-label={t('Check in')} onSubmit={(e) => { e.preventDefault(); void send(); }}
      onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); } }}>
      <h2>{corrects ? t('Correct the check-in of {day}', { day: day(corrects.checked_on) }) : t('Check in')}</h2>
      {found && <p class="hint">{t('What you began is still here.')} <button type="button" class="plain" onClick={clear}>{t('Start anew')}</button></p>}
      <FormTrouble problem={problem} shown={shown} />
      {asked.map((c, i) => <Value key={c.id} c={c} words={words} value={values[c.id] ?? ''} onInput={(v) => set({ values: { ...values, [c.id]: v } })} fault={problem?.of(`values[${i}].value`)} />)}
      <Confidences value={draft.confidence} onInput={(c) => set({ confidence: c })} fault={problem?.of('confidence')} />
      <Text label={t('What moved?')} name="moved" rows={2} value={draft.moved} onInput={(v) => set({ moved: v })} fault={problem?.of('moved')} />
      <Text label={t('What is next?')} name="next" rows={2} value={draft.next} onInput={(v) => set({ next: v })} fault={problem?.of('next')} />
      <Text label={t('What is in the way?')} name="in_the_way" rows={2} value={draft.in_the_way} onInput={(v) => set({ in_the_way: v })} fault={problem?.of('in_the_way')} />
      <details class="later" open={!!problem?.of('checked_on') || !!draft.checked_on}><summary>{t('It was on another day')}</summary>
        <Text label={t('Day')} name="checked_on" type="date" max={today()} value={draft.checked_on} onInput={(v) => set({ checked_on: v })} fault={problem?.of('checked_on')} />
      </details>
      <div class="acts"><button disabled={busy}>{busy ? t('Saving …') : corrects ? t('Correct it') : t('Check in')}</button> <button type="button" class="quiet" onClick={onCancel}>{t('Later')}</button><span class="hint">{t('Ctrl + Enter sends it')}</span></div>
    </form>
  );
}
