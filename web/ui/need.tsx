// A need in words and as a line: what a goal needs of others, by when, of whom, and how they answered.
import { ago, day } from '../format';
import { t, tx } from '../lang';
import type { Need, NeedState } from '../types';

export const needStateWords: Record<NeedState, string> = {
  get asked() { return t('Asked'); },
  get changed() { return t('Something else suggested'); },
  get accepted() { return t('Accepted'); },
  get given() { return t('Given'); },
  get came() { return t('It came'); },
  get declined() { return t('Declined'); },
  get withdrawn() { return t('No longer needed'); },
  get gone() { return t('Gone with the goal'); },
};
const looks: Record<NeedState, string> = { asked: '', changed: 'at_risk', accepted: 'on_track', given: 'on_track', came: 'on_track', declined: 'off_track', withdrawn: '', gone: '' };

export const NeedMark = ({ need: n }: { need: Need }) => (
  <><span class={`mark ${looks[n.state]}`}>{needStateWords[n.state]}</span>{n.late && <span class="mark stale">{t('Late')}</span>}</>
);

/** Who gives it, or is asked. */
export const whoGives = (n: Need) => n.person_name ?? t('the team {name}', { name: n.team_name ?? '' });
export const GivesLink = ({ need: n }: { need: Need }) => (
  n.person_id ? <a href={`/people/${n.person_id}`}>{n.person_name}</a> : <a href={`/teams/${n.team_id}`}>{n.team_name}</a>
);

/** `from`: the goal on whose page it stands, which is not named again. */
export function NeedLine({ need: n, from = 0, part }: { need: Need; from?: number; part?: string }) {
  const to = <GivesLink need={n} />, who = <a href={`/people/${n.owner_id}`}>{n.owner_name}</a>;
  return (
    <div class="need-line">
      <a class="title words" href={`/needs/${n.id}`}>{n.text}</a>
      <div class="meta">
        <NeedMark need={n} />
        <span>{n.ended_at ? ago(n.ended_at) : t('by {day}', { day: day(n.due_on) })}</span>
        <span>{tx('from {giver} for {asker}', { giver: to, asker: who })}</span>
        {part && <span>{part}</span>}
        {n.goal_title && n.goal_id !== from && <span>{tx('for the goal {goal}', { goal: <a href={`/goals/${n.goal_id}`}>{n.goal_title}</a> })}</span>}
        {n.with_goal_id && n.with_goal_id !== from && <span>{tx('part of {goal}', { goal: <a href={`/goals/${n.with_goal_id}`}>{n.with_goal_title}</a> })}</span>}
      </div>
    </div>
  );
}
