// How often one checks in on this goal. Its owner may ask more of themselves; what others would like is a wish, shown to them and the owner.
import { useState } from 'preact/hooks';
import { get, put, remove } from '../../api';
import { t } from '../../lang';
import { did, me } from '../../state';
import type { GoalPage, GoalRhythm } from '../../types';
import { FormTrouble, Text, useAct, useLoad, useWords } from '../../ui/parts';
import { numeric } from '../../ui/numeric';

const every = (n: number) => t('{n, plural, one {every day} other {every # days}}', { n });

function Own({ goal, rhythm }: { goal: GoalPage; rhythm: GoalRhythm }) {
  const [days, setDays] = useState(String(rhythm.own_days ?? ''));
  const { busy, problem, act } = useAct();
  const save = (own: number | null) => act(async () => { await put(`/goals/${goal.id}/rhythm`, { own_days: own }); did(); }, t('Saved.'));
  return (
    <details><summary>{t('Check in more often')}</summary>
      <form onSubmit={(e) => { e.preventDefault(); void save(days.trim() ? numeric(days) as number : null); }}>
        <FormTrouble problem={problem} shown={['own_days']} />
        <Text label={t('Days from one check-in to the next, for me')} hint={t('The framework says {n}; you can ask yourself for more. Empty: as the framework says.', { n: rhythm.framework_days })}
          name="own_days" inputMode="decimal" value={days} onInput={setDays} fault={problem?.of('own_days')} />
        <button class="quiet" disabled={busy}>{t('Save')}</button>
      </form>
    </details>
  );
}

function Wish({ goal, rhythm }: { goal: GoalPage; rhythm: GoalRhythm }) {
  const mine = rhythm.wishes[0];
  const [days, setDays] = useState(String(mine?.days ?? '')), [reason, setReason, sent] = useWords(`wish:${goal.id}`, mine?.reason ?? '');
  const { busy, problem, act } = useAct();
  const save = () => act(async () => { await put(`/goals/${goal.id}/rhythm-wish`, { days: numeric(days), reason }); sent(); did(); }, t('{name} sees your wish, and decides.', { name: goal.owner_name }));
  const drop = () => act(async () => { await remove(`/goals/${goal.id}/rhythm-wish`); setDays(''); sent(); did(); }, t('Taken back.'));
  return (
    <details><summary>{mine ? t('You would like to hear {often}', { often: every(mine.days) }) : t('I would like to hear of it more often')}</summary>
      <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
        <p class="hint">{t('It is a wish: {name} decides, and nothing becomes due by it. Only you two see it.', { name: goal.owner_name })}</p>
        <FormTrouble problem={problem} shown={['days', 'reason']} />
        <Text label={t('Days from one check-in to the next')} name="days" inputMode="decimal" value={days} onInput={setDays} fault={problem?.of('days')} />
        <Text label={t('What would it help you with?')} name="reason" rows={2} value={reason} onInput={setReason} fault={problem?.of('reason')} />
        <div class="acts"><button class="quiet" disabled={busy}>{t('Say so')}</button>{mine && <button type="button" class="quiet" disabled={busy} onClick={drop}>{t('Take it back')}</button>}</div>
      </form>
    </details>
  );
}

export function Rhythm({ goal }: { goal: GoalPage }) {
  const { value } = useLoad(() => get<GoalRhythm>(`/goals/${goal.id}/rhythm`), [goal.id, goal.version]);
  if (!value) return null;
  const mine = goal.owner_id === me.value!.id;
  return (
    <section class="rhythm" aria-labelledby="rhythm-title"><h2 id="rhythm-title">{t('Rhythm')}</h2>
      <p>{t('A check-in {often}.', { often: every(value.days) })}</p>
      {mine && value.wishes.map((w) => (
        <p key={w.person_id} class="notice">{t('{name} would like to hear of it {often}: “{reason}” You decide.', { name: w.person_name, often: every(w.days), reason: w.reason })}</p>))}
      {mine ? <Own key={value.own_days} goal={goal} rhythm={value} /> : <Wish key={value.wishes[0]?.created_at} goal={goal} rhythm={value} />}
    </section>
  );
}
