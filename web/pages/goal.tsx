// One goal: why it is here (the path up), what good and excellent mean, where it stands, what was said, what changed.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { get, patch, post, put, remove } from '../api';
import { ago, day, instant, score } from '../format';
import { go, loadMe, me, say } from '../state';
import type { Answer, AnswerKind, Change, Checkin, Framework, Goal, GoalPage, List, Outcome, Step, Why } from '../types';
import { Bar } from '../ui/bar';
import { Chart } from '../ui/chart';
import { Answering } from '../ui/answering';
import { CheckIn } from '../ui/check-in';
import { ConfidenceMark, Empty, FormTrouble, GoalLine, Loading, More, PaceMark, StateMark, Text, Trouble, useAct, useLoad, capital } from '../ui/parts';
import { usePages } from '../ui/pages';
import { answerWords, confidenceWords, levelWords, outcomeWords } from '../words';

function WhyPath({ why, goal }: { why: Why; goal: GoalPage }) {
  const up = [...why.chain].slice(1).reverse();
  return (
    <nav class="why" aria-label="Why this goal">
      <ol>
        {why.mission && <li class="mission"><span class="level">Mission</span> <span>{why.mission.text}</span></li>}
        {up.map((g) => <li key={g.id}><span class="level">{levelWords[g.level]}</span> <a href={`/goals/${g.id}`}>{g.title}</a></li>)}
        <li aria-current="page"><span class="level">{levelWords[goal.level]}</span> <span>This goal</span></li>
      </ol>
      {why.serves_nothing && <p class="notice">This goal serves nothing yet. {goal.can.includes('edit') || goal.can.includes('change') ? 'Saying what it serves helps others see why it matters.' : ''}</p>}
      {!why.mission && !why.serves_nothing && <p class="hint">{why.chain.at(-1)!.level === 'organisation' ? 'No mission has been written yet.' : 'The path ends here: the goal at its top serves nothing yet.'}</p>}
      {why.also.length > 0 && <p class="hint">Also serves: {why.also.map((a, i) => <span key={a.serves.id}>{i > 0 && ', '}<a href={`/goals/${a.serves.id}`}>{a.serves.title}</a></span>)}</p>}
    </nav>
  );
}

function AnswerPanel({ goal, onDone }: { goal: GoalPage; onDone: () => void }) {
  const accepting = goal.owner_id === me.value!.id;
  return (
    <section class="panel" aria-labelledby="answer-title">
      <h2 id="answer-title">{accepting ? `${goal.started_by_name} suggests this goal to you` : `${goal.owner_name} would like your answer`}</h2>
      <p class="hint">{accepting ? 'It becomes yours only when you accept it. Ask or suggest what would make it better.' : 'You support this goal. Say whether it fits, ask, suggest, or offer help.'}</p>
      <Answering goal={goal.id} accepting={accepting} onDone={onDone} />
    </section>
  );
}

function Reply({ answer, onDone }: { answer: Answer; onDone: () => void }) {
  const [text, setText] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <form class="reply" onSubmit={async (e) => { e.preventDefault(); if (await act(() => put(`/answers/${answer.id}/reply`, { text }), 'Your reply is there.')) onDone(); }}>
      <Text label="Your reply" name={`reply-${answer.id}`} rows={2} value={text} onInput={setText} fault={problem?.of('text') ?? problem?.message} />
      <button disabled={busy}>Reply</button>
    </form>
  );
}

