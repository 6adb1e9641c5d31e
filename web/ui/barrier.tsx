// A barrier in words and as a line: what is in the way, how much it weighs, with whom it is, and for how long.
import { ago, day } from '../format';
import { t, tx } from '../lang';
import type { Barrier, BarrierKind, BarrierState, HelpReason } from '../types';

export const barrierKindWords: Record<BarrierKind, string> = {
  get waiting() { return t('I wait for somebody'); },
  get decision() { return t('A decision'); },
  get priorities() { return t('Priorities in conflict'); },
  get time() { return t('Time'); },
  get knowledge() { return t('Knowledge'); },
  get equipment() { return t('Tools and equipment'); },
  get money() { return t('Money'); },
  get agreement() { return t('Agreement'); },
  get other() { return t('Something else'); },
};
const stateWords: Record<BarrierState, string> = {
  get open() { return t('Open'); },
  get helped() { return t('Somebody helps'); },
  get lifted() { return t('Lifted'); },
  get unliftable() { return t('Cannot be lifted'); },
  get gone() { return t('Gone with the goal'); },
};
const stateLooks: Record<BarrierState, string> = { open: 'at_risk', helped: 'on_track', lifted: 'on_track', unliftable: 'off_track', gone: '' };

export const BarrierMark = ({ state }: { state: BarrierState }) => <span class={`mark ${stateLooks[state]}`}>{stateWords[state]}</span>;

export function Weight({ barrier: b }: { barrier: Barrier }) {
  return (
    <>
      {b.importance === 'high' && <span class="mark">{t('Important')}</span>}
      {b.urgency === 'high' && <span class="mark">{t('Urgent')}</span>}
    </>
  );
}

/** How a promise stands: told by the server to those who wait and to the helper alone. */
export function PromiseMark({ promise, on }: { promise: Barrier['promise']; on: string | null }) {
  if (!promise) return null;
  if (promise === 'late') return <span class="mark stale">{t('The promised day, {day}, has passed', { day: day(on) })}</span>;
  if (promise === 'kept') return <span class="mark on_track">{t('Promise kept')}</span>;
  if (promise === 'missed') return <span class="mark">{t('Came later than promised')}</span>;
  return <span>{t('promised until {day}', { day: day(on) })}</span>;
}

/** With whom it is, or how it ended. */
function Where({ barrier: b }: { barrier: Barrier }) {
  const person = (id: number | null, name: string | null) => <a href={`/people/${id}`}>{name}</a>;
  if (b.ended_at) return b.ended_by ? <span>{tx('ended by {who}, {when}', { who: person(b.ended_by, b.ended_by_name), when: ago(b.ended_at) })}</span> : <span>{ago(b.ended_at)}</span>;
  if (!b.asked_id) return <span>{t('nobody has been asked yet')}</span>;
  const who = person(b.asked_id, b.asked_name);
  return <span>{b.state === 'helped' ? tx('{who} helps', { who }) : tx('asked of {who}', { who })}</span>;
}

export function BarrierLine({ barrier: b, goal = true }: { barrier: Barrier; goal?: boolean }) {
  return (
    <div class="barrier-line">
      <a class="title" href={`/barriers/${b.id}`}>{b.text}</a>
      <div class="meta">
        <BarrierMark state={b.state} /><Weight barrier={b} />
        <span>{barrierKindWords[b.kind]}</span>
        <Where barrier={b} />
        <PromiseMark promise={b.promise} on={b.promised_on} />
        {!b.ended_at && <span>{t('in the way since {when}', { when: ago(b.created_at) })}</span>}
        {goal && <span>{tx('of {goal}', { goal: <a href={`/goals/${b.goal_id}`}>{b.goal_title}</a> })}</span>}
      </div>
    </div>
  );
}

/** Why somebody may be able to help; `mine`: that somebody reads it. */
export function Reasons({ reasons, mine = false }: { reasons: HelpReason[]; mine?: boolean }) {
  const one = (r: HelpReason) => {
    if (r.why === 'skill') return mine ? t('You know about {skill}', { skill: r.text }) : t('Knows about {skill}', { skill: r.text });
    const link = <a href={r.why === 'lifted' ? `/barriers/${r.barrier_id}` : `/goals/${r.goal_id}`}>{r.text}</a>;
    if (r.why === 'lifted') return mine ? tx('You lifted something like it: {barrier}', { barrier: link }) : tx('Lifted something like it: {barrier}', { barrier: link });
    return mine ? tx('Near your goal {goal}', { goal: link }) : tx('Has a goal near this one: {goal}', { goal: link });
  };
  return <ul class="reasons">{reasons.map((r) => <li key={r.why}>{one(r)}</li>)}</ul>;
}
