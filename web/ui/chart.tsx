// A goal over its time: its score, or one criterion in its own numbers, with the expected line, what good and excellent were when,
// and the days on which its terms changed: their reasons when looked at, and in the table that has everything once more.
import { useState } from 'preact/hooks';
import { day, number, score } from '../format';
import { locale, t } from '../lang';
import { spans, type Span } from '../pages/goal/history';
import type { Change, Checkin, Criterion, GoalPage } from '../types';
import { confidenceWords } from '../words';
import { inWords, valueWords, type Words } from './terms';
import { useWidth } from './width';

const H = 230, R = 14, T = 16, B = 28, DAY = 86400000;
const time = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`).getTime();

interface Point { id: number; t: number; on: string; v: number; confidence: Checkin['confidence'] }
interface Steps { name: string; kind: 'start' | 'good' | 'excellent'; parts: { from: number; to: number; v: number }[] }
interface Shown { points: Point[]; levels: Steps[]; words: (v: number) => string; tick: (v: number) => string; expected: [number, number] | null }

const short = (v: number) => new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 }).format(v);

/** A level over time: a step for each time that its term had another value. */
function levelOver(kind: Steps['kind'], name: string, all: Span[], from: number, to: number): Steps {
  const parts: Steps['parts'] = [];
  let end = to;
  all.forEach((span, i) => {
    const begin = i + 1 < all.length ? Math.min(to, Math.max(from, time(all[i + 1]!.until!.created_at))) : from, v = span[kind];
    if (v !== null && end > begin) {
      const last = parts.at(-1);
      if (last && last.v === v) last.from = begin;
      else parts.push({ from: begin, to: end, v });
    }
    end = begin;
  });
  return { name, kind, parts };
}

function ofScore(checkins: Checkin[], words: Words, from: number, to: number): Shown {
  const flat = (kind: Steps['kind'], name: string, v: number): Steps => ({ name, kind, parts: [{ from, to, v }] });
  return {
    points: checkins.filter((c) => c.score !== null).map((c) => ({ id: c.id, t: time(c.checked_on), on: c.checked_on, v: c.score!, confidence: c.confidence })),
    levels: [flat('start', t('Start'), 0), flat('good', words.good, 0.7), flat('excellent', words.excellent, 1)],
    words: score, tick: (v) => number(v, 1), expected: [0, 0.7],
  };
}

function ofCriterion(c: Criterion, checkins: Checkin[], changes: Change[], words: Words, from: number, to: number): Shown {
  const points = checkins.flatMap((k) => k.values.filter((v) => v.criterion_id === c.id).map((v) => ({ id: k.id, t: time(k.checked_on), on: k.checked_on, v: v.value, confidence: k.confidence })));
  const all = spans(c, changes);
  return {
    points, words: (v) => valueWords(c, v, words), tick: (v) => (number(v).length > 7 ? short(v) : number(v)),
    levels: [levelOver('start', t('Start'), all, from, to), levelOver('good', words.good, all, from, to), levelOver('excellent', words.excellent, all, from, to)],
    expected: c.start !== null && c.good !== null ? [c.start, c.good] : null,
  };
}

interface Scales { x: (t: number) => number; y: (v: number) => number; width: number; left: number }

/** Values that are good to read beside the lines: the levels of today, and nothing that would cover another. */
function Levels({ shown, s }: { shown: Shown; s: Scales }) {
  const free: number[] = [];
  return (
    <>{[...shown.levels].reverse().map((level) => {
      const now = level.parts[0];
      const y = now ? s.y(now.v) : 0, fits = now && free.every((f) => Math.abs(f - y) > 13);
      if (fits) free.push(y);
      return (
        <g key={level.kind} class={`level-${level.kind}`}>
          {level.parts.map((p, i) => <line key={i} class="grid" x1={s.x(p.from)} x2={s.x(p.to)} y1={s.y(p.v)} y2={s.y(p.v)} />)}
          {fits && <><text x={s.width - R} y={y - 4} text-anchor="end">{level.name}</text><text x={s.left - 6} y={y + 4} text-anchor="end">{shown.tick(now.v)}</text></>}
        </g>
      );
    })}
    </>
  );
}

function Drawing({ goal, shown, marks, from, to, label, open, onOpen }: {
  goal: GoalPage; shown: Shown; marks: Change[]; from: number; to: number; label: string; open: Change | null; onOpen: (c: Change | null) => void;
}) {
  const [at, width] = useWidth<HTMLDivElement>(640);
  const values = [...shown.points.map((p) => p.v), ...shown.levels.flatMap((l) => l.parts.map((p) => p.v))];
  const most = Math.max(...values), least = Math.min(...values), room = (most - least || 1) * 0.08;
  const left = 16 + 7 * Math.max(...shown.levels.map((l) => (l.parts[0] ? shown.tick(l.parts[0].v).length : 0)));
  const x = (when: number) => left + ((when - from) / (to - from)) * (width - left - R);
  const y = (v: number) => T + ((most + room - v) / (most - least + 2 * room)) * (H - T - B);
  const line = shown.points.map((p, i) => `${i ? 'L' : 'M'}${x(p.t).toFixed(1)} ${y(p.v).toFixed(1)}`).join('');
  return (
    <div class="drawing" ref={at}>
      <svg width={width} height={H} viewBox={`0 0 ${width} ${H}`} role="group" aria-label={label}>
        <Levels shown={shown} s={{ x, y, width, left }} />
        {shown.expected && <line class="expected" x1={x(time(goal.starts_on))} y1={y(shown.expected[0])} x2={x(time(goal.due_on))} y2={y(shown.expected[1])} />}
        <path class="walked" d={line} />
        {shown.points.map((p) => <circle key={p.id} class="point" cx={x(p.t)} cy={y(p.v)} r="4.5"><title>{`${day(p.on)}: ${shown.words(p.v)}`}</title></circle>)}
        {marks.map((c) => (
          <g key={c.id} class={`moved ${open === c ? 'open' : ''}`} tabIndex={0} role="img" aria-label={t('Changed on {day}: {reason}', { day: day(c.created_at.slice(0, 10)), reason: c.reason })}
            onPointerEnter={() => onOpen(c)} onPointerLeave={() => onOpen(null)} onFocus={() => onOpen(c)} onBlur={() => onOpen(null)}>
            <rect x={x(time(c.created_at)) - 12} y={T - 8} width="24" height={H - B - T + 8} />
            <path d={`M${x(time(c.created_at))} ${T}V${H - B}`} /><path class="cap" d={`M${x(time(c.created_at))} ${T - 7}l6 7-6 7-6-7z`} />
          </g>))}
        <text x={left} y={H - 8}>{day(new Date(from).toISOString().slice(0, 10))}</text>
        <text x={width - R} y={H - 8} text-anchor="end">{day(new Date(to).toISOString().slice(0, 10))}</text>
      </svg>
      {open && <p class={`tip ${x(time(open.created_at)) > width / 2 ? 'left' : ''}`} style={{ left: `${x(time(open.created_at))}px` }}><span><b>{day(open.created_at.slice(0, 10))}</b> {open.reason}</span></p>}
    </div>
  );
}

function Table({ shown, marks, what }: { shown: Shown; marks: Change[]; what: string }) {
  type Row = { t: number; key: string; on: string; point?: Point; change?: Change };
  const rows: Row[] = [...shown.points.map((p) => ({ t: p.t, key: `p${p.id}`, on: p.on, point: p })), ...marks.map((c) => ({ t: time(c.created_at), key: `c${c.id}`, on: c.created_at.slice(0, 10), change: c }))];
  rows.sort((a, b) => a.t - b.t);
  return (
    <details class="later"><summary>{t('As a table')}</summary>
      <div class="scrolls" tabIndex={0} role="region" aria-label={what}>
        <table><thead><tr><th scope="col">{t('Day')}</th><th scope="col">{what}</th><th scope="col">{t('Confidence')}</th><th scope="col">{t('Why the terms changed')}</th></tr></thead>
          <tbody>{rows.map((r) => (
            <tr key={r.key}><th scope="row">{day(r.on)}</th><td>{r.point ? shown.words(r.point.v) : ''}</td><td>{r.point ? confidenceWords[r.point.confidence] : ''}</td><td>{r.change?.reason ?? ''}</td></tr>))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function Chart({ goal, checkins, changes, words }: { goal: GoalPage; checkins: Checkin[]; changes: Change[]; words: Words }) {
  const [which, setWhich] = useState(0); // 0: the goal's score, else a criterion
  const [open, setOpen] = useState<Change | null>(null);
  const valid = checkins.filter((c) => !c.corrected_by).sort((a, b) => (a.checked_on < b.checked_on ? -1 : a.checked_on > b.checked_on ? 1 : a.id - b.id));
  if (valid.length < 2) return null;
  const from = Math.min(time(goal.starts_on), time(valid[0]!.checked_on)), to = Math.max(time(goal.due_on), time(valid.at(-1)!.checked_on), from + DAY);
  const measured = goal.criteria.filter((c) => !inWords(c) && c.good !== null);
  const criterion = measured.find((c) => c.id === which);
  const shown = criterion ? ofCriterion(criterion, valid, changes, words, from, to) : ofScore(valid, words, from, to);
  const marks = changes.filter((c) => time(c.created_at) >= from && time(c.created_at) <= to);
  const what = criterion ? criterion.statement : t('Score');
  const first = shown.points[0], last = shown.points.at(-1);
  const label = first && last ? t('{what} over time: {n, plural, one {# check-in} other {# check-ins}}, from {first} to {last}. The table below has every one.', { what, n: shown.points.length, first: shown.words(first.v), last: shown.words(last.v) }) : what;
  return (
    <figure class="chart">
      {measured.length > 0 && (
        <div class="chart-which" role="group" aria-label={t('What the chart shows')}>
          <button type="button" class="chip" aria-pressed={!criterion} onClick={() => setWhich(0)}>{t('Score')}</button>
          {measured.map((c) => <button type="button" class="chip" key={c.id} aria-pressed={criterion === c} onClick={() => setWhich(c.id)}>{c.statement}</button>)}
        </div>)}
      <Drawing goal={goal} shown={shown} marks={marks} from={from} to={to} label={label} open={open} onOpen={setOpen} />
      <figcaption class="hint">
        <span class="key-what"><span class="key walked" /> {what}</span> <span><span class="key expected" /> {t('expected at an even pace')}</span>
        {marks.length > 0 && <span><span class="key moved" /> {t('the terms changed')}</span>}
      </figcaption>
      <Table shown={shown} marks={marks} what={what} />
    </figure>
  );
}
