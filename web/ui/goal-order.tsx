// Goals in order of priority, each with why it is there and what is next; one's own are put in order by dragging or by two buttons.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { get, put } from '../api';
import { day } from '../format';
import { t, tx } from '../lang';
import { say } from '../state';
import type { Goal, Why, Work } from '../types';
import { GoalLine, Loading, Trouble, useAct, useLoad } from './parts';

/** The goals that one serves, up to the mission: asked for when it is opened. */
function Chain({ goal }: { goal: number }) {
  const { value: why, error } = useLoad(() => get<Why>(`/goals/${goal}/why`), [goal]);
  if (error) return <Trouble error={error} />;
  if (!why) return <Loading />;
  return (
    <ol class="chain">
      {why.chain.slice(1).map((g) => <li key={g.id}><a href={`/goals/${g.id}`}>{g.title}</a></li>)}
      {why.mission ? <li class="mission">{why.mission.text}</li> : <li class="hint">{t('This way does not reach the mission yet.')}</li>}
    </ol>
  );
}

function Reason({ goal, work }: { goal: Goal; work: Work | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {goal.why && <p class="why-short">{goal.why}</p>}
      <div class="serves">
        {work?.serves_id && (
          <p>
            {tx('Serves <a>{title}</a>', { title: work.serves_title! }, { a: (inner) => <a href={`/goals/${work.serves_id}`}>{inner}</a> })}
            {work.serves_more > 0 && <span class="hint"> {t('{n, plural, one {and # other} other {and # others}}', { n: work.serves_more })}</span>}
          </p>
        )}
        {work && (
          <button type="button" class="plain up" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('Close the way up') : t('Up to the mission')}<span class="unseen"> {goal.title}</span>
          </button>
        )}
      </div>
      {open && <Chain goal={goal.id} />}
    </>
  );
}

function Now({ work }: { work: Work | undefined }) {
  const next = work?.next ?? work?.step;
  if (!work || (!next && !work.in_the_way)) return null;
  return (
    <dl class="now-next">
      {next && <div><dt>{t('Next')}</dt><dd class="words">{next}{work.next && work.checked_on && <span class="hint"> {t('(check-in of {day})', { day: day(work.checked_on) })}</span>}</dd></div>}
      {work.in_the_way && <div><dt>{t('In the way')}</dt><dd class="words">{work.in_the_way}</dd></div>}
    </dl>
  );
}

/** One goal of a page of a person or team: where it stands, why, and what is next. */
export function GoalNow({ goal, work, owner = false, children }: { goal: Goal; work: Work | undefined; owner?: boolean; children?: ComponentChildren }) {
  return (
    <div class="goal-now">
      <div class="goal-now-head"><GoalLine goal={goal} owner={owner} />{children}</div>
      <Reason goal={goal} work={work} />
      <Now work={work} />
    </div>
  );
}

const moved = (list: Goal[], from: number, to: number): Goal[] => {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};

/** The goals of the person who reads, to be put in order. */
export function GoalOrder({ goals, work, person }: { goals: Goal[]; work: Map<number, Work>; person: number }) {
  const [order, setOrder] = useState(goals);
  const { act } = useAct();
  const focus = useRef<string | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const turn = useRef(Promise.resolve());
  useLayoutEffect(() => { // a row that has moved loses the focus
    if (focus.current) document.getElementById(focus.current)?.focus();
    focus.current = null;
  }, [order]);
  const move = (from: number, to: number, from_button?: 'up' | 'down') => {
    const goal = order[from];
    if (!goal || to < 0 || to >= order.length || to === from) return;
    const before = order, next = moved(order, from, to);
    if (from_button) focus.current = `${from_button === 'up' ? (to > 0 ? 'up' : 'down') : to < next.length - 1 ? 'down' : 'up'}-${goal.id}`;
    setOrder(next);
    say(t('{title} is now number {n}', { title: goal.title, n: to + 1 }));
    // One after the other, so that the last order is the one that stays.
    turn.current = turn.current.then(async () => {
      const ok = await act(() => put(`/people/${person}/goal-order`, { goals: next.map((g) => g.id) }));
      if (!ok) setOrder(before);
    });
  };
  return (
    <ol class="list ordered">
      {order.map((g, i) => (
        <li key={g.id} class={dragged === i ? 'dragged' : undefined}
          onDragOver={(e) => { if (dragged !== null) e.preventDefault(); }}
          onDrop={(e) => { e.preventDefault(); if (dragged !== null) move(dragged, i); setDragged(null); }}>
          <GoalNow goal={g} work={work.get(g.id)}>
            {order.length > 1 && (
              <span class="order">
                <button type="button" class="quiet" id={`up-${g.id}`} disabled={i === 0} aria-label={t('Move up: {title}', { title: g.title })} onClick={() => move(i, i - 1, 'up')}>↑</button>
                <button type="button" class="quiet" id={`down-${g.id}`} disabled={i === order.length - 1} aria-label={t('Move down: {title}', { title: g.title })} onClick={() => move(i, i + 1, 'down')}>↓</button>
                <span class="grip" draggable aria-hidden="true" title={t('Drag to its place')}
                  onDragStart={(e) => { setDragged(i); e.dataTransfer?.setData('text/plain', g.title); }} onDragEnd={() => setDragged(null)}>⠿</span>
              </span>
            )}
          </GoalNow>
        </li>
      ))}
    </ol>
  );
}
