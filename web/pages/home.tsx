// Home: what needs me, who waits for me, what I wait for, what changed.
import { useEffect, useState } from 'preact/hooks';
import { get, put } from '../api';
import { ago, hours, instant } from '../format';
import { done, loadMe, me, open as openOver } from '../state';
import type { Home, HomeLine } from '../types';
import { Answering } from '../ui/answering';
import { Empty, FormTrouble, Loading, Trouble, useAct, useLoad } from '../ui/parts';
import { eventWords } from '../words';

const asks: Record<HomeLine['kind'], (l: HomeLine) => string> = {
  check_in: (l) => `A check-in is due${l.until && new Date(l.until) < new Date() ? '; it is late' : ''}`,
  accept: (l) => `${l.person_name} suggests this goal to you`,
  reply: (l) => `${l.person_name} asked or suggested something`,
  draft: () => 'A draft of yours',
  answer: (l) => `${l.person_name} would like your answer`,
  acceptance: (l) => `Waits for ${l.person_name} to accept it`,
};

/** What one can do about a line without leaving the page; the rest is a link away. */
function Acts({ line, open, setOpen }: { line: HomeLine; open: boolean; setOpen: (open: boolean) => void }) {
  const there = `/goals/${line.goal_id}`;
  switch (line.kind) {
    case 'check_in': return <button type="button" aria-label={`Check in: ${line.title}`} onClick={() => { openOver({ show: 'check-in', goal: line.goal_id }); }}>Check in</button>;
    case 'answer':
    case 'accept': return <>
      <button type="button" aria-expanded={open} aria-label={`Answer: ${line.title}`} onClick={() => setOpen(!open)}>Answer</button>
      <a class="button quiet" href={there} aria-label={`Read first: ${line.title}`}>Read first</a></>;
    case 'reply': return <a class="button" href={there} aria-label={`Reply: ${line.title}`}>Reply</a>;
    case 'draft': return <a class="button quiet" href={there} aria-label={`Go on: ${line.title}`}>Go on</a>;
    default: return null;
  }
}

function Line({ line, again }: { line: HomeLine; again: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="home-line">
        <div><a class="title" href={`/goals/${line.goal_id}`}>{line.title}</a>
          <p class="meta"><span>{asks[line.kind](line)}</span>{line.since && line.kind !== 'draft' && <span>since {instant(line.since)}</span>}{line.kind === 'answer' && line.until && <span>active by itself {ago(line.until)}</span>}</p></div>
        <div class="acts"><Acts line={line} open={open} setOpen={setOpen} /></div>
      </div>
      {open && <div class="home-answer"><Answering goal={line.goal_id} accepting={line.kind === 'accept'} onDone={again} /></div>}
    </li>
  );
}

export default function Page() {
  const [turn, setTurn] = useState(0);
  const { value: home, error } = useLoad(() => get<Home>('/home'), [turn]);
  useEffect(() => { if (done.value) void loadMe(); }, [done.value]); // the count beside Home
  const { problem, act } = useAct();
  if (error) return <Trouble error={error} />;
  if (!home) return <Loading />;
  const again = () => { setTurn((t) => t + 1); void loadMe(); };
  const nothing = home.owe.length === 0 && home.waits_for_me.length === 0;
  const first = me.value!.load.active === 0 && home.owe.length === 0 && home.i_wait_for.length === 0;
  return (
    <div class="home">
      <h1>What needs me?</h1>
      <FormTrouble problem={problem} />
      {nothing && !first && <Empty title="Nothing waits for you"><p>Enjoy the walk. Your goals and those near them are one click away.</p></Empty>}
      {first && <Empty title={`Welcome, ${me.value!.name}`}><p>A goal says what you want to reach, why, and what good and excellent look like. Start with one.</p><p><a class="button" href="/goals/new">Write your first goal</a> <a class="button quiet" href="/goals">See everybody's goals</a></p></Empty>}
      {home.owe.length > 0 && <section><h2>For me to do</h2><ul class="list">{home.owe.map((l) => <Line key={`${l.kind}${l.goal_id}`} line={l} again={again} />)}</ul></section>}
      {home.waits_for_me.length > 0 && <section><h2>Who waits for me</h2><ul class="list">{home.waits_for_me.map((l) => <Line key={l.goal_id} line={l} again={again} />)}</ul>{home.waits_count > home.waits_for_me.length && <p class="hint">and {home.waits_count - home.waits_for_me.length} more</p>}</section>}
      {home.i_wait_for.length > 0 && <section><h2>What I wait for</h2><ul class="list">{home.i_wait_for.map((l) => (
        <li key={l.goal_id} class="home-line"><div><a class="title" href={`/goals/${l.goal_id}`}>{l.title}</a>
          <p class="meta"><span>{l.kind === 'acceptance' ? asks.acceptance(l) : `An answer from ${l.person_name}`}</span>{l.usually_answers_in_hours !== null && <span>who usually answers within {hours(l.usually_answers_in_hours)}</span>}{l.until && <span>active by itself {ago(l.until)}</span>}</p></div></li>))}</ul></section>}
      <section><h2>What changed near my goals</h2>
        {home.changed.length === 0 ? <p class="hint">Nothing new since you last looked. Here you will see what happens to goals that yours serve, and that serve yours.</p> : (
          <><ul class="changes">{home.changed.map((c) => (
            <li key={c.event_id}><p><b>{c.person_name ?? 'Waymark'}</b> {eventWords(c.type)} · <time dateTime={c.at}>{ago(c.at)}</time></p><a href={`/goals/${c.goal_id}`}>{c.title}</a>{c.reason && <p class="words">{c.reason}</p>}</li>))}</ul>
          <p><button type="button" class="quiet" onClick={() => act(() => put('/home/look'), 'Put aside.').then(again)}>I have seen these</button></p></>)}
      </section>
      <p class="hint">{home.load.over ? `You have ${home.load.active} active goals; the framework suggests at most ${home.load.limit}.` : `You have ${home.load.active} of at most ${home.load.limit} active goals that the framework suggests.`}</p>
    </div>
  );
}
