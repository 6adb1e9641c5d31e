// Scores of a goal over its time, with the expected line and the days on which its terms changed. People who would rather read
// have the same as a table below it.
import { day, score } from '../format';
import type { Change, Checkin, Goal } from '../types';

const W = 640, H = 220, L = 40, R = 16, T = 14, B = 30;
const time = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`).getTime();

export function Chart({ goal, checkins, changes, good, excellent }: { goal: Goal; checkins: Checkin[]; changes: Change[]; good: string; excellent: string }) {
  const points = checkins.filter((c) => c.score !== null && !c.corrected_by).sort((a, b) => (a.checked_on < b.checked_on ? -1 : a.checked_on > b.checked_on ? 1 : a.id - b.id));
  if (points.length < 2) return null;
  const from = Math.min(time(goal.starts_on), time(points[0]!.checked_on)), to = Math.max(time(goal.due_on), time(points.at(-1)!.checked_on), from + 86400000);
  const top = Math.max(1.1, ...points.map((p) => p.score! + 0.05)), low = Math.min(0, ...points.map((p) => p.score!));
  const x = (t: number) => L + ((t - from) / (to - from)) * (W - L - R);
  const y = (s: number) => T + ((top - s) / (top - low)) * (H - T - B);
  const line = points.map((p, i) => `${i ? 'L' : 'M'}${x(time(p.checked_on)).toFixed(1)} ${y(p.score!).toFixed(1)}`).join('');
  const moved = changes.map((c) => time(c.created_at)).filter((t) => t >= from && t <= to);
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${W} ${H}`} role="img" aria-label={`Score over time: ${points.length} check-ins, from ${score(points[0]!.score)} to ${score(points.at(-1)!.score)}. The table below has every one.`}>
        {[[0, 'start'], [0.7, good], [1, excellent]].map(([s, word]) => (
          <g key={word}><line class="grid" x1={L} x2={W - R} y1={y(s as number)} y2={y(s as number)} /><text x={W - R} y={y(s as number) - 4} text-anchor="end">{word}</text><text x={L - 6} y={y(s as number) + 4} text-anchor="end">{score(s as number)}</text></g>
        ))}
        <line class="expected" x1={x(time(goal.starts_on))} y1={y(0)} x2={x(time(goal.due_on))} y2={y(0.7)} />
        {moved.map((t, i) => <path key={i} class="moved" d={`M${x(t)} ${T}V${H - B}`} />)}
        <path class="walked" d={line} />
        {points.map((p) => <circle key={p.id} class="point" cx={x(time(p.checked_on))} cy={y(p.score!)} r="4.5" />)}
        <text x={x(time(goal.starts_on))} y={H - 8}>{day(goal.starts_on)}</text>
        <text x={x(time(goal.due_on))} y={H - 8} text-anchor="end">{day(goal.due_on)}</text>
      </svg>
      <figcaption class="hint"><span class="key walked" /> score <span class="key expected" /> expected{moved.length > 0 && <> <span class="key moved" /> the terms changed</>}</figcaption>
    </figure>
  );
}
