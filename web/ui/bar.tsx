// A criterion as a trail: from the start past good to excellent and on, with where it stands now. Marks have words and shapes.
import { number, score } from '../format';
import type { Criterion } from '../types';

const WIDTH = 600, LEFT = 12, RIGHT = 588;

function words(c: Criterion, value: number | null): string {
  if (value === null) return '–';
  if (c.kind === 'done' || c.kind === 'rubric') return ['not yet', 'good', 'excellent'][value] ?? number(value);
  if (c.kind === 'milestones') return `${number(value)} of ${c.milestones.length}`;
  if (c.kind === 'percent') return `${number(value)} %`;
  return c.unit ? `${number(value)} ${c.unit}` : number(value);
}

export function Bar({ criterion: c, good, excellent }: { criterion: Criterion; good: string; excellent: string }) {
  const most = Math.max(1.1, c.score + 0.05), least = Math.min(0, c.score);
  const x = (s: number) => LEFT + ((s - least) / (most - least)) * (RIGHT - LEFT);
  const now = x(c.score);
  const scale = c.kind !== 'done' && c.kind !== 'rubric';
  return (
    <figure class="bar">
      <figcaption>
        <strong>{c.statement}</strong>
        <span class="now">{c.value === null ? 'No value yet' : <>Now <b>{words(c, c.value)}</b></>} · score <b>{score(c.score)}</b></span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} 34`} role="img" aria-label={`Score ${score(c.score)}: start is 0, ${good} 0.7, ${excellent} 1.`} preserveAspectRatio="none">
        <line class="trail" x1={LEFT} y1="17" x2={RIGHT} y2="17" />
        <line class="walked" x1={x(0)} y1="17" x2={now} y2="17" />
        <line class="post" x1={x(0)} y1="7" x2={x(0)} y2="27" />
        <line class="post good" x1={x(0.7)} y1="5" x2={x(0.7)} y2="29" />
        <line class="post excellent" x1={x(1)} y1="3" x2={x(1)} y2="31" />
        <path class="here" d={`M${now} 6l9 11-9 11-9-11z`} />
      </svg>
      <dl class="posts">
        {scale && <div><dt>Start</dt><dd>{words(c, c.start)}</dd></div>}
        <div><dt>{good}</dt><dd>{scale ? words(c, c.good) : c.good_means ?? c.statement}{scale && c.good_means ? ` · ${c.good_means}` : ''}</dd></div>
        <div><dt>{excellent}</dt><dd>{scale ? words(c, c.excellent) : c.excellent_means}{scale && c.excellent_means ? ` · ${c.excellent_means}` : ''}</dd></div>
      </dl>
      {c.kind === 'milestones' && (
        <ol class="milestones">{c.milestones.map((m, i) => (
          <li key={i} class={c.value !== null && i < c.value ? 'reached' : ''}>
            {m}{i + 1 === c.good && <em> · {good}</em>}{i + 1 === c.excellent && <em> · {excellent}</em>}
            {c.value !== null && i < c.value && <span class="unseen"> (reached)</span>}
          </li>))}
        </ol>
      )}
      {c.original_good !== null && (c.original_good !== c.good || c.original_excellent !== c.excellent || c.original_start !== c.start) && (
        <p class="hint">At the beginning: start {words(c, c.original_start)}, {good} {words(c, c.original_good)}, {excellent} {words(c, c.original_excellent)}.</p>
      )}
    </figure>
  );
}
