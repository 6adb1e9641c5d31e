// Changing an active goal: with a reason, all at once. What is typed stays in this browser until it has been sent.
import { patch, post } from '../../api';
import { t } from '../../lang';
import { go, me } from '../../state';
import type { GoalPage, Period } from '../../types';
import { FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import type { Words } from '../../ui/terms';
import { bodyOf, fieldsOf, formOf, isBlank, ownFieldsOf, termsOf, type Form } from './model';
import { Criteria, More, Section, Serves, TeamChoice, What, When, latestForm } from './sections';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What differs from the goal as it is: the fields, then the criteria that change, are new or dropped, with the key of each. */
function changesOf(goal: GoalPage, form: Form): { changes: Record<string, unknown>; keys: (string | null)[] } {
  const was = fieldsOf(formOf(goal)), now = fieldsOf(form), changes: Record<string, unknown> = {};
  for (const k of Object.keys(now)) if (!same(was[k], now[k])) changes[k] = now[k];
  const there = new Set(form.criteria.map((c) => c.id)), criteria: Record<string, unknown>[] = [], keys: (string | null)[] = [];
  for (const c of goal.criteria) if (!there.has(c.id)) { criteria.push({ id: c.id, dropped: true }); keys.push(null); }
  for (const c of form.criteria) {
    const old = goal.criteria.find((x) => x.id === c.id);
    if (isBlank(c) || (old && same(bodyOf(termsOf(old)), bodyOf(c)))) continue;
    criteria.push({ ...(old ? { id: old.id } : {}), ...bodyOf(c) });
    keys.push(c.key);
  }
  if (criteria.length) changes.criteria = criteria;
  return { changes, keys };
}

export function Change({ goal, periods, words }: { goal: GoalPage; periods: Period[]; words: Words }) {
  const first = formOf(goal);
  const [form, set, clear, found] = useDraft<Form>(`goal-change:${me.value!.id}:${goal.id}:${goal.version}`, first);
  latestForm.current = form;
  const { busy, problem, act } = useAct();
  const { changes, keys } = changesOf(goal, form);
  const fault = (field: string) => {
    const at = keys.findIndex((k) => k !== null && field.startsWith(`${k}.`));
    return at < 0 ? problem?.of(field) ?? problem?.of(`changes.${field}`) : problem?.of(`changes.criteria[${at}]${field.slice(keys[at]!.length)}`);
  };
  const part = { form, set, fault };
  const send = async () => {
    const own = ownFieldsOf(form);
    const done = await act(async () => {
      let version = goal.version;
      if (!same(own, ownFieldsOf(first))) version = (await patch<GoalPage>(`/goals/${goal.id}`, own, version)).version;
      if (Object.keys(changes).length || same(own, ownFieldsOf(first))) await post(`/goals/${goal.id}/changes`, { reason: form.reason, changes });
    }, t('Changed. Those near this goal are told.'));
    if (done) { clear(); go(`/goals/${goal.id}`); }
  };
  const shown = ['title', 'why', 'leaves_out', 'team_id', 'period_id', 'starts_on', 'due_on', 'serves'].map((s) => `changes.${s}`);
  const ofCriteria = keys.flatMap((_, i) => ['statement', 'unit', 'start', 'good', 'excellent', 'good_means', 'excellent_means', 'milestones', 'weight'].map((x) => `changes.criteria[${i}].${x}`));
  return (
    <form class="goal-form change-form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <h1>{t('Change this goal')}</h1>
      {found && <p class="hint">{t('What you had begun is still here.')} <button type="button" class="plain" onClick={clear}>{t('Start anew')}</button></p>}
      <p class="notice">{t('A goal may change on the way. Say why; both versions stay, and those who serve it or are served by it are told.')}</p>
      <FormTrouble problem={problem} shown={['reason', 'supporter_id', 'priority', ...shown, ...ofCriteria]} />
      <Text label={t('Why does it change?')} name="reason" rows={2} value={form.reason} onInput={(v) => set({ reason: v })} fault={fault('reason')} />
      <Section id="criteria" n={1} title={t('What do {good} and {excellent} look like?', { good: words.good.toLowerCase(), excellent: words.excellent.toLowerCase() })}><Criteria {...part} words={words} kindStays /></Section>
      <Section id="when" n={2} title={t('When?')}><When {...part} periods={periods} /></Section>
      <Section id="what" n={3} title={t('What and why')}><What {...part} /></Section>
      <Section id="aim" n={4} title={t('What does it serve?')}><Serves {...part} /><TeamChoice {...part} /><More {...part} /></Section>
      <div class="acts"><button disabled={busy}>{busy ? t('Saving …') : t('Change it')}</button><a class="button quiet" href={`/goals/${goal.id}`}>{t('Not now')}</a></div>
    </form>
  );
}
