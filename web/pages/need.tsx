// One need: what is needed, by when, who gives it, what was suggested, and its way so far.
import type { ComponentChildren } from 'preact';
import { get } from '../api';
import { ago, day, instant } from '../format';
import { t, tx } from '../lang';
import type { NeedAct, NeedPage } from '../types';
import { GivesLink, NeedMark } from '../ui/need';
import { Loading, Trouble, useLoad } from '../ui/parts';
import { Acts } from './need/acts';

/** What the other side can give instead, beside what was asked. */
function Suggested({ need: n }: { need: NeedPage }) {
  if (n.state !== 'changed') return null;
  return (
    <section class="panel" aria-labelledby="suggested-title"><h2 id="suggested-title">{t('{name} suggests', { name: n.person_name ?? '' })}</h2>
      {n.offered_text && <p class="words">{n.offered_text}</p>}
      <p>{n.offered_on === n.due_on ? t('By {day}, as asked.', { day: day(n.offered_on) }) : t('By {day} instead of {asked}.', { day: day(n.offered_on), asked: day(n.due_on) })}</p>
      {n.words && <p class="hint words">{n.words}</p>}
    </section>
  );
}

const says: Record<string, (who: ComponentChildren, act: NeedAct) => ComponentChildren> = {
  asked: (who, a) => tx('{who} asked for it by {day}', { who, day: day(a.due_on) }),
  edited: (who, a) => tx('{who} asked it better, by {day}', { who, day: day(a.due_on) }),
  changed: (who, a) => tx('{who} suggested something else, by {day}', { who, day: day(a.due_on) }),
  agreed: (who, a) => tx('{who} agreed, by {day}', { who, day: day(a.due_on) }),
  accepted: (who, a) => tx('{who} accepted it by {day}', { who, day: day(a.due_on) }),
  passed: () => t('It is asked of somebody else now'),
  given: (who) => tx('{who} gave it', { who }),
  missing: (who) => tx('{who} said that something is missing', { who }),
  came: (who) => tx('{who} said that it came', { who }),
  declined: (who) => tx('{who} declined', { who }),
  withdrawn: (who) => tx('{who} no longer needs it', { who }),
  gone: () => t('The goal was closed'),
  owner_now: () => t('Whoever was asked owns the goal now'),
  team_closed: () => t('The team was closed'),
  left: () => t('Whoever was asked has left'),
};

function Act({ act: a }: { act: NeedAct }) {
  const who = a.person_id ? <a href={`/people/${a.person_id}`}>{a.person_name}</a> : 'Waymark';
  return (
    <li>
      <p class="meta"><span>{says[a.act]?.(who, a)}</span><span>{instant(a.at)}</span></p>
      {a.words && <p class="words">{a.words}</p>}
    </li>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: n, error, again } = useLoad(() => get<NeedPage>(`/needs/${id}`), [id]);
  if (error && !n) return <Trouble error={error} />;
  if (!n) return <Loading />;
  return (
    <article class="need">
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/needs">{t('What we need of one another')}</a>{n.goal_title && <a href={`/goals/${n.goal_id}`}>{n.goal_title}</a>}</nav>
      <h1 class={n.text.length > 90 ? 'long words' : 'words'}>{n.text}</h1>
      <p class="meta"><NeedMark need={n} />
        {!n.ended_at && <span>{t('by {day}', { day: day(n.due_on) })}</span>}
        <span>{tx('from {giver} for {asker}', { giver: <GivesLink need={n} />, asker: <a href={`/people/${n.owner_id}`}>{n.owner_name}</a> })}</span>
        {n.team_id && n.person_id && <span>{tx('taken in the team {team}', { team: <a href={`/teams/${n.team_id}`}>{n.team_name}</a> })}</span>}
        {n.with_goal_id && <span>{tx('part of {goal}', { goal: <a href={`/goals/${n.with_goal_id}`}>{n.with_goal_title}</a> })}</span>}
        <span>{t('asked {when}', { when: ago(n.created_at) })}</span></p>
      <div class="need-standing"><Suggested need={n} /></div>
      <Acts key={n.version} need={n} again={again} />
      <section class="stack" aria-labelledby="way-title"><h2 id="way-title">{t('Its way so far')}</h2><ol class="list">{n.way.map((a, i) => <Act key={i} act={a} />)}</ol></section>
    </article>
  );
}
