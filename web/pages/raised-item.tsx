// Something that was raised, for the two alone: how to reach the other now, and when it was talked over.
import { useState } from 'preact/hooks';
import { get, post, put, query as q, remove } from '../api';
import { hours, instant } from '../format';
import { t, tx } from '../lang';
import { go, me } from '../state';
import type { PersonPage, RaisedItem } from '../types';
import { FormTrouble, Loading, Trouble, useAct, useLoad } from '../ui/parts';
import { mediumNames } from '../ui/reach';
import { Reaching } from '../ui/reaching';

const HOUR = 3600000;

function Facts({ item, mine }: { item: RaisedItem; mine: boolean }) {
  const took = item.answered_at && Math.round((new Date(item.answered_at).getTime() - new Date(item.created_at).getTime()) / HOUR);
  return (
    <dl class="facts">
      <div><dt>{mine ? t('Raised with') : t('Raised by')}</dt><dd>{mine ? item.to_name : item.from_name}</dd></div>
      <div><dt>{t('When')}</dt><dd>{instant(item.created_at)}</dd></div>
      <div><dt>{t('Medium')}</dt><dd>{mediumNames[item.chosen]}</dd></div>
      {item.suggested !== item.chosen && <div><dt>{t('Suggested was')}</dt><dd>{mediumNames[item.suggested]}</dd></div>}
      {item.goal_id && <div><dt>{t('About')}</dt><dd><a href={`/goals/${item.goal_id}`}>{item.goal_title}</a></dd></div>}
      {item.answered_at && <div><dt>{t('Talked over')}</dt><dd>{t('{when}, after {time}', { when: instant(item.answered_at), time: hours(took || 0) })}</dd></div>}
    </dl>
  );
}

/** The agenda of the next one-to-one, or a first one to plan. */
function Together({ item, person }: { item: RaisedItem; person: PersonPage }) {
  const { busy, problem, act } = useAct();
  const [there, setThere] = useState(false);
  const add = async () => { if (await act(() => post(`/people/${person.id}/agenda`, { text: item.what, goal_id: item.goal_id }), t('It is on the agenda of your next one-to-one with {name}.', { name: person.name }))) setThere(true); };
  if (there) return <p class="hint">{t('It is on the agenda of your next one-to-one with {name}.', { name: person.name })}</p>;
  return (
    <>
      {problem && problem.status !== 409 && <FormTrouble problem={problem} />}
      <div class="acts">
        {problem?.status !== 409 && <button type="button" disabled={busy} onClick={() => void add()}>{t('Put it on the agenda of our next one-to-one')}</button>}
        <a class={problem?.status === 409 ? 'button' : 'button quiet'} href={`/meetings/new${q({ with: person.id, item: item.what })}`}>{t('Find a time for it')}</a>
      </div>
      {problem?.status === 409 && <p class="hint">{t('The two of you have no one-to-one yet.')}</p>}
    </>
  );
}

function Shown({ item, person, again }: { item: RaisedItem; person: PersonPage; again: () => void }) {
  const { busy, problem, act } = useAct();
  const mine = item.from_id === me.value!.id;
  const answer = () => act(() => put(`/raised-items/${item.id}/answer`), t('Good. How long it took is kept, for the two of you.')).then((ok) => { if (ok) again(); });
  const back = () => act(() => remove(`/raised-items/${item.id}`), t('Taken back.')).then((ok) => { if (ok) go('/raised'); });
  return (
    <>
      <p class="hint"><a href="/raised">{t('What was raised')}</a></p>
      <h1>{item.what}</h1>
      <p class="lead">{item.answered_at ? t('Talked over. This record is for the two of you alone.') : mine ? tx('Now reach <b>{name}</b> by the way you chose. This record is for the two of you alone.', { name: person.name }, { b: (inner) => <b>{inner}</b> }) : t('{name} would like to talk this over with you. This record is for the two of you alone.', { name: person.name })}</p>
      <div class="columns">
        <div>
          <Facts item={item} mine={mine} />
          <FormTrouble problem={problem} />
          {!item.answered_at && mine && (item.chosen === 'meeting' || item.chosen === 'call') && <Together item={item} person={person} />}
          {!item.answered_at && <div class="acts">
            <button type="button" class={mine && item.chosen === 'meeting' ? 'quiet' : undefined} disabled={busy} onClick={() => void answer()}>{t('We have talked it over')}</button>
            {mine && <button type="button" class="quiet" disabled={busy} onClick={() => void back()}>{t('Take it back')}</button>}
          </div>}
        </div>
        {!item.answered_at && <aside><Reaching person={person} medium={item.chosen} about={item.what} /></aside>}
      </div>
    </>
  );
}

export default function Page({ id }: { id: number }) {
  const { value, error, again } = useLoad(async () => {
    const item = await get<RaisedItem>(`/raised-items/${id}`);
    return { item, person: await get<PersonPage>(`/people/${item.from_id === me.value!.id ? item.to_id : item.from_id}`) };
  }, [id]);
  if (error) return <Trouble error={error} />;
  return value ? <Shown {...value} again={again} /> : <Loading />;
}
