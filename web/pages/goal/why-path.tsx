// The path up: the mission at its head, each goal on the way a link, this one at its foot.
import { useState } from 'preact/hooks';
import { t, tx } from '../../lang';
import type { Goal, GoalPage, Why } from '../../types';
import { ConfidenceMark } from '../../ui/parts';
import { levelWords } from '../../words';

function Waypoint({ goal }: { goal: Goal }) {
  return (
    <li>
      <span class="level">{levelWords[goal.level]}</span>
      <a class="way-title" href={`/goals/${goal.id}`}>{goal.title}</a>
      <span class="meta">{goal.owner_name}{goal.state === 'active' && <ConfidenceMark confidence={goal.confidence} />}</span>
    </li>
  );
}

function End({ why, goal }: { why: Why; goal: GoalPage }) {
  const mine = goal.can.includes('edit') || goal.can.includes('change');
  if (why.serves_nothing) {
    return (
      <p class="notice">{t('This goal serves nothing yet.')} {mine && <>{t('Saying what it serves helps others see why it matters.')}{' '}
        <a href={`/goals/${goal.id}/edit#serves`}>{t('Say what it serves')}</a></>}</p>
    );
  }
  if (why.mission) return null;
  return <p class="hint">{why.chain.at(-1)!.level === 'organisation' ? t('No mission has been written yet.') : t('The path ends here: the goal at its top serves nothing yet.')}</p>;
}

/** A longer way would push the goal itself out of sight. */
const FOLDED_FROM = 2;

/** The map with the way up to this goal open, and the goal chosen. */
const mapOf = (why: Why, goal: GoalPage) =>
  `/goals?view=map&open=${why.chain.map((g) => g.id).join(',')}&at=${goal.id}${goal.state === 'closed' ? '&state=all' : ''}`;

export function WhyPath({ why, goal }: { why: Why; goal: GoalPage }) {
  const up = [...why.chain].slice(1).reverse(), between = up.slice(1, -1);
  const [whole, setWhole] = useState(between.length <= FOLDED_FROM);
  return (
    <nav class="why" aria-label={t('Why this goal')}>
      <ol>
        {why.mission && <li class="mission"><span class="level">{t('Mission')}</span> <a class="way-title" href="/goals">{why.mission.text}</a></li>}
        {(whole ? up : up.slice(0, 1)).map((g) => <Waypoint key={g.id} goal={g} />)}
        {!whole && <li class="between"><span class="level" /><button type="button" class="plain" onClick={() => setWhole(true)}>{t('{n, plural, one {# goal in between} other {# goals in between}}', { n: between.length })}</button></li>}
        {!whole && <Waypoint goal={up.at(-1)!} />}
        <li aria-current="page"><span class="level">{levelWords[goal.level]}</span> <span>{t('This goal')}</span></li>
      </ol>
      <End why={why} goal={goal} />
      {goal.state !== 'draft' && !why.serves_nothing && <p><a href={mapOf(why, goal)}>{t('Show it on the map')}</a></p>}
      {why.also.map((a) => (
        <p class="hint" key={`${a.goal_id}-${a.serves.id}`}>
          {tx('Also serves: <a>{title}</a>', { title: a.serves.title }, { a: (inner) => <a href={`/goals/${a.serves.id}`}>{inner}</a> })}
        </p>
      ))}
    </nav>
  );
}
