// What a goal needs of others: each part is marked as its owner's alone or together with others; what is needed is asked here of a person or
// a team; and what the owner gives to other goals with this one stands beside it.
import { useRef, useState } from 'preact/hooks';
import { post, put } from '../../api';
import { today } from '../../format';
import { t } from '../../lang';
import type { Criterion, Find, GoalPage, Need, Together } from '../../types';
import { NeedLine, whoGives } from '../../ui/need';
import { Choice, FormTrouble, Text, useAct } from '../../ui/parts';
import { Picker } from '../../ui/picker';

const owns = (goal: GoalPage) => goal.can.includes('add_step');
export const togetherChoices = (): [string, string][] => [['', t('Not said')], ['alone', t('Mine alone')], ['together', t('With others')]];
const words = (how: Together) => (how === 'alone' ? t('Done alone') : t('Done with others'));

/** How a criterion is reached: the owner says it at any time, everybody sees it. */
export function HowDone({ criterion: c, goal, needs, again }: { criterion: Criterion; goal: GoalPage; needs: Need[]; again: () => Promise<void> }) {
  const { act } = useAct();
  const [picked, setPicked] = useState<string | null>(null); // until the goal shows it: the choice never jumps back meanwhile
  const last = useRef<Promise<unknown>>(Promise.resolve()); // the arrow keys choose quickly: one after the other, the last holds
  const set = (together: string) => {
    setPicked(together);
    const sent = last.current.then(() => act(async () => { await put(`/criteria/${c.id}/together`, { together: together || null }); await again(); }));
    last.current = sent;
    void sent.then(() => { if (last.current === sent) setPicked(null); });
  };
  const with_ = [...new Set(needs.filter((n) => n.criterion_id === c.id && !n.ended_at).map(whoGives))];
  if (!owns(goal) && !c.together) return null;
  return (
    <div class="how-done">
      {owns(goal)
        ? <label>{t('How I do it')} <select name={`how-${c.id}`} aria-busy={picked !== null} value={picked ?? c.together ?? ''} onChange={(e) => set(e.currentTarget.value)}>{togetherChoices().map(([value, word]) => <option key={value} value={value}>{word}</option>)}</select></label>
        : <span class="mark">{words(c.together!)}</span>}
      {with_.length > 0 && <span class="hint">{t('With {names}', { names: with_.join(', ') })}</span>}
    </div>
  );
}

function Asking({ goal, onDone, onCancel }: { goal: GoalPage; onDone: () => void; onCancel: () => void }) {
  const [form, setForm] = useState({ text: '', due: '', criterion: '', of: 'person' });
  const [asked, setAsked] = useState<Pick<Find, 'id' | 'title'> | null>(null);
  const { busy, problem, act } = useAct();
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const team = form.of === 'team';
  const send = async () => {
    const body = { text: form.text, due_on: form.due || undefined, criterion_id: form.criterion ? Number(form.criterion) : null, [team ? 'team_id' : 'person_id']: asked?.id ?? null };
    if (await act(() => post(`/goals/${goal.id}/needs`, body), asked ? t('{name} has been asked.', { name: asked.title }) : undefined)) onDone();
  };
  const criteria: [string, string][] = [['', t('The whole goal')], ...goal.criteria.map((c): [string, string] => [String(c.id), c.statement])];
  const label = team ? (asked ? t('Which team? {name}', { name: asked.title }) : t('Which team?')) : (asked ? t('Who? {name}', { name: asked.title }) : t('Who?'));
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['text', 'due_on', 'criterion_id', 'person_id', 'team_id']} />
      <Text label={t('What is needed?')} name="need-text" rows={3} value={form.text} onInput={(text) => set({ text })} fault={problem?.of('text')} />
      <div class="row">
        <Text label={t('By when?')} name="need-due" type="date" min={today()} value={form.due} onInput={(due) => set({ due })} fault={problem?.of('due_on')} />
        {goal.criteria.length > 1 && <Choice label={t('For what part?')} name="need-criterion" value={form.criterion} onInput={(criterion) => set({ criterion })} options={criteria} fault={problem?.of('criterion_id')} />}
      </div>
      <fieldset class="choices across"><legend>{t('Of whom?')}</legend>
        <label><input type="radio" name="need-of" checked={!team} onChange={() => { set({ of: 'person' }); setAsked(null); }} /> {t('A person')}</label>
        <label><input type="radio" name="need-of" checked={team} onChange={() => { set({ of: 'team' }); setAsked(null); }} /> {t('A team')}</label>
      </fieldset>
      <Picker key={form.of} kind={team ? 'team' : 'person'} name="need-asked" label={label} hint={team ? t('Its lead is told; anybody in the team can take it.') : undefined} fault={problem?.of(team ? 'team_id' : 'person_id') ?? problem?.of('person_id')} onPick={setAsked} />
      <div class="acts"><button disabled={busy || !form.text.trim()}>{t('Ask for it')}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
    </form>
  );
}

export function Needs({ goal, needs, again }: { goal: GoalPage; needs: Need[]; again: () => void }) {
  const [asking, setAsking] = useState(false);
  const mine = owns(goal) && (goal.state === 'proposed' || goal.state === 'active');
  const open = needs.filter((n) => !n.ended_at), ended = needs.filter((n) => n.ended_at);
  const ours = open.filter((n) => n.goal_id === goal.id), theirs = open.filter((n) => n.goal_id !== goal.id);
  const part = (n: Need) => (goal.criteria.length > 1 ? goal.criteria.find((c) => c.id === n.criterion_id)?.statement : undefined);
  if (!mine && needs.length === 0) return null;
  const lines = (list: Need[]) => <ul class="list">{list.map((n) => <li key={n.id}><NeedLine need={n} from={goal.id} part={n.goal_id === goal.id ? part(n) : undefined} /></li>)}</ul>;
  return (
    <section aria-labelledby="needs-title"><h2 id="needs-title">{t('Together with others')}</h2>
      {ours.length === 0 && <p class="hint">{mine ? t('Nothing is asked of others just now. When a part of this goal needs somebody, ask them here, with a day: they accept it, suggest another day, or decline with a reason.') : t('Nothing is asked of others just now.')}</p>}
      {ours.length > 0 && lines(ours)}
      {asking && <Asking goal={goal} onDone={() => { setAsking(false); again(); }} onCancel={() => setAsking(false)} />}
      {mine && !asking && <p><button type="button" class="quiet" onClick={() => setAsking(true)}>{t('Ask others for something')}</button></p>}
      {theirs.length > 0 && <><h3>{t('What it gives to other goals')}</h3>{lines(theirs)}</>}
      {ended.length > 0 && <details><summary>{t('What was needed ({n})', { n: ended.length })}</summary>{lines(ended)}</details>}
    </section>
  );
}
