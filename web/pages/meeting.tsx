// One meeting: what we want to talk about, what we note, what we do next. Only those who are in it see any of it.
import { useRef } from 'preact/hooks';
import { get, patch, put } from '../api';
import { t, tx } from '../lang';
import { me } from '../state';
import type { Attendee, Beside, MeetingPage } from '../types';
import { dayOf, hoursIn, hoursOf, howOften, shortDayOf, titleOf, zoneWords } from '../ui/meeting-words';
import { Loading, Trouble, useLoad } from '../ui/parts';
import { SavedText } from '../ui/saved-text';
import { Acts } from './meeting/acts';
import { Actions } from './meeting/actions';
import { Agenda } from './meeting/agenda';
import { Changes } from './meeting/changes';

const Place = ({ place }: { place: string }) => (/^https?:\/\/\S+$/.test(place) ? <a href={place} target="_blank" rel="noreferrer">{place}</a> : <>{place}</>);

function Notes({ meeting }: { meeting: MeetingPage }) {
  const version = useRef(meeting.version);
  version.current = Math.max(version.current, meeting.version);
  const taken = (m: MeetingPage) => { version.current = m.version; return m.notes ?? ''; };
  const path = `/meetings/${meeting.id}`, mine = `${me.value!.id}:meeting:${meeting.id}`;
  const pair = meeting.kind === 'pair';
  return (
    <section class="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">{t('Notes')}</h2>
      <SavedText label={t('What all of us note')} hint={pair ? t('You two read and write this, and nobody else.') : t('Everybody in the meeting reads and writes this.')} name="notes" keptAs={`notes:${mine}`} text={meeting.notes ?? ''}
        save={async (text) => taken(await patch<MeetingPage>(path, { notes: text.trim() || null }, version.current))} load={async () => taken(await get<MeetingPage>(path))} />
      <SavedText label={t('What I note for myself')} hint={t('Nobody else reads this.')} name="own-notes" keptAs={`own:${mine}`} text={meeting.private_notes ?? ''} rows={4}
        save={async (text) => { await put(`${path}/private-notes`, { text: text.trim() || null }); return text; }} />
    </section>
  );
}

function People({ meeting }: { meeting: MeetingPage }) {
  const other = (p: Attendee) => (p.zone === me.value!.zone ? null : t('{time} in {city}', { time: hoursIn(p.zone, meeting), city: zoneWords(p.zone) }));
  return (
    <section>
      <h2>{t('Who is in it')}</h2>
      <ul class="names">{meeting.people.map((p) => <li key={p.id}><a href={`/people/${p.id}`}>{p.name}</a> {other(p) && <span class="hint">{other(p)}</span>}</li>)}</ul>
    </section>
  );
}

function Around({ meeting }: { meeting: MeetingPage }) {
  const link = (m: Beside | null, say: (day: string) => string) => m && <a href={`/meetings/${m.id}`}>{say(shortDayOf(m.starts_at))}</a>;
  return (
    <nav class="around" aria-label={t('The meetings before and after')}>
      {link(meeting.before, (day) => t('← {day}', { day }))} {link(meeting.after, (day) => t('{day} →', { day }))}
    </nav>
  );
}

export function MeetingMark({ state, moved }: { state: MeetingPage['state']; moved: boolean }) {
  if (state === 'held') return <span class="mark on_track">{t('took place')}</span>;
  if (state === 'skipped') return <span class="mark state-draft">{t('skipped')}</span>;
  return moved ? <span class="mark at_risk">{t('moved')}</span> : null;
}

export default function Page({ id }: { id: number }) {
  const { value: m, error, again } = useLoad(() => get<MeetingPage>(`/meetings/${id}`), [id]);
  if (error) return <Trouble error={error} />;
  if (!m) return <Loading />;
  return (
    <article class="meeting">
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/meetings">{t('Meetings')}</a></nav>
      <div class="head"><h1>{titleOf(m)}</h1><Around meeting={m} /></div>
      <p class="lead"><time dateTime={m.starts_at}>{dayOf(m.starts_at)}, {hoursOf(m)}</time> <MeetingMark state={m.state} moved={m.moved_at !== null} /></p>
      <p class="meta">
        {m.place && <span><Place place={m.place} /></span>}
        <span>{howOften(m.series)}</span>
        {m.team_id && <span>{tx('the meeting of <a>{team}</a>', { team: m.team_name! }, { a: (inner) => <a href={`/teams/${m.team_id}`}>{inner}</a> })}</span>}
      </p>
      {m.reason && <p class="notice">{m.state === 'skipped' ? t('Skipped: {reason}', { reason: m.reason }) : t('Moved: {reason}', { reason: m.reason })}</p>}
      {m.series.ended_at && <p class="notice">{t('These meetings have ended. {reason}', { reason: m.series.end_reason ?? '' })}</p>}
      <Acts meeting={m} again={again} />
      <div class="columns">
        <div><Agenda meeting={m} again={again} /><Notes meeting={m} /><Changes meeting={m} again={again} /></div>
        <aside><Actions meeting={m} again={again} /><People meeting={m} /></aside>
      </div>
    </article>
  );
}
