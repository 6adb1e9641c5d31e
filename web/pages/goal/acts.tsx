// What one can do with a goal: propose, take back, change, close, open again, hand over, throw away. What can be taken back is
// offered to be taken back instead of asked about first.
import { useState } from 'preact/hooks';
import { get, post, put, remove } from '../../api';
import { t } from '../../lang';
import { did, go, loadMe, me, say } from '../../state';
import type { Criterion, Find, GoalPage, Outcome } from '../../types';
import { Dialog } from '../../ui/dialog';
import { FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import { Picker } from '../../ui/picker';
import { outcomeWords } from '../../words';

type Asking = 'close' | 'reopen' | 'hand-over' | 'hand-back' | 'discard' | null;
interface Ask { goal: GoalPage; onDone: () => void; onCancel: () => void }

export function Closing({ goal, onDone, onCancel }: Ask) {
  const [{ outcome, reason }, set, clear] = useDraft<{ outcome: Outcome | ''; reason: string }>(`close:${me.value!.id}:${goal.id}`, { outcome: '', reason: '' });
  const { busy, problem, act } = useAct();
  const send = async () => {
    if (!await act(() => put(`/goals/${goal.id}/closure`, { outcome: outcome || undefined, reason }))) return;
    clear();
    say(t('Closed.'), { undo: () => put(`/goals/${goal.id}/reopening`, { reason: t('Closed by mistake.') }) });
    onDone();
  };
  return (
    <Dialog label={t('Close this goal')} onClose={onCancel}>
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <h2>{t('Close this goal')}</h2>
        <FormTrouble problem={problem} shown={['reason', 'outcome']} />
        <fieldset class="choices across"><legend>{t('How did it end?')}</legend>
          {(Object.keys(outcomeWords) as Outcome[]).map((o) => <label key={o}><input type="radio" name="outcome" required checked={outcome === o} onChange={() => set({ outcome: o })} /> {outcomeWords[o]}</label>)}
          {problem?.of('outcome') && <p class="fault">{problem.of('outcome')}</p>}
        </fieldset>
        <Text label={t('What led to this?')} hint={t('About the work, so that others can learn from it')} name="reason" rows={3} value={reason} onInput={(v) => set({ reason: v })} fault={problem?.of('reason')} />
        <div class="acts"><button disabled={busy}>{t('Close the goal')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
      </form>
    </Dialog>
  );
}

function Reopening({ goal, onDone, onCancel }: Ask) {
  const [{ reason }, set, clear] = useDraft(`reopen:${me.value!.id}:${goal.id}`, { reason: '' });
  const { busy, problem, act } = useAct();
  const { outcome, closing_reason } = goal;
  const send = async () => {
    if (!await act(() => put(`/goals/${goal.id}/reopening`, { reason }))) return;
    clear();
    say(t('It is open again.'), { undo: () => put(`/goals/${goal.id}/closure`, { outcome, reason: closing_reason }) });
    onDone();
  };
  return (
    <Dialog label={t('Open this goal again')} onClose={onCancel}>
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <h2>{t('Open this goal again')}</h2>
        <p class="hint">{t('It goes on as it was: criteria, check-ins and dates stay, and the next check-in is asked for anew.')}</p>
        <FormTrouble problem={problem} shown={['reason']} />
        <Text label={t('Why does it go on?')} name="reopen-reason" rows={2} value={reason} onInput={(v) => set({ reason: v })} fault={problem?.of('reason')} />
        <div class="acts"><button disabled={busy}>{t('Open it again')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
      </form>
    </Dialog>
  );
}

function HandOver({ goal, back, onDone, onCancel }: Ask & { back: boolean }) {
  const [to, setTo] = useState<Pick<Find, 'id' | 'title'> | null>(back ? { id: goal.handed_from!, title: goal.handed_from_name! } : null);
  const [{ reason }, set, clear] = useDraft(`hand-over:${me.value!.id}:${goal.id}`, { reason: '' });
  const { busy, problem, act } = useAct();
  const send = async () => {
    if (await act(() => put(`/goals/${goal.id}/owner`, { owner_id: to?.id, reason }), t('Handed over to {name}.', { name: to?.title ?? '' }))) { clear(); onDone(); }
  };
  return (
    <Dialog label={t('Hand this goal over')} onClose={onCancel}>
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <h2>{t('Hand this goal over')}</h2>
        <p class="hint">{t('Its history stays with it. From then on only the new owner can change it; they are asked to accept it.')}</p>
        <FormTrouble problem={problem} shown={['reason', 'owner_id']} />
        <Picker kind="person" label={to ? t('To whom? {name}', { name: to.title }) : t('To whom?')} name="new-owner" fault={problem?.of('owner_id')} onPick={setTo} />
        <Text label={t('Why?')} name="hand-over-reason" rows={2} value={reason} onInput={(v) => set({ reason: v })} fault={problem?.of('reason')} />
        <div class="acts"><button disabled={busy || !to}>{t('Hand it over')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
      </form>
    </Dialog>
  );
}

function Discarding({ onDone, onCancel }: Ask) {
  return (
    <Dialog label={t('Throw this draft away?')} onClose={onCancel}>
      <h2>{t('Throw this draft away?')}</h2>
      <p>{t('Somebody else wrote it for you. It cannot be brought back.')}</p>
      <div class="acts"><button type="button" onClick={onDone}>{t('Throw away')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Keep it')}</button></div>
    </Dialog>
  );
}

function termsOf(c: Criterion): Partial<Criterion> {
  const { statement, kind, unit, start, good, excellent, good_means, excellent_means, milestones, weight } = c;
  return { statement, kind, unit, start, good, excellent, good_means, excellent_means, weight, ...(kind === 'milestones' ? { milestones } : {}) };
}

/** Writes a draft anew that was thrown away: it gets another number, and is otherwise as it was. */
async function recreate(g: GoalPage): Promise<void> {
  const { title, why, leaves_out, level, owner_id, team_id, period_id, starts_on, due_on, priority, counts_serving, serves } = g;
  const saved = await post<GoalPage>('/goals', { title, why, leaves_out, level, owner_id, team_id, period_id, starts_on, due_on, priority, counts_serving, serves, supporter_id: g.supporter_chosen ? g.supporter_id : null });
  for (const c of g.criteria) await post(`/goals/${saved.id}/criteria`, termsOf(c));
  if (g.owner_id === me.value!.id) for (const s of g.steps) await post(`/goals/${saved.id}/steps`, { text: s.text, due_on: s.due_on, done: s.done });
  go(`/goals/${saved.id}`);
}

function proposeWords(goal: GoalPage): string {
  if (goal.owner_id !== me.value!.id) return t('Propose to {name}', { name: goal.owner_name });
  return goal.supporter_id ? t('Propose to {name}', { name: goal.supporter_name! }) : t('Start');
}

export function Acts({ goal, checkIn, again }: { goal: GoalPage; checkIn: (() => void) | null; again: () => void }) {
  const [asking, setAsking] = useState<Asking>(null);
  const { busy, problem, act, clear } = useAct();
  const can = (what: string) => goal.can.includes(what), id = goal.id, open = goal.state === 'active' || goal.state === 'proposed';
  const fresh = () => { setAsking(null); clear(); again(); void loadMe(); };
  const propose = async () => {
    let after: GoalPage | undefined;
    if (!await act(async () => { after = await put<GoalPage>(`/goals/${id}/proposal`); })) return;
    if (after!.state === 'active') say(t('It is active now.'));
    else say(t('Proposed to {name}.', { name: after!.waits_for_name! }), { undo: () => remove(`/goals/${id}/proposal`) });
    fresh();
  };
  const withdraw = async () => {
    if (!await act(() => remove(`/goals/${id}/proposal`))) return;
    say(t('It is a draft again.'), { undo: () => put(`/goals/${id}/proposal`) });
    fresh();
  };
  const discard = async () => {
    setAsking(null);
    if (!await act(() => remove(`/goals/${id}`))) return;
    const mine = goal.started_by === me.value!.id;
    say(t('The draft is gone.'), mine ? { undo: () => recreate(goal) } : false);
    go('/goals?view=mine');
    did();
  };
  const take = async () => { if (await act(() => put(`/goals/${id}/acceptance`), t('Accepted. It is your goal now.'))) fresh(); };
  const ask = { goal, onDone: fresh, onCancel: () => setAsking(null) };
  return (
    <>
      {problem && <FormTrouble problem={problem} />}
      {can('accept') && (
        <section class="panel" aria-labelledby="take-title">
          <h2 id="take-title">{t('This goal came to you from {name}', { name: goal.handed_from_name! })}</h2>
          <p class="hint">{t('It goes on meanwhile. Accept it, hand it back with a few words, or hand it on to somebody who fits better.')}</p>
          <div class="acts">
            <button type="button" disabled={busy} onClick={() => void take()}>{t('Accept')}</button>
            <button type="button" class="quiet" onClick={() => setAsking('hand-back')}>{t('Hand it back')}</button>
          </div>
        </section>
      )}
      <div class="acts">
        {checkIn && <button type="button" onClick={checkIn}>{t('Check in')}</button>}
        {can('propose') && <button type="button" disabled={busy} onClick={propose}>{proposeWords(goal)}</button>}
        {can('edit') && goal.state === 'draft' && <a class="button quiet" href={`/goals/${id}/edit`}>{t('Edit')}</a>}
        {can('change') && <a class="button quiet" href={`/goals/${id}/edit`}>{t('Change, with a reason')}</a>}
        {open && <a class="button quiet" href={`/goals/new?serves=${id}`}>{t('Write a goal that serves this')}</a>}
        {can('withdraw') && <button type="button" class="quiet" disabled={busy} onClick={withdraw}>{t('Take the proposal back')}</button>}
        {can('hand_over') && goal.state !== 'draft' && <button type="button" class="quiet" onClick={() => setAsking('hand-over')}>{t('Hand over')}</button>}
        {can('close') && <button type="button" class="quiet" onClick={() => setAsking('close')}>{t('Close this goal')}</button>}
        {can('reopen') && <button type="button" class="quiet" onClick={() => setAsking('reopen')}>{t('Open again')}</button>}
        {goal.state === 'closed' && <a class="button quiet" href={`/goals/new?from=${id}`}>{t('Start again from this one')}</a>}
        {can('delete') && <button type="button" class="quiet" disabled={busy} onClick={() => (goal.started_by === me.value!.id ? void discard() : setAsking('discard'))}>{t('Throw away')}</button>}
      </div>
      {asking === 'close' && <Closing {...ask} />}
      {asking === 'reopen' && <Reopening {...ask} />}
      {(asking === 'hand-over' || asking === 'hand-back') && <HandOver {...ask} back={asking === 'hand-back'} />}
      {asking === 'discard' && <Discarding {...ask} onDone={discard} />}
    </>
  );
}

/** The newest of what stands behind a list, for a page that shows it whole. */
export const newest = <T,>(path: string) => get<{ items: T[]; next: string | null }>(`${path}${path.includes('?') ? '&' : '?'}limit=200`);
