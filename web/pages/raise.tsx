// Raise something: what, with whom, how important and urgent; which medium fits and why, with the other's time and contact points beside
// it. A short record stays for the two.
import { useEffect, useState } from 'preact/hooks';
import { get, post, query as q } from '../api';
import { t, tx } from '../lang';
import { go, me } from '../state';
import type { GoalPage, Medium, MediumAdvice, PersonPage, RaisedItem } from '../types';
import { FormTrouble, Loading, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { media, mediumNames } from '../ui/reach';
import { Reaching } from '../ui/reaching';

type Weight = RaisedItem['importance'];
interface Raising { what: string; importance: Weight; urgency: Weight; bad_news: boolean }

function Weigh({ legend, name, words, value, onInput }: { legend: string; name: string; words: [string, string]; value: Weight; onInput: (v: Weight) => void }) {
  return (
    <fieldset class="choices across"><legend>{legend}</legend>
      {(['low', 'high'] as Weight[]).map((w, i) => <label key={w}><input type="radio" name={name} checked={value === w} onChange={() => onInput(w)} /> {words[i]}</label>)}
    </fieldset>
  );
}

function Advice({ advice, chosen, choose }: { advice: MediumAdvice; chosen: Medium; choose: (m: Medium) => void }) {
  return (
    <fieldset class="panel medium"><legend>{t('By which medium?')}</legend>
      <div role="status"><p><b>{t('Best here: {medium}', { medium: mediumNames[advice.medium] })}</b></p>
        <ul>{advice.reasons.map((r) => <li key={r}>{r}</li>)}</ul></div>
      <div class="choices">
        {media.map((m) => <label key={m}><input type="radio" name="chosen" checked={chosen === m} onChange={() => choose(m)} /> {mediumNames[m]}</label>)}
      </div>
      {chosen !== advice.medium && <p class="hint">{t('You know them better than a table does. Both are kept, so that the organisation can learn where the table is wrong.')}</p>}
    </fieldset>
  );
}

function Form({ person, goal }: { person: PersonPage; goal: GoalPage | null }) {
  const [form, set, clear] = useDraft<Raising>(`raise:${me.value!.id}:${person.id}:${goal?.id ?? 0}`, { what: '', importance: 'low', urgency: 'low', bad_news: false });
  const [advice, setAdvice] = useState<MediumAdvice | null>(null), [own, setOwn] = useState<Medium | null>(null);
  const { busy, problem, act } = useAct();
  const { importance, urgency, bad_news } = form;
  useEffect(() => {
    let current = true;
    get<MediumAdvice>(`/people/${person.id}/medium${q({ importance, urgency, bad_news })}`).then((a) => { if (current) setAdvice(a); }, () => undefined);
    return () => { current = false; };
  }, [person.id, importance, urgency, bad_news]);
  const chosen = own ?? advice?.medium ?? 'note';
  const send = () => act(async () => {
    const item = await post<RaisedItem>('/raised-items', { ...form, to_id: person.id, goal_id: goal?.id ?? null, chosen });
    clear();
    go(`/raised/${item.id}`);
  });
  return (
    <div class="columns">
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <p>{tx('With <a>{name}</a>', { name: person.name }, { a: (inner) => <a href={`/people/${person.id}`}>{inner}</a> })} · <a href={`/raise${q({ goal: goal?.id })}`}>{t('with somebody else')}</a></p>
        {goal && <p class="hint">{tx('About <a>{title}</a>', { title: goal.title }, { a: (inner) => <a href={`/goals/${goal.id}`}>{inner}</a> })}</p>}
        <FormTrouble problem={problem} shown={['what']} />
        <Text label={t('What is it, in a line?')} hint={t('Only the two of you will see it')} name="what" value={form.what} onInput={(what) => set({ what })} fault={problem?.of('what')} />
        <Weigh legend={t('How much does it matter?')} name="importance" words={[t('A little'), t('Much')]} value={importance} onInput={(v) => set({ importance: v })} />
        <Weigh legend={t('How soon is it needed?')} name="urgency" words={[t('It can wait'), t('Soon')]} value={urgency} onInput={(v) => set({ urgency: v })} />
        <p><label class="check"><input type="checkbox" checked={bad_news} onChange={(e) => set({ bad_news: e.currentTarget.checked })} /> {t('It is bad news for them')}</label></p>
        {advice && <Advice advice={advice} chosen={chosen} choose={setOwn} />}
        <div class="acts"><button disabled={busy}>{t('Raise it, and show me how to reach them')}</button></div>
      </form>
      <aside><Reaching person={person} medium={chosen} about={form.what} /></aside>
    </div>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const to = Number(query.get('with')) || 0, about = Number(query.get('goal')) || 0;
  const { value, error } = useLoad(async () => {
    const [person, goal] = await Promise.all([to ? get<PersonPage>(`/people/${to}`) : null, about ? get<GoalPage>(`/goals/${about}`) : null]);
    return { person, goal };
  }, [to, about]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  return (
    <>
      <h1>{t('Raise something')}</h1>
      <p class="lead">{t('Say what it is and how much it presses; Waymark says which way of talking fits.')}</p>
      {value.person && value.person.id !== me.value!.id
        ? <Form key={value.person.id} person={value.person} goal={value.goal} />
        : <Picker kind="person" label={t('With whom?')} name="with" onPick={(f) => go(`/raise${q({ with: f.id, goal: about || undefined })}`)} />}
      <p><a href="/raised">{t('What was raised')}</a></p>
    </>
  );
}
