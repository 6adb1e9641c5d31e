// Where the goal stands: state, confidence, pace and score, and what follows from them, in words.
import { ago, day, score } from '../../format';
import { t } from '../../lang';
import { me } from '../../state';
import type { GoalPage } from '../../types';
import { ConfidenceMark, PaceMark, StateMark } from '../../ui/parts';
import { confidenceWords, outcomeWords } from '../../words';

/** Where what the numbers say and what the owner believes differ. */
function differ(goal: GoalPage): boolean {
  if (!goal.pace || !goal.confidence) return false;
  return (goal.pace === 'well_behind' && goal.confidence === 'on_track') || (goal.pace === 'on_pace' && goal.confidence === 'off_track');
}

function said(goal: GoalPage): string[] {
  const parts: string[] = [];
  const mine = goal.owner_id === me.value!.id;
  if (goal.state === 'draft') parts.push(t('Only you and who started it can see this draft.'));
  if (goal.state === 'proposed' && goal.waits_for_name) {
    parts.push(goal.waits_for === me.value!.id ? t('This waits for you.') : t('Waits for {name}.', { name: goal.waits_for_name }));
  }
  if (goal.waits_until) parts.push(t('Without an answer it becomes active {when}.', { when: ago(goal.waits_until) }));
  if (goal.answered === 'not_yet_answered') parts.push(t('It became active without an answer: nobody is blocked by silence.'));
  if (goal.stale) parts.push(t('There has been no check-in for longer than the rhythm asks.'));
  if (differ(goal) && !mine) parts.push(t('Pace and confidence differ ({confidence}): worth a word at the next check-in.', { confidence: confidenceWords[goal.confidence!].toLowerCase() }));
  return parts;
}

function Closed({ goal }: { goal: GoalPage }) {
  return (
    <div class="notice closed">
      <p><b>{outcomeWords[goal.outcome!]}</b> · <time dateTime={goal.closed_at!}>{day(goal.closed_at!.slice(0, 10))}</time></p>
      <p class="words">{goal.closing_reason}</p>
      <p class="hint">{goal.closing_score === goal.closing_score_original
        ? t('Scored {score} at the end; its terms were as at the beginning.', { score: score(goal.closing_score) })
        : t('Scored {score} against the terms at the end, {original} against those at the beginning.', { score: score(goal.closing_score), original: score(goal.closing_score_original) })}</p>
    </div>
  );
}

export function Standing({ goal }: { goal: GoalPage }) {
  const active = goal.state === 'active';
  return (
    <div class="standing">
      <p class="marks">
        <StateMark state={goal.state} />
        {active && <><ConfidenceMark confidence={goal.confidence} /><PaceMark pace={goal.pace} /></>}
        {goal.score !== null && goal.state !== 'closed' && <span class="mark">{active && goal.expected_score !== null
          ? t('Score {score}, expected {expected}', { score: score(goal.score), expected: score(goal.expected_score) }) : t('Score {score}', { score: score(goal.score) })}</span>}
      </p>
      {said(goal).map((p) => <p key={p}>{p}</p>)}
      {goal.notes.map((n) => <p key={n} class="notice">{n}</p>)}
      {goal.state === 'closed' && goal.outcome && <Closed goal={goal} />}
    </div>
  );
}
