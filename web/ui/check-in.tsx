// A check-in in under a minute: last values are there already, everything but the confidence may be left as it is. What is written
// is kept in this browser until it has been sent.
import { post } from '../api';
import { confidenceShapes, confidenceWords } from '../words';
import { day, today } from '../format';
import { me } from '../state';
import type { Checkin, Confidence, Criterion, GoalPage } from '../types';
import { Field, FormTrouble, Text, useAct, useDraft } from './parts';

interface Draft { values: Record<string, string>; confidence: Confidence | ''; moved: string; next: string; in_the_way: string; checked_on: string }
const confidences: Confidence[] = ['on_track', 'at_risk', 'off_track'];

function Value({ c, value, onInput, good, excellent, fault }: { c: Criterion; value: string; onInput: (v: string) => void; good: string; excellent: string; fault?: string }) {
  if (c.kind === 'done' || c.kind === 'rubric') {
    const options: [string, string][] = [['0', 'Not yet'], ['1', `${good}: ${c.good_means ?? c.statement}`], ['2', `${excellent}: ${c.excellent_means}`]];
    return (
      <fieldset class="choices"><legend>{c.statement}</legend>
        {options.map(([v, word]) => <label key={v}><input type="radio" name={`v${c.id}`} checked={value === v} onChange={() => onInput(v)} /> {word}</label>)}
        {fault && <p class="fault">{fault}</p>}
      </fieldset>
    );
  }
  if (c.kind === 'milestones') {
    return (
      <Field label={c.statement} hint="How many have been reached, in their order" name={`v${c.id}`} fault={fault}>
        {(a) => <select {...a} value={value} onChange={(e) => onInput(e.currentTarget.value)}>
          <option value="0">None yet</option>
          {c.milestones.map((m, i) => <option key={i} value={String(i + 1)}>{i + 1}: {m}</option>)}
        </select>}
      </Field>
    );
  }
  return <Text label={`${c.statement}${c.unit ? ` (${c.unit})` : c.kind === 'percent' ? ' (%)' : ''}`} name={`v${c.id}`} value={value} onInput={onInput} inputMode="decimal" fault={fault} />;
}

/** What the form begins with: the last values, or the check-in that is corrected. */
function beginning(goal: GoalPage, corrects: Checkin | null): Draft {
  if (corrects) {
    const { confidence, moved, next, in_the_way, checked_on } = corrects;
    return { values: Object.fromEntries(corrects.values.map((v) => [v.criterion_id, String(v.value)])), confidence, moved: moved ?? '', next: next ?? '', in_the_way: in_the_way ?? '', checked_on };
  }
  const values = Object.fromEntries(goal.criteria.map((c) => [c.id, String(c.value ?? c.start ?? 0)]));
  return { values, confidence: goal.confidence ?? '', moved: '', next: '', in_the_way: '', checked_on: '' };
}

export function CheckIn({ goal, good, excellent, corrects, onDone, onCancel }: { goal: GoalPage; good: string; excellent: string; corrects: Checkin | null; onDone: () => void; onCancel: () => void }) {
  const first = beginning(goal, corrects);
  const [draft, set, clear, found] = useDraft<Draft>(`checkin:${me.value!.id}:${goal.id}:${corrects?.id ?? 'new'}`, first);
  const { busy, problem, act } = useAct();
  const values = { ...first.values, ...draft.values };
  const asked = goal.criteria.filter((c) => c.id in values); // a correction speaks of what the check-in spoke of
  const send = async () => {
    const done = await act(() => post<Checkin>(`/goals/${goal.id}/checkins`, {
      confidence: draft.confidence || undefined, moved: draft.moved || null, next: draft.next || null, in_the_way: draft.in_the_way || null,
      ...(draft.checked_on ? { checked_on: draft.checked_on } : {}),
      ...(corrects ? { corrects_id: corrects.id } : {}),
      values: asked.map((c) => ({ criterion_id: c.id, value: numeric(values[c.id] ?? '') })),
    }), corrects ? 'Corrected. The earlier one stays to be seen.' : 'Checked in. Thank you.');
    if (done) { clear(); onDone(); }
  };
  const shown = ['confidence', 'moved', 'next', 'in_the_way', 'checked_on', ...asked.map((_, i) => `values[${i}].value`)];
  return (
    <form class="panel check-in" aria-label="Check in" onSubmit={(e) => { e.preventDefault(); void send(); }} onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); } }}>
      <h2>{corrects ? `Correct the check-in of ${day(corrects.checked_on)}` : 'Check in'}</h2>
      {found && <p class="hint">What you began is still here.</p>}
      <FormTrouble problem={problem} shown={shown} />
      {asked.map((c, i) => <Value key={c.id} c={c} good={good} excellent={excellent} value={values[c.id] ?? ''} onInput={(v) => set({ values: { ...values, [c.id]: v } })} fault={problem?.of(`values[${i}].value`)} />)}
      <fieldset class="choices across"><legend>How sure are you to get there?</legend>
        {confidences.map((c) => <label key={c}><input type="radio" name="confidence" required checked={draft.confidence === c} onChange={() => set({ confidence: c })} /> <span aria-hidden="true">{confidenceShapes[c]}</span> {confidenceWords[c]}</label>)}
        {problem?.of('confidence') && <p class="fault">{problem.of('confidence')}</p>}
      </fieldset>
      <Text label="What moved?" name="moved" rows={2} value={draft.moved} onInput={(v) => set({ moved: v })} fault={problem?.of('moved')} />
      <Text label="What is next?" name="next" rows={2} value={draft.next} onInput={(v) => set({ next: v })} fault={problem?.of('next')} />
      <Text label="What is in the way?" name="in_the_way" rows={2} value={draft.in_the_way} onInput={(v) => set({ in_the_way: v })} fault={problem?.of('in_the_way')} />
      <details class="later" open={!!problem?.of('checked_on')}><summary>It was on another day</summary>
        <Text label="Day" name="checked_on" type="date" max={today()} value={draft.checked_on} onInput={(v) => set({ checked_on: v })} fault={problem?.of('checked_on')} />
      </details>
      <div class="acts"><button disabled={busy}>{busy ? 'Saving …' : corrects ? 'Correct it' : 'Check in'}</button> <button type="button" class="quiet" onClick={onCancel}>Later</button><span class="hint">Ctrl + Enter sends it</span></div>
    </form>
  );
}

/** What somebody types as a number, "1,5" and "1 000" too; text that is none goes to the server, which says so kindly. */
export function numeric(text: string): number | string | null {
  const t = text.replace(/[\s\u00a0\u202f']/g, '');
  if (t === '') return null;
  const plain = /^-?\d+,\d+$/.test(t) ? t.replace(',', '.') : t;
  const n = Number(plain);
  return Number.isFinite(n) ? n : text;
}
