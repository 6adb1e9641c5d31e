// What is in the way of a goal: told here by its owner, and asked of somebody.
import { useState } from 'preact/hooks';
import { post } from '../../api';
import { t } from '../../lang';
import { did, me, say } from '../../state';
import type { Barrier, BarrierKind, Checkin, Find, GoalPage } from '../../types';
import { BarrierLine, barrierKindWords } from '../../ui/barrier';
import { Choice, FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import { Picker } from '../../ui/picker';

const TEXT_MOST = 2000;

/** The weight of a barrier as two boxes; both have clocks of their own in the framework. */
export function Weights({ important, urgent, set }: { important: boolean; urgent: boolean; set: (change: { important?: boolean; urgent?: boolean }) => void }) {
  return (
    <fieldset class="choices across"><legend>{t('How it weighs')}</legend>
      <label><input type="checkbox" checked={important} onChange={() => set({ important: !important })} /> {t('Important')}</label>
      <label><input type="checkbox" checked={urgent} onChange={() => set({ urgent: !urgent })} /> {t('Urgent')}</label>
    </fieldset>
  );
}
export const kindChoices = (): [string, string][] => (Object.keys(barrierKindWords) as BarrierKind[]).map((k) => [k, barrierKindWords[k]]);

function Telling({ goal, onDone, onCancel }: { goal: GoalPage; onDone: () => void; onCancel: () => void }) {
  const [form, set, clear] = useDraft(`barrier:${me.value!.id}:${goal.id}`, { text: '', kind: 'waiting', criterion: '', important: false, urgent: false });
  const [asked, setAsked] = useState<Pick<Find, 'id' | 'title'> | null>(null);
  const { busy, problem, act } = useAct();
  const name = asked?.title ?? goal.supporter_name;
  const send = async () => {
    const body = { text: form.text, kind: form.kind, criterion_id: form.criterion ? Number(form.criterion) : null, asked_id: asked?.id ?? null,
      importance: form.important ? 'high' : 'low', urgency: form.urgent ? 'high' : 'low' };
    if (await act(() => post(`/goals/${goal.id}/barriers`, body), name ? t('{name} has been asked to help.', { name }) : t('It is told.'))) { clear(); onDone(); }
  };
  const criteria: [string, string][] = [['', t('The whole goal')], ...goal.criteria.map((c): [string, string] => [String(c.id), c.statement])];
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['text', 'kind', 'criterion_id', 'asked_id']} />
      <Text label={t('What is in the way?')} name="barrier-text" rows={3} value={form.text} onInput={(text) => set({ text })} fault={problem?.of('text')} />
      <div class="row">
        <Choice label={t('What kind is it?')} name="barrier-kind" value={form.kind} onInput={(kind) => set({ kind })} options={kindChoices()} fault={problem?.of('kind')} />
        {goal.criteria.length > 1 && <Choice label={t('Of what?')} name="barrier-criterion" value={form.criterion} onInput={(criterion) => set({ criterion })} options={criteria} fault={problem?.of('criterion_id')} />}
      </div>
      <Weights important={form.important} urgent={form.urgent} set={set} />
      <Picker kind="person" name="barrier-asked" label={name ? t('Who could lift it? {name}', { name }) : t('Who could lift it?')} fault={problem?.of('asked_id')} onPick={setAsked} />
      <div class="acts"><button disabled={busy || !form.text.trim()}>{t('Ask for help')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
    </form>
  );
}

/** What a check-in says is in the way, made a barrier by one act; it can be told better afterwards. */
export function MakeBarrier({ checkin, goal }: { checkin: Checkin; goal: GoalPage }) {
  const { busy, act } = useAct();
  const make = async () => {
    const body = { text: checkin.in_the_way!.slice(0, TEXT_MOST), kind: 'other', importance: 'low', urgency: 'low', checkin_id: checkin.id };
    if (!await act(() => post<Barrier>(`/goals/${goal.id}/barriers`, body))) return;
    say(goal.supporter_name ? t('{name} has been asked to help.', { name: goal.supporter_name }) : t('It is told.'));
    did();
  };
  return <button type="button" class="plain" disabled={busy} onClick={() => void make()}>{t('Ask for help with it')}</button>;
}

export function Barriers({ goal, barriers, again }: { goal: GoalPage; barriers: Barrier[]; again: () => void }) {
  const [telling, setTelling] = useState(false);
  const mine = goal.can.includes('check_in');
  const open = barriers.filter((b) => !b.ended_at), ended = barriers.filter((b) => b.ended_at);
  if (!mine && barriers.length === 0) return null;
  return (
    <section aria-labelledby="barriers-title"><h2 id="barriers-title">{t('In the way')}</h2>
      {open.length === 0 && <p class="hint">{mine ? t('Nothing just now. When something is, tell it here: it is asked of somebody who can lift it, and goes on by itself when they do not find the time.') : t('Nothing just now.')}</p>}
      {open.length > 0 && <ul class="list">{open.map((b) => <li key={b.id}><BarrierLine barrier={b} goal={false} /></li>)}</ul>}
      {telling && <Telling goal={goal} onDone={() => { setTelling(false); again(); }} onCancel={() => setTelling(false)} />}
      {mine && !telling && <p><button type="button" class="quiet" onClick={() => setTelling(true)}>{t('Tell what is in the way')}</button></p>}
      {ended.length > 0 && <details><summary>{t('What was in the way ({n})', { n: ended.length })}</summary>
        <ul class="list">{ended.map((b) => <li key={b.id}><BarrierLine barrier={b} goal={false} /></li>)}</ul></details>}
    </section>
  );
}