function Answers({ goal, again }: { goal: GoalPage; again: () => void }) {
  if (goal.answers.length === 0) return null;
  const mine = goal.owner_id === me.value!.id;
  return (
    <section><h2>Answers</h2>
      <ol class="talk">{goal.answers.map((a) => (
        <li key={a.id}>
          <p class="who"><a href={`/people/${a.person_id}`}>{a.person_name}</a> · {answerWords[a.answer]} · <time dateTime={a.created_at}>{ago(a.created_at)}</time></p>
          {a.text && <p class="words">{a.text}</p>}
          {a.reply && <blockquote><p class="who">{goal.owner_name} · <time dateTime={a.replied_at!}>{ago(a.replied_at)}</time></p><p class="words">{a.reply}</p></blockquote>}
          {mine && !a.reply && a.person_id !== me.value!.id && (a.answer === 'question' || a.answer === 'suggestion') && <Reply answer={a} onDone={again} />}
        </li>))}
      </ol>
    </section>
  );
}

function Steps({ goal, again }: { goal: GoalPage; again: () => void }) {
  const [text, setText] = useState('');
  const { busy, problem, act } = useAct();
  const mine = goal.can.includes('add_step');
  if (!mine && goal.steps.length === 0) return null;
  const toggle = (s: Step) => act(() => patch(`/steps/${s.id}`, { done: !s.done }, s.version)).then(again);
  return (
    <section><h2>The path</h2>
      {goal.steps.length === 0 && <p class="hint">Steps are yours alone: how you want to get there. Add the first one.</p>}
      <ul class="steps">{goal.steps.map((s) => (
        <li key={s.id} class={s.done ? 'done' : ''}>
          <label><input type="checkbox" checked={s.done} disabled={!mine || busy} onChange={() => toggle(s)} /> <span>{s.text}</span></label>{s.due_on && <span class="hint"> by {day(s.due_on)}</span>}
          {mine && <button type="button" class="plain" aria-label={`Remove the step ${s.text}`} onClick={() => act(() => remove(`/steps/${s.id}`), 'Removed.').then(again)}>×</button>}
        </li>))}
      </ul>
      {mine && <form class="inline" onSubmit={async (e) => { e.preventDefault(); if (text.trim() && await act(() => post(`/goals/${goal.id}/steps`, { text }))) { setText(''); again(); } }}>
        <Text label="Next step" name="step" value={text} onInput={setText} fault={problem?.of('text')} /><button class="quiet" disabled={busy}>Add</button>
      </form>}
    </section>
  );
}

function Checkins({ goal, list, correct }: { goal: GoalPage; list: ReturnType<typeof usePages<Checkin>>; correct: (c: Checkin) => void }) {
  const name = (id: number) => goal.criteria.find((c) => c.id === id)?.statement ?? 'Criterion';
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return goal.state === 'active' ? <Empty title="No check-in yet"><p>A check-in says what moved, what is next and what is in the way. It takes under a minute.</p></Empty> : null;
  return (
    <>
      <ol class="talk">{list.items.map((c) => (
        <li key={c.id} class={c.corrected_by ? 'replaced' : ''}>
          <p class="who">{c.person_name} · <time dateTime={c.checked_on}>{day(c.checked_on)}</time> · <ConfidenceMark confidence={c.confidence} /> · score {score(c.score)}{c.corrects_id && ' · corrects an earlier one'}{c.corrected_by && ' · corrected since'}{!c.corrected_by && goal.can.includes('check_in') && <button type="button" class="plain" aria-label={`Correct the check-in of ${day(c.checked_on)}`} onClick={() => correct(c)}>Correct</button>}</p>
          {c.values.length > 0 && <p class="values">{c.values.map((v) => <span key={v.criterion_id}>{name(v.criterion_id)}: <b>{v.value}</b></span>)}</p>}
          {c.moved && <p><b>Moved</b> <span class="words">{c.moved}</span></p>}
          {c.next && <p><b>Next</b> <span class="words">{c.next}</span></p>}
          {c.in_the_way && <p><b>In the way</b> <span class="words">{c.in_the_way}</span></p>}
        </li>))}
      </ol>
      <More next={list.next} load={list.more} />
    </>
  );
}

