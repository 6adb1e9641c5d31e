// What good looks like: each criterion with where it stands, what is expected today, and how its terms came to be what they are.
import type { ComponentChildren } from 'preact';
import { day } from '../../format';
import { t } from '../../lang';
import type { Change, Criterion, GoalPage } from '../../types';
import { Bar } from '../../ui/bar';
import { Empty } from '../../ui/parts';
import type { Words } from '../../ui/terms';
import { fieldName, shown } from './changes';
import { adapted, type Adapted } from './history';

const Was = ({ a, c, words }: { a: Adapted; c: Criterion; words: Words }) => (
  <span class="adapted-term">{fieldName(a.field, words)} <del><span class="unseen">{t('was')} </span>{shown(a.field, a.was, words, c)}</del>{' '}
    <ins><span class="unseen">{t('is now')} </span>{shown(a.field, a.now, words, c)}</ins></span>
);

/** The terms of the beginning beside those of today, by the change that brought them about. */
function Beginning({ c, changes, words }: { c: Criterion; changes: Change[]; words: Words }) {
  const all = adapted(c, changes);
  if (all.length === 0) return null;
  const reasons = [...new Set(all.map((a) => a.why))];
  return (
    <div class="adapted">
      <p class="adapted-head">{c.original_good === null ? t('Since it was added') : t('Since the beginning')}</p>
      <ul>{reasons.map((why) => (
        <li key={why?.id ?? 0}>
          {all.filter((a) => a.why === why).map((a) => <Was key={a.field} a={a} c={c} words={words} />)}
          {why && <span class="because">{why.reason} <time dateTime={why.created_at}>{day(why.created_at.slice(0, 10))}</time></span>}
        </li>))}
      </ul>
    </div>
  );
}

export function Criteria({ goal, changes, words, how }: { goal: GoalPage; changes: Change[]; words: Words; how: (c: Criterion) => ComponentChildren }) {
  return (
    <section aria-labelledby="criteria-title"><h2 id="criteria-title">{t('What good looks like')}</h2>
      {goal.criteria.length === 0 && (
        <Empty title={t('No criterion yet')}>
          <p>{t('A goal starts when it says what {good} is and what {excellent} is.', { good: words.good.toLowerCase(), excellent: words.excellent.toLowerCase() })}</p>
          {goal.can.includes('edit') && <a class="button" href={`/goals/${goal.id}/edit#criteria`}>{t('Add a criterion')}</a>}
        </Empty>
      )}
      {goal.criteria.map((c) => (
        <Bar key={c.id} criterion={c} words={words} expected={goal.expected_score} weighted={goal.criteria.length > 1}><Beginning c={c} changes={changes} words={words} />{how(c)}</Bar>
      ))}
    </section>
  );
}
