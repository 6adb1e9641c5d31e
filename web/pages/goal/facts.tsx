// Beside the goal: whose it is, when, and what serves it.
import { day, instant, number } from '../../format';
import { t } from '../../lang';
import type { Goal, GoalPage } from '../../types';
import { me } from '../../state';
import { GoalLine, More } from '../../ui/parts';
import { usePages } from '../../ui/pages';

export function Facts({ goal }: { goal: GoalPage }) {
  return (
    <dl class="facts">
      <div><dt>{t('Owner')}</dt><dd><a href={`/people/${goal.owner_id}`}>{goal.owner_name}</a></dd></div>
      {goal.started_by !== goal.owner_id && <div><dt>{t('Started by')}</dt><dd><a href={`/people/${goal.started_by}`}>{goal.started_by_name}</a></dd></div>}
      <div><dt>{t('Supporter')}</dt><dd>{goal.supporter_id ? <a href={`/people/${goal.supporter_id}`}>{goal.supporter_name}</a> : t('Nobody yet')}</dd></div>
      {goal.team_id && <div><dt>{t('Team')}</dt><dd><a href={`/teams/${goal.team_id}`}>{goal.team_name}</a></dd></div>}
      <div><dt>{t('Time')}</dt><dd>{t('{from} to {to}', { from: day(goal.starts_on), to: day(goal.due_on) })}</dd></div>
      <div><dt>{t('Priority')}</dt><dd>{number(goal.priority)}</dd></div>
      {goal.checkin_due_at && <div><dt>{t('Next check-in')}</dt><dd>{instant(goal.checkin_due_at)}</dd></div>}
      {goal.state !== 'draft' && <div><dt>{t('Something on your mind?')}</dt><dd><a href={`/raise?goal=${goal.id}${goal.owner_id === me.value!.id ? '' : `&with=${goal.owner_id}`}`}>{t('Raise it')}</a></dd></div>}
    </dl>
  );
}

export function ServedBy({ goal }: { goal: GoalPage }) {
  const list = usePages<Goal>(`/goals/${goal.id}/served-by`);
  if (!list.items || list.items.length === 0) return null;
  return (
    <section aria-labelledby="served-title"><h2 id="served-title">{t('What serves it')}</h2>
      {goal.counts_serving && <p class="hint">{t('They count in its score.')}</p>}
      <ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} /></li>)}</ul>
      <More next={list.next} load={list.more} />
    </section>
  );
}