const plain = (v: unknown): string => (v === null || v === undefined ? '–' : Array.isArray(v) ? v.map(plain).join(', ') : typeof v === 'object' ? Object.entries(v as object).filter(([k]) => k !== 'id' && k !== 'score').map(([k, w]) => `${k.replaceAll('_', ' ')} ${plain(w)}`).join(', ') : String(v));

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <section><h2>How it adapted</h2>
      <ol class="talk">{changes.map((c) => (
        <li key={c.id}>
          <p class="who">{c.person_name} · <time dateTime={c.created_at}>{instant(c.created_at)}</time></p>
          <p class="words">{c.reason}</p>
          <dl class="before-after">{Object.keys(c.after).map((k) => <div key={k}><dt>{k.replaceAll('_', ' ')}</dt><dd><del>{plain(c.before[k])}</del> <ins>{plain(c.after[k])}</ins></dd></div>)}</dl>
        </li>))}
      </ol>
    </section>
  );
}

function Closing({ goal, onDone, onCancel }: { goal: GoalPage; onDone: () => void; onCancel: () => void }) {
  const [outcome, setOutcome] = useState<Outcome>('achieved');
  const [reason, setReason] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <form class="panel" onSubmit={async (e) => { e.preventDefault(); if (await act(() => put(`/goals/${goal.id}/closure`, { outcome, reason }), 'Closed.')) onDone(); }}>
      <h2>Close this goal</h2>
      <FormTrouble problem={problem} shown={['reason', 'outcome']} />
      <fieldset class="choices across"><legend>How did it end?</legend>{(Object.keys(outcomeWords) as Outcome[]).map((o) => <label key={o}><input type="radio" name="outcome" checked={outcome === o} onChange={() => setOutcome(o)} /> {outcomeWords[o]}</label>)}</fieldset>
      <Text label="What led to this?" hint="About the work, so that others can learn from it" name="reason" rows={3} value={reason} onInput={setReason} fault={problem?.of('reason')} />
      <div class="acts"><button disabled={busy}>Close the goal</button><button type="button" class="quiet" onClick={onCancel}>Not now</button></div>
    </form>
  );
}

function Standing({ goal }: { goal: GoalPage }) {
  const parts: (string | JSX.Element)[] = [];
  if (goal.state === 'draft') parts.push('Only you and who started it can see this draft.');
  if (goal.state === 'proposed' && goal.waits_for_name) parts.push(goal.waits_for === me.value!.id ? 'This waits for you.' : `Waits for ${goal.waits_for_name}.`);
  if (goal.waits_until) parts.push(`Without an answer it becomes active ${ago(goal.waits_until)}.`);
  if (goal.answered === 'not_yet_answered') parts.push('It became active without an answer: nobody is blocked by silence.');
  if (goal.stale) parts.push('There has been no check-in for longer than the rhythm asks.');
  if (goal.pace && goal.confidence && (goal.pace === 'well_behind') !== (goal.confidence === 'off_track') && goal.pace !== 'behind' && (goal.pace === 'well_behind' || goal.confidence === 'off_track')) parts.push(`Pace and confidence differ (${confidenceWords[goal.confidence].toLowerCase()}): worth a word at the next check-in.`);
  return (
    <div class="standing">
      <p class="marks"><StateMark state={goal.state} />{goal.state === 'active' && <><ConfidenceMark confidence={goal.confidence} /><PaceMark pace={goal.pace} /></>}
        {goal.score !== null && <span class="mark">Score {score(goal.score)}{goal.expected_score !== null && goal.state === 'active' ? `, expected ${score(goal.expected_score)}` : ''}</span>}</p>
      {parts.map((p, i) => <p key={i}>{p}</p>)}
      {goal.notes.map((n) => <p key={n} class="notice">{n}</p>)}
      {goal.state === 'closed' && goal.outcome && <div class="notice"><p><b>{outcomeWords[goal.outcome]}</b> {goal.closing_reason}</p><p>Scored {score(goal.closing_score)} against the terms at the end, {score(goal.closing_score_original)} against those at the beginning.</p></div>}
    </div>
  );
}

