// A criterion as a trail: from the start past good to excellent and on, with where it stands now and where an even pace would be.
// Marks have words and shapes.
import type { ComponentChildren } from 'preact';
import { number, score } from '../format';
import { t } from '../lang';
import type { Criterion } from '../types';
import { expectedValue, inWords, valueWords, type Words } from './terms';
import { useWidth } from './width';

const EDGE = 12, HEIGHT = 38, MIDDLE = 20;

/** The drawing alone: scores along a line. `now` or `expected` null: not drawn. */
export function Trail({ now, expected, label }: { now: number | null; expected: number | null; label: string }) {
  const [at, width] = useWidth<HTMLDivElement>(600);
  const most = Math.max(1.1, (now ?? 0) + 0.05), least = Math.min(0, now ?? 0);
  const x = (s: number) => EDGE + ((s - least) / (most - least)) * (width - 2 * EDGE);
  return (
    <div class="trail-drawing" ref={at}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
        <line class="trail" x1={EDGE} y1={MIDDLE} x2={width - EDGE} y2={MIDDLE} />
        {now !== null && <line class="walked" x1={x(0)} y1={MIDDLE} x2={x(now)} y2={MIDDLE} />}
        <line class="post" x1={x(0)} y1={MIDDLE - 9} x2={x(0)} y2={MIDDLE + 9} />
        <line class="post good" x1={x(0.7)} y1={MIDDLE - 12} x2={x(0.7)} y2={MIDDLE + 12} />
        <path class="flag" d={`M${x(1)} ${MIDDLE + 14}V4h11l-3 4 3 4h-11`} />
        {expected !== null && <path class="expected-now" d={`M${x(expected)} ${MIDDLE - 6}l-5 -9h10z`} />}
        {now !== null && <path class="here" d={`M${x(now)} ${MIDDLE - 11}l9 11-9 11-9-11z`} />}
      </svg>
    </div>
  );
}

function Post({ shape, name, children }: { shape: string; name: string; children: ComponentChildren }) {
  return <div><dt><span class={`shape ${shape}`} aria-hidden="true" />{name}</dt><dd>{children}</dd></div>;
}

/** What a level asks: the number, and the words beside it. */
function asked(c: Criterion, value: number | null, means: string | null, words: Words): string {
  if (inWords(c)) return means ?? c.statement;
  const at = c.kind === 'milestones' && value ? c.milestones[value - 1] : null;
  return [valueWords(c, value, words), at, means].filter(Boolean).join(' · ');
}

function Milestones({ c, words }: { c: Criterion; words: Words }) {
  return (
    <ol class="milestones">{c.milestones.map((m, i) => {
      const reached = c.value !== null && i < c.value;
      return (
        <li key={i} class={reached ? 'reached' : ''}>
          {m}{i + 1 === c.good && <em> · {words.good}</em>}{i + 1 === c.excellent && <em> · {words.excellent}</em>}
          {reached && <span class="unseen"> ({t('reached')})</span>}
        </li>
      );
    })}
    </ol>
  );
}

export function Bar({ criterion: c, words, expected, weighted, children }: {
  criterion: Criterion; words: Words; expected: number | null; weighted: boolean; children?: ComponentChildren;
}) {
  const whole = c.good !== null && c.excellent !== null, due = expectedValue(c, expected);
  return (
    <figure class="bar">
      <figcaption>
        <strong>{c.statement}</strong>
        <span class="now">{c.value === null ? t('No value yet') : t('score {score}', { score: score(c.score) })}{weighted && c.weight !== 1 && ` · ${t('counts {n} times', { n: number(c.weight) })}`}</span>
      </figcaption>
      {whole && <Trail now={c.value === null ? null : c.score} expected={due === null ? null : expected}
        label={t('Score {score}: the start is 0, {good} is 0.7, {excellent} is 1.', { score: score(c.score), good: words.good.toLowerCase(), excellent: words.excellent.toLowerCase() })} />}
      <dl class="posts">
        {c.value !== null && <Post shape="here" name={t('Now')}><b>{valueWords(c, c.value, words)}</b></Post>}
        {due !== null && <Post shape="expected" name={t('Expected today')}>{valueWords(c, due, words)}</Post>}
        {!inWords(c) && c.kind !== 'milestones' && <Post shape="start" name={t('Start')}>{valueWords(c, c.start, words)}</Post>}
        <Post shape="good" name={words.good}>{asked(c, c.good, c.good_means, words)}</Post>
        <Post shape="excellent" name={words.excellent}>{asked(c, c.excellent, c.excellent_means, words)}</Post>
      </dl>
      {c.kind === 'milestones' && <Milestones c={c} words={words} />}
      {children}
    </figure>
  );
}
