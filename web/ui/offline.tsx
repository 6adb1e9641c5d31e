// What is said while the network is away, and what waits to be sent when it is back.
import { useEffect, useState } from 'preact/hooks';
import { get } from '../api';
import { instant } from '../format';
import { t } from '../lang';
import { asOf, away, begunCheckins } from '../offline';
import { did, me, open, say } from '../state';
import type { GoalPage } from '../types';

const BEGUN_MOST = 5;

/** Above every page. */
export function Away() {
  useEffect(() => {
    const back = () => {
      did(); // pages load anew, and hear whether the server answers
      if (me.value && begunCheckins(me.value.id).length > 0) say(t('You are back. A check-in that you began waits on Home to be sent.'));
    };
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, []);
  return (
    <div role="status" class={away.value ? 'away' : 'unseen'}>
      {away.value && (
        <>
          <p>
            {asOf.value ? t('You are offline. This is what Waymark last said, {when}.', { when: instant(asOf.value) }) : t('Waymark cannot be reached just now.')}
            {' '}{t('What you write in a check-in is kept on this device.')}
          </p>
          <button type="button" class="quiet" onClick={did}>{t('Try again')}</button>
        </>
      )}
    </div>
  );
}

/** Check-ins that were begun in this browser and not sent. */
export function Begun({ turn }: { turn: number }) {
  const [goals, setGoals] = useState<GoalPage[]>([]);
  useEffect(() => {
    let current = true;
    const ids = begunCheckins(me.value!.id).slice(0, BEGUN_MOST);
    void Promise.allSettled(ids.map((id) => get<GoalPage>(`/goals/${id}`))).then((all) => {
      if (current) setGoals(all.flatMap((one) => (one.status === 'fulfilled' && one.value.can.includes('check_in') ? [one.value] : [])));
    });
    return () => { current = false; };
  }, [turn]);
  if (goals.length === 0) return null;
  return (
    <section>
      <h2>{t('Begun and not sent')}</h2>
      <ul class="list">{goals.map((g) => (
        <li key={g.id} class="home-line">
          <div>
            <a class="title" href={`/goals/${g.id}`}>{g.title}</a>
            <p class="meta">{t('Your check-in is kept in this browser.')}</p>
          </div>
          <div class="acts">
            <button type="button" class="quiet" aria-label={t('Go on with the check-in: {title}', { title: g.title })}
              onClick={() => open({ show: 'check-in', goal: g.id })}>{t('Go on')}</button>
          </div>
        </li>))}
      </ul>
    </section>
  );
}