function Facts({ goal }: { goal: GoalPage }) {
  return (
    <dl class="facts">
      <div><dt>Owner</dt><dd><a href={`/people/${goal.owner_id}`}>{goal.owner_name}</a>{goal.started_by !== goal.owner_id && <span class="hint"> started by {goal.started_by_name}</span>}</dd></div>
      <div><dt>Supporter</dt><dd>{goal.supporter_id ? <a href={`/people/${goal.supporter_id}`}>{goal.supporter_name}</a> : 'Nobody yet'}</dd></div>
      {goal.team_id && <div><dt>Team</dt><dd><a href={`/teams/${goal.team_id}`}>{goal.team_name}</a></dd></div>}
      <div><dt>Time</dt><dd>{day(goal.starts_on)} to {day(goal.due_on)}</dd></div>
      <div><dt>Priority</dt><dd>{goal.priority}</dd></div>
      {goal.checkin_due_at && <div><dt>Next check-in</dt><dd>{instant(goal.checkin_due_at)}</dd></div>}
    </dl>
  );
}

function ServedBy({ goal }: { goal: GoalPage }) {
  const list = usePages<Goal>(`/goals/${goal.id}/served-by`);
  if (!list.items || list.items.length === 0) return null;
  return <section><h2>What serves it</h2><ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} /></li>)}</ul><More next={list.next} load={list.more} /></section>;
}

