// My meetings: today's and those to come by day, those that nobody has said anything about, and the series that they come from.
import { useState } from 'preact/hooks';
import { get, put, query as q } from '../api';
import { today } from '../format';
import { t } from '../lang';
import type { List, Meeting, SeriesPage } from '../types';
import { dayOf, hoursOf, howOften, titleOf, wallIn } from '../ui/meeting-words';
import { Empty, Loading, More, Trouble, useAct, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';
import { me } from '../state';
import { MeetingMark } from './meeting';

const dayIn = (m: Meeting) => wallIn(me.value!.zone, m.starts_at).slice(0, 10);

function Line({ meeting: m }: { meeting: Meeting }) {
  return (
    <li class={`meeting-line ${m.state}`}>
      <time dateTime={m.starts_at}>{hoursOf(m)}</time>
      <div>
        <a class="title" href={`/meetings/${m.id}`}>{titleOf(m)}</a>
        <p class="meta"><MeetingMark state={m.state} moved={m.moved_at !== null} />{m.place && <span class="place">{m.place}</span>}{m.reason && <span>{m.reason}</span>}</p>
      </div>
    </li>
  );
}

function ByDay({ meetings }: { meetings: Meeting[] }) {
  const days = [...new Set(meetings.map(dayIn))];
  return (
    <>{days.map((d) => (
      <section key={d} class="day">
        <h2>{d === today() ? t('Today') : dayOf(meetings.find((m) => dayIn(m) === d)!.starts_at)}</h2>
        <ul class="list">{meetings.filter((m) => dayIn(m) === d).map((m) => <Line key={m.id} meeting={m} />)}</ul>
      </section>))}
    </>
  );
}

/** Those that have passed and of which nobody has said whether they took place. */
function Unsaid({ from }: { from: string }) {
  const { value, again } = useLoad(() => get<List<Meeting>>(`/meetings${q({ sort: '-starts_at', until: from, limit: 20 })}`), [from]);
  const { busy, act } = useAct();
  const open = value?.items.filter((m) => m.state === 'planned' && new Date(m.starts_at).getTime() + m.minutes * 60000 < new Date(from).getTime()) ?? [];
  if (open.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('Did these take place?')}</h2>
      <ul class="list">{open.map((m) => (
        <li key={m.id} class="home-line">
          <div><a class="title" href={`/meetings/${m.id}`}>{titleOf(m)}</a><p class="meta">{dayOf(m.starts_at)}</p></div>
          <div class="acts">
            <button type="button" class="quiet" disabled={busy} aria-label={t('Yes, it took place: {meeting}', { meeting: `${titleOf(m)}, ${dayOf(m.starts_at)}` })} onClick={() => act(() => put(`/meetings/${m.id}/outcome`, { outcome: 'held' }), t('Noted.')).then(again)}>{t('Yes')}</button>
            <button type="button" class="quiet" disabled={busy} aria-label={t('No, it did not: {meeting}', { meeting: `${titleOf(m)}, ${dayOf(m.starts_at)}` })} onClick={() => act(() => put(`/meetings/${m.id}/outcome`, { outcome: 'skipped', reason: t('It did not take place.') }), t('Noted. What is open comes to the next one.')).then(again)}>{t('No')}</button>
          </div>
        </li>))}
      </ul>
    </section>
  );
}

function Series() {
  const list = usePages<SeriesPage>('/meeting-series?limit=50');
  if (!list.items || list.items.length === 0) return null;
  const named = (s: SeriesPage) => titleOf({ kind: s.kind, title: s.title, team_name: me.value!.teams.find((x) => x.team_id === s.team_id)?.name ?? null, person_name: s.people.find((p) => p.id !== me.value!.id)?.name ?? null });
  return (
    <section>
      <h2>{t('What comes again')}</h2>
      <ul class="names">{list.items.map((s) => <li key={s.id}><a href={`/meeting-series/${s.id}/edit`}>{named(s)}</a><br /><span class="hint">{howOften(s)}</span></li>)}</ul>
      <More next={list.next} load={list.more} />
    </section>
  );
}

const Plan = () => <a class="button" href="/meetings/new">{t('Plan a meeting')}</a>;

export default function Page() {
  const [from] = useState(() => new Date().toISOString());
  const list = usePages<Meeting>(`/meetings${q({ from, limit: 20 })}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  return (
    <>
      <div class="head"><h1>{t('Meetings')}</h1>{list.items.length > 0 && <Plan />}</div>
      <div class="columns">
        <div>
          <Unsaid from={from} />
          {list.items.length === 0 && (
            <Empty title={t('No meetings to come')}>
              <p>{t('A one-to-one, a meeting of your team, or of any group: with an agenda that all of you fill, notes, and what you do next.')}</p>
              <Plan />
            </Empty>
          )}
          <ByDay meetings={list.items} />
          <More next={list.next} load={list.more} />
        </div>
        <aside><Series /></aside>
      </div>
    </>
  );
}
