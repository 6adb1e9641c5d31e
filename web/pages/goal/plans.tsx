// The owner's if-then plans for a goal, which nobody else sees: on these days, if this is so, I do that.
import { post, remove } from '../../api';
import { t } from '../../lang';
import { did, me } from '../../state';
import type { GoalPage, Plan } from '../../types';
import { FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import { usePages } from '../../ui/pages';
import { weekdays } from '../../words';

const blank = { days: '', condition: '', text: '' };

function when(p: Plan): string {
  const days = [...(p.days ?? '')].map((d) => weekdays()[Number(d) - 1]).join(', ');
  if (!days) return t('If {condition}:', { condition: p.condition ?? '' });
  return p.condition ? t('{days}, if {condition}:', { days, condition: p.condition }) : t('{days}:', { days });
}

function Plans({ goal }: { goal: GoalPage }) {
  const list = usePages<Plan>(`/goals/${goal.id}/plans`);
  const [form, set, clear] = useDraft(`plan:${me.value!.id}:${goal.id}`, blank);
  const { busy, problem, act } = useAct();
  const add = async () => {
    const body = { days: form.days || null, condition: form.condition || null, text: form.text };
    if (await act(async () => { await post(`/goals/${goal.id}/plans`, body); did(); }, t('It stands on Home when its day comes.'))) clear();
  };
  const turn = (d: string, on: boolean) => set({ days: [...'1234567'].filter((x) => (x === d ? on : form.days.includes(x))).join('') });
  return (
    <section class="plans" aria-labelledby="plans-title"><h2 id="plans-title">{t('If, then')}</h2>
      {list.items?.length ? <ul class="names">{list.items.map((p) => (
        <li key={p.id}><b>{when(p)}</b> {p.text} <button type="button" class="plain" disabled={busy} aria-label={t('Remove: {step}', { step: p.text })} onClick={() => act(async () => { await remove(`/plans/${p.id}`); did(); }, t('Removed.'))}>×</button></li>))}</ul>
        : <p class="hint">{t('“If it is Thursday and no draft exists, I write it before lunch.” Such a plan is kept more often than a good intention. Only you see it.')}</p>}
      <details><summary>{t('Make a plan')}</summary>
        <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
          <FormTrouble problem={problem} shown={['days', 'condition', 'text']} />
          <fieldset class="choices across"><legend>{t('If it is')}</legend>
            {weekdays().map((word, i) => <label key={word}><input type="checkbox" checked={form.days.includes(String(i + 1))} onChange={(e) => turn(String(i + 1), e.currentTarget.checked)} /> {word}</label>)}
            {problem?.of('days') && <p class="fault">{problem.of('days')}</p>}
          </fieldset>
          <Text label={t('and')} hint={t('Such as: no draft exists. May stay open')} name="condition" value={form.condition} onInput={(v) => set({ condition: v })} fault={problem?.of('condition')} />
          <Text label={t('then I')} hint={t('Such as: write it before lunch')} name="text" value={form.text} onInput={(v) => set({ text: v })} fault={problem?.of('text')} />
          <button class="quiet" disabled={busy}>{t('Keep the plan')}</button>
        </form>
      </details>
    </section>
  );
}

export const MyPlans = ({ goal }: { goal: GoalPage }) => (goal.owner_id === me.value!.id && goal.state !== 'closed' ? <Plans goal={goal} /> : null);