export default function Page({ id }: { id: number }) {
  const { value: goal, error, again } = useLoad(() => get<GoalPage>(`/goals/${id}`), [id]);
  const why = useLoad(() => get<Why>(`/goals/${id}/why`), [id, goal?.version]);
  const framework = useLoad(() => get<Framework>('/framework'), []);
  const changes = useLoad(() => get<List<Change>>(`/goals/${id}/changes?limit=100`), [id, goal?.version]);
  const checkins = usePages<Checkin>(`/goals/${id}/checkins`);
  const [open, setOpen] = useState<'check-in' | 'close' | null>(location.hash === '#check-in' ? 'check-in' : null);
  const [corrects, setCorrects] = useState<Checkin | null>(null);
  const { busy, problem, act, clear } = useAct();
  useEffect(() => { if (open) document.querySelector<HTMLElement>('form.panel input, form.panel textarea, form.panel select')?.focus(); }, [open, corrects, goal !== null]);
  if (error) return <Trouble error={error} />;
  if (!goal || !why.value || !framework.value) return why.error ? <Trouble error={why.error} /> : <Loading />;
  const f = framework.value, can = (what: string) => goal.can.includes(what);
  const good = capital(f.good_words), excellent = capital(f.excellent_words);
  const leave = () => { setOpen(null); setCorrects(null); };
  const fresh = () => { leave(); clear(); again(); checkins.again(); void loadMe(); };
  const doing = (work: () => Promise<unknown>, done: string) => act(work, done).then((ok) => { if (ok) fresh(); });
  const reopen = () => { const reason = prompt('Why is it opened again?'); if (reason) void doing(() => put(`/goals/${id}/reopening`, { reason }), 'Open again.'); };
  const discard = async () => { if (confirm('Throw this draft away?') && await act(() => remove(`/goals/${id}`), 'The draft is gone.')) go('/goals'); };
  return (
    <article class="goal">
      <WhyPath why={why.value} goal={goal} />
      <h1 class={goal.title.length > 90 ? 'long' : ''}>{goal.title}</h1>
      <Standing goal={goal} />
      {problem && <FormTrouble problem={problem} />}
      <div class="acts">
        {can('check_in') && open !== 'check-in' && <button type="button" onClick={() => setOpen('check-in')}>Check in</button>}
        {can('propose') && <button type="button" disabled={busy} onClick={() => doing(() => put(`/goals/${id}/proposal`), goal.supporter_id ? 'Proposed.' : 'It is active now.')}>{goal.owner_id !== me.value!.id ? `Propose to ${goal.owner_name}` : goal.supporter_id ? `Propose to ${goal.supporter_name}` : 'Start'}</button>}
        {can('edit') && goal.state === 'draft' && <a class="button quiet" href={`/goals/${id}/edit`}>Edit</a>}
        {can('change') && <a class="button quiet" href={`/goals/${id}/edit`}>Change, with a reason</a>}
        {can('withdraw') && <button type="button" class="quiet" disabled={busy} onClick={() => doing(() => remove(`/goals/${id}/proposal`), 'It is a draft again.')}>Take the proposal back</button>}
        {can('close') && open !== 'close' && <button type="button" class="quiet" onClick={() => setOpen('close')}>Close</button>}
        {can('reopen') && <button type="button" class="quiet" onClick={reopen}>Open again</button>}
        {can('delete') && <button type="button" class="quiet" onClick={discard}>Throw away</button>}
      </div>
      {can('answer') && goal.waits_for === me.value!.id && <AnswerPanel goal={goal} onDone={fresh} />}
      {open === 'check-in' && can('check_in') && <CheckIn key={corrects?.id ?? 0} goal={goal} good={good} excellent={excellent} corrects={corrects} onDone={fresh} onCancel={leave} />}
      {open === 'close' && can('close') && <Closing goal={goal} onDone={fresh} onCancel={() => setOpen(null)} />}
      <div class="columns">
        <div>
          {goal.why && <section><h2>Why</h2><p class="words">{goal.why}</p></section>}
          {goal.leaves_out && <section><h2>What it leaves out</h2><p class="words">{goal.leaves_out}</p></section>}
          <section><h2>What good looks like</h2>
            {goal.criteria.length === 0 ? <Empty title="No criterion yet"><p>A goal starts when it says what {f.good_words} is and what {f.excellent_words} is.</p>{can('edit') && <a class="button" href={`/goals/${id}/edit`}>Add a criterion</a>}</Empty>
              : goal.criteria.map((c) => <Bar key={c.id} criterion={c} good={good} excellent={excellent} />)}
          </section>
          {goal.state !== 'draft' && <section><h2>How it goes</h2>
            <Chart goal={goal} checkins={checkins.items ?? []} changes={changes.value?.items ?? []} good={good} excellent={excellent} />
            {checkins.error ? <Trouble error={checkins.error} /> : <Checkins goal={goal} list={checkins} correct={(c) => { setCorrects(c); setOpen('check-in'); }} />}</section>}
          <Answers goal={goal} again={fresh} />
          {can('answer') && goal.waits_for !== me.value!.id && <Support goal={goal} onDone={fresh} />}
          <Changes changes={changes.value?.items ?? []} />
        </div>
        <aside><Facts goal={goal} /><Steps goal={goal} again={again} /><ServedBy goal={goal} /></aside>
      </div>
    </article>
  );
}

/** A supporter can say something at any time, not only when asked. */
function Support({ goal, onDone }: { goal: GoalPage; onDone: () => void }) {
  const [text, setText] = useState('');
  const { busy, act } = useAct();
  const send = async (answer: AnswerKind) => {
    if (!text.trim()) { say('Please write a few words first.', true); return; }
    if (await act(() => put(`/goals/${goal.id}/answer`, { answer, text }), 'Your words are there.')) { setText(''); onDone(); }
  };
  return (
    <details class="panel"><summary>Say something to {goal.owner_name}</summary>
      <Text label="A few words" name="support" rows={2} value={text} onInput={setText} />
      <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={() => send('question')}>Ask</button><button type="button" class="quiet" disabled={busy} onClick={() => send('suggestion')}>Suggest</button><button type="button" class="quiet" disabled={busy} onClick={() => send('offer')}>Offer help</button></div>
    </details>
  );
}
