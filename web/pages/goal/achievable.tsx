// Is it still achievable? Words before numbers, then why, and how well such forecasts have held.
import { get } from '../../api';
import { day, number } from '../../format';
import { t } from '../../lang';
import type { Forecast, GoalPage } from '../../types';
import { useLoad } from '../../ui/parts';
import type { Words } from '../../ui/terms';
import { chance, inHundred } from '../../ui/chance';

function Odds({ word, p }: { word: string; p: number }) {
  return (
    <div class="odds">
      <dt>{word}</dt>
      <dd><b>{chance(p)}</b> <span class="hint">{inHundred(p)}</span>
        <span class="odds-bar" aria-hidden="true"><span style={{ inlineSize: `${p * 100}%` }} /></span></dd>
    </div>
  );
}

export function Achievable({ goal, words }: { goal: GoalPage; words: Words }) {
  const { value: f } = useLoad(() => get<Forecast>(`/goals/${goal.id}/forecast`), [goal.id, goal.version, goal.score]);
  if (!f || f.state === 'inactive') return null;
  return (
    <section class="achievable" aria-labelledby="achievable-title">
      <h2 id="achievable-title">{t('Is it still achievable?')}</h2>
      {f.state === 'given' && <dl><Odds word={words.good} p={f.good!} /><Odds word={words.excellent} p={f.excellent!} /></dl>}
      {f.state === 'given' ? (
        <details><summary>{t('Why')}</summary>
          <ul>{f.reasons.map((r) => <li key={r}>{r}</li>)}</ul>
          <p class="hint">{t('As of {day}. The score on the due day is likely between {low} and {high}; in two of ten cases it lies outside.', { day: day(f.given_on), low: number(f.low, 1), high: number(f.high, 1) })}</p>
        </details>
      ) : f.reasons.map((r) => <p key={r} class="hint">{r}</p>)}
      <p class="hint">
        {f.held_brier !== null && f.held_base !== null && f.state === 'given' && (f.held_brier < f.held_base
          ? t('Forecasts at half-time of {n} closed goals were closer than guessing by the usual share.', { n: f.held_goals })
          : t('Forecasts at half-time of {n} closed goals were no closer than guessing by the usual share; take this one lightly.', { n: f.held_goals }))}{' '}
        <a href="/forecast">{t('How forecasts have held')}</a>
      </p>
    </section>
  );
}
