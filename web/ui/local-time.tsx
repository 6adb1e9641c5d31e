// The time where somebody is, and when they work, beside the reader's own. Said from the hours that they wrote down; Waymark does
// not know who is at their desk.
import { useEffect, useState } from 'preact/hooks';
import { weekday } from '../format';
import { locale, t } from '../lang';
import { me } from '../state';
import type { Person } from '../types';
import { offset } from './meeting-words';

const DAY = 1440;

const time = (zone: string, at: Date) => new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);
export const timeOfDay = (minute: number) => time('UTC', new Date(Date.UTC(2024, 0, 1, 0, ((minute % DAY) + DAY) % DAY)));

/** 'Mon to Fri', or the days one by one. */
export function workDays(days: string): string {
  const names = [...days].map((d) => weekday(Number(d) - 1));
  return days.length > 2 && '1234567'.includes(days) ? t('{first} to {last}', { first: names[0]!, last: names.at(-1)! }) : names.join(', ');
}

function worksNow(p: Person, at: Date): boolean {
  const there = new Date(at.getTime() + offset(p.zone, at) * 60000), minute = there.getUTCHours() * 60 + there.getUTCMinutes();
  return p.work_days.includes(String(there.getUTCDay() || 7)) && minute >= p.work_from && minute < p.work_until;
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => { const timer = setInterval(() => setNow(new Date()), 20000); return () => clearInterval(timer); }, []);
  return now;
}

/** 'It is 16:40 for Jun, 22:40 for you', and when they work in both. */
export function LocalTime({ person }: { person: Person }) {
  const now = useNow(), self = me.value!, mine = person.id === self.id;
  const apart = offset(self.zone, now) - offset(person.zone, now);
  const theirs = { from: timeOfDay(person.work_from), until: timeOfDay(person.work_until) };
  const yours = { from: timeOfDay(person.work_from + apart), until: timeOfDay(person.work_until + apart) };
  return (
    <section class="local-time">
      <h2>{t('When')}</h2>
      {!mine && (
        <p class="clock">{apart === 0 ? t('It is {time} for {name} and for you', { time: time(person.zone, now), name: person.name })
          : t('It is {time} for {name}, {yours} for you', { time: time(person.zone, now), name: person.name, yours: time(self.zone, now) })}</p>
      )}
      <p>{t('Works {days}, {from} to {until}', { days: workDays(person.work_days), ...theirs })}
        {apart !== 0 && <span class="hint"> {t('({from} to {until} for you)', yours)}</span>}</p>
      <p class="hint">{!mine && <>{worksNow(person, now) ? t('Within their working hours now') : t('Outside their working hours now')} · </>}{person.zone.replaceAll('_', ' ')}</p>
    </section>
  );
}
