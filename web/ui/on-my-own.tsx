// Said to the person alone, kindly: by Waymark's records they seem to be on their own. Two people to get to know, and it can be put away.
import { get, put } from '../api';
import { t, tx } from '../lang';
import type { Isolation } from '../types';
import { useAct, useLoad } from './parts';

export function OnMyOwn({ again }: { again: () => void }) {
  const { value } = useLoad(() => get<Isolation>('/isolation'), []);
  const { busy, act } = useAct();
  if (!value || !value.alone) return null;
  const away = () => act(() => put('/isolation/dismissal'), t('Put away.')).then((ok) => { if (ok) again(); });
  return (
    <section class="panel" aria-labelledby="alone-title">
      <h2 id="alone-title">{t('Working on your own at the moment?')}</h2>
      <p>{t('For some weeks ({n}) Waymark has known of no one-to-one of yours, no goal linked with another one, and nothing asked or answered. It may well be just right, and there is much that Waymark does not see. Nobody else is told.', { n: value.weeks })}</p>
      {value.introductions.length > 0 && (
        <>
          <p>{t('Should you feel like it, here is somebody to get to know:')}</p>
          <ul class="list">{value.introductions.map((i) => (
            <li key={i.person_id} class="home-line">
              <div><a class="title" href={`/people/${i.person_id}`}>{i.person_name}</a>
                <p class="meta"><span>{i.reason}</span> <a href={`/goals/${i.goal_id}`}>{i.goal_title}</a></p></div>
              <div class="acts"><a class="button quiet" href={`/raise?with=${i.person_id}&goal=${i.goal_id}`} aria-label={t('Say hello to {name}', { name: i.person_name })}>{t('Say hello')}</a></div>
            </li>))}
          </ul>
        </>
      )}
      <p class="hint">{tx('You can also <a>say what your goals serve</a>: that shows you to those who work on the same.', {}, { a: (inner) => <a href="/goals?view=mine">{inner}</a> })}</p>
      <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={() => void away()}>{t('Put this away')}</button></div>
    </section>
  );
}
