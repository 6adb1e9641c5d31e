// Times at which all who meet are free, the best first, each with why: within the hours of all, or who takes an early or late one.
import { useState } from 'preact/hooks';
import { post } from '../api';
import { t } from '../lang';
import { me } from '../state';
import type { MeetingTimeOffer, MeetingTimes } from '../types';
import { timeOfDay } from './local-time';
import { dayOf, hoursOf, zoneWords } from './meeting-words';
import { FormTrouble, useAct } from './parts';

type Whom = { person_ids: number[] } | { team_id: number } | { series_id: number };

function why(p: MeetingTimeOffer['people'][number]): string {
  const values = { name: p.person_id === me.value!.id ? t('me') : p.name, time: timeOfDay(p.minute), n: p.lately };
  return p.outside === 'early'
    ? t('Early for {name} ({time}), who met outside working hours {n, plural, =0 {not once} one {# time} other {# times}} lately.', values)
    : t('Late for {name} ({time}), who met outside working hours {n, plural, =0 {not once} one {# time} other {# times}} lately.', values);
}

function Offer({ offer: o, minutes, choose }: { offer: MeetingTimeOffer; minutes: number; choose: () => void }) {
  const apart = o.people.filter((p) => p.zone !== me.value!.zone);
  return (
    <li>
      <button type="button" class="quiet" onClick={choose}>{dayOf(o.starts_at)}, {hoursOf({ starts_at: o.starts_at, minutes })}</button>
      <p class="hint">
        {o.suits_all ? t('Within the working hours of all.') : o.people.filter((p) => p.outside !== 'no').map(why).join(' ')}
        {apart.length > 0 && <> {apart.slice(0, 6).map((p) => t('{name}: {time} in {city}.', { name: p.name, time: timeOfDay(p.minute), city: zoneWords(p.zone) })).join(' ')}</>}
      </p>
    </li>
  );
}

export function FindTime({ whom, minutes, from, choose }: { whom: Whom; minutes: number; from?: string; choose: (iso: string) => void }) {
  const [found, setFound] = useState<MeetingTimes['times'] | null>(null);
  const { busy, problem, act } = useAct();
  const find = () => act(async () => setFound((await post<MeetingTimes>('/meeting-times', { ...whom, minutes, ...(from ? { from_on: from } : {}) })).times));
  return (
    <div class="find-time">
      <p><button type="button" class="quiet" disabled={busy} onClick={() => void find()}>{busy ? t('One moment …') : t('Find a time for all')}</button></p>
      <FormTrouble problem={problem} />
      {found && found.length === 0 && <p class="hint" role="status">{t('In these two weeks there is no time at which all are free. Try a later first day, or a shorter meeting.')}</p>}
      {found && found.length > 0 && (
        <>
          <p class="hint" role="status">{t('Times at which all are free. Where no hour suits all, whoever met early or late least often comes first.')}</p>
          <ul class="offers">{found.map((o) => <Offer key={o.starts_at} offer={o} minutes={minutes} choose={() => { choose(o.starts_at); setFound(null); }} />)}</ul>
        </>
      )}
    </div>
  );
}
