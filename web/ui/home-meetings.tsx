// On Home: today's meetings, and what I said in meetings that I will do.
import { patch } from '../api';
import { day, today } from '../format';
import { t } from '../lang';
import { me } from '../state';
import type { Home, MeetingAction } from '../types';
import { useAct } from './parts';

// Home is in the first load, so it says these few words itself and not through meeting-words.ts.
const time = (iso: string) => new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', timeZone: me.value!.zone }).format(new Date(iso));

export function MeetingsToday({ meetings }: { meetings: Home['meetings'] }) {
  if (meetings.length === 0) return null;
  return (
    <section><h2>{t("Today's meetings")}</h2>
      <ul class="list">{meetings.map((m) => (
        <li key={m.id} class="meeting-line"><time dateTime={m.starts_at}>{time(m.starts_at)}</time>
          <div><a class="title" href={`/meetings/${m.id}`}>{m.kind === 'pair' ? t('One-to-one with {name}', { name: m.person_name ?? '' }) : m.title ?? t('{team} meeting', { team: m.team_name ?? '' })}</a>{m.place && <p class="meta"><span class="place">{m.place}</span></p>}</div></li>))}
      </ul>
    </section>
  );
}

function Action({ action: a, again }: { action: MeetingAction; again: () => void }) {
  const { busy, act } = useAct();
  const late = a.due_on !== null && a.due_on < today();
  return (
    <li class="home-line">
      <div><a class="title" href={`/meetings/${a.meeting_id}`}>{a.text}</a>
        {a.due_on && <p class="meta">{late ? t('was due {day}', { day: day(a.due_on) }) : t('by {day}', { day: day(a.due_on) })}</p>}</div>
      <div class="acts"><button type="button" class="quiet" disabled={busy} aria-label={t('Done: {action}', { action: a.text })} onClick={() => act(() => patch(`/meeting-actions/${a.id}`, { done: true }, a.version), t('Done.')).then(again)}>{t('Done')}</button></div>
    </li>
  );
}

export function MyActions({ actions, again }: { actions: Home['actions']; again: () => void }) {
  if (actions.length === 0) return null;
  return <section><h2>{t('Agreed in meetings')}</h2><ul class="list">{actions.map((a) => <Action key={a.id} action={a} again={again} />)}</ul></section>;
}
