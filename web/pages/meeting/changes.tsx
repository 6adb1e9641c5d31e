// What fills the agenda by itself: who tries to achieve what and why, by what changed since we last met; what is quiet or waits for
// somebody's answer; what is in the way; and what happened next to our goals. One press puts any of it on the agenda.
import { get, post } from '../../api';
import { ago } from '../../format';
import { t, tx } from '../../lang';
import type { MeetingChanges, MeetingGoal, MeetingPage } from '../../types';
import { BarrierLine } from '../../ui/barrier';
import { NeedLine } from '../../ui/need';
import { shortDayOf } from '../../ui/meeting-words';
import { ConfidenceMark, Loading, StateMark, Trouble, useAct, useLoad } from '../../ui/parts';
import { eventWords, outcomeWords } from '../../words';

const hasNews = (g: MeetingGoal) => g.checkins > 0 || g.is_new || g.state === 'closed' || g.changed_because !== null || g.stale || g.waits_for !== null;

function Told({ word, text }: { word: string; text: string | null }) {
  return text ? <p class="told"><span class="hint">{word}</span> {text}</p> : null;
}

function GoalNews({ goal: g, meeting, again }: { goal: MeetingGoal; meeting: MeetingPage; again: () => void }) {
  const { busy, act } = useAct();
  const there = meeting.agenda.some((i) => i.goal_id === g.goal_id);
  const add = () => act(() => post(`/meeting-series/${meeting.series_id}/agenda`, { text: g.title, goal_id: g.goal_id }), t('It is on the agenda.')).then(again);
  return (
    <li>
      <a class="title" href={`/goals/${g.goal_id}`}>{g.title}</a>
      <p class="meta">
        {g.state === 'proposed' && <StateMark state={g.state} />}
        {g.state === 'closed' && g.outcome && <span class="mark">{outcomeWords[g.outcome]}</span>}
        {g.state === 'active' && <ConfidenceMark confidence={g.confidence} />}
        {g.is_new && g.state === 'active' && <span class="mark">{t('new')}</span>}
        {g.stale && <span class="mark stale">{t('No recent check-in')}</span>}
        {g.waits_for_name && <span>{t('waits for an answer from {name}', { name: g.waits_for_name })}</span>}
        {g.serves_title ? <span>{tx('for <a>{title}</a>', { title: g.serves_title }, { a: (inner) => <a href={`/goals/${g.serves_id}`}>{inner}</a> })}</span> : g.why && <span>{g.why}</span>}
      </p>
      <Told word={t('Moved:')} text={g.moved} />
      <Told word={t('Next:')} text={g.next} />
      <Told word={t('In the way:')} text={g.in_the_way} />
      <Told word={t('Changed:')} text={g.changed_because} />
      {g.state === 'closed' && <Told word={t('Closed:')} text={g.closed_because} />}
      {!there && !meeting.series.ended_at && <button type="button" class="plain" disabled={busy} aria-label={t('Talk about it: {title}', { title: g.title })} onClick={() => void add()}>{t('Talk about it')}</button>}
    </li>
  );
}

function Owner({ goals, meeting, again }: { goals: MeetingGoal[]; meeting: MeetingPage; again: () => void }) {
  const news = goals.filter(hasNews), rest = goals.filter((g) => !hasNews(g));
  return (
    <section class="owner-news">
      <h3><a href={`/people/${goals[0]!.owner_id}`}>{goals[0]!.owner_name}</a></h3>
      <ul class="list">{news.map((g) => <GoalNews key={g.goal_id} goal={g} meeting={meeting} again={again} />)}</ul>
      {rest.length > 0 && (
        <details><summary>{t('{n, plural, one {# goal} other {# goals}} without news', { n: rest.length })}</summary>
          <ul class="list">{rest.map((g) => <GoalNews key={g.goal_id} goal={g} meeting={meeting} again={again} />)}</ul></details>
      )}
    </section>
  );
}

function Near({ near }: { near: MeetingChanges['near'] }) {
  if (near.length === 0) return null;
  return (
    <section class="owner-news">
      <h3>{t('Next to our goals')}</h3>
      <ul class="changes">{near.map((n) => (
        <li key={n.event_id}>
          <p>{eventWords(n.type, <b>{n.person_name ?? 'Waymark'}</b>)} · <time dateTime={n.at}>{ago(n.at)}</time></p>
          <a href={`/goals/${n.goal_id}`}>{n.title}</a>
          {n.reason && <p class="words">{n.reason}</p>}
        </li>))}
      </ul>
    </section>
  );
}

function InTheWay({ barriers }: { barriers: MeetingChanges['barriers'] }) {
  if (barriers.length === 0) return null;
  return (
    <section class="owner-news">
      <h3>{t('What is in the way')}</h3>
      <ul class="list">{barriers.map((b) => <li key={b.id}><BarrierLine barrier={b} /></li>)}</ul>
    </section>
  );
}

function Needed({ needs }: { needs: MeetingChanges['needs'] }) {
  if (needs.length === 0) return null;
  return (
    <section class="owner-news">
      <h3>{t('What we need of one another')}</h3>
      <ul class="list">{needs.map((n) => <li key={n.id}><NeedLine need={n} /></li>)}</ul>
    </section>
  );
}

export function Changes({ meeting, again }: { meeting: MeetingPage; again: () => void }) {
  const { value, error } = useLoad(() => get<MeetingChanges>(`/meetings/${meeting.id}/changes`), [meeting.id]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  const owners = [...new Set(value.goals.map((g) => g.owner_id))].map((id) => value.goals.filter((g) => g.owner_id === id));
  owners.sort((a, b) => Number(b.some(hasNews)) - Number(a.some(hasNews)));
  return (
    <section class="since" aria-labelledby="since-title">
      <h2 id="since-title">{t('What changed since {day}', { day: shortDayOf(value.since) })}</h2>
      {owners.length === 0 && value.barriers.length === 0 && value.needs.length === 0 && value.near.length === 0 && <p class="hint">{t('Nobody here has goals yet. Once you do, this shows what moved between two meetings.')}</p>}
      {owners.map((goals) => <Owner key={goals[0]!.owner_id} goals={goals} meeting={meeting} again={again} />)}
      <InTheWay barriers={value.barriers} />
      <Needed needs={value.needs} />
      <Near near={value.near} />
    </section>
  );
}
