// Home: what needs me, who waits for me, what I wait for, what changed.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, put, query } from '../api';
import { ago, day, hours, instant, longDay, score, today } from '../format';
import { t } from '../lang';
import { done, loadMe, me, open as openOver } from '../state';
import type { Goal, Home, HomeLine, List } from '../types';
import { AboutLine } from './home/about';
import { HelpWanted } from './home/help-wanted';
import { Answering } from '../ui/answering';
import { MeetingsToday, MyActions } from '../ui/home-meetings';
import { PlansToday } from '../ui/home-plans';
import { ConfidenceMark, Empty, FormTrouble, Loading, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { Begun } from '../ui/offline';
import { OnMyOwn } from '../ui/on-my-own';
import { RaisedOpen } from '../ui/raised-open';
import { eventWords } from '../words';

/** No two lines have the same. */
const keyOf = (l: HomeLine) => `${l.kind}${l.goal_id}-${l.about_id ?? 0}`;

/** What a line asks of me. */
function asks(l: HomeLine): string {
  const name = l.person_name ?? '';
  switch (l.kind) {
    case 'check_in': return l.until && new Date(l.until) < new Date() ? t('A check-in is due; it is late') : t('A check-in is due');
    case 'accept': return t('{name} suggests this goal to you', { name });
    case 'take': return t('It came to you from {name}', { name });
    case 'reply': return t('{name} asked or suggested something', { name });
    case 'draft': return t('A draft of yours');
    case 'answer': return t('{name} would like your answer', { name });
    case 'acceptance': return t('Waits for {name} to accept it', { name });
    default: return '';
  }
}

/** What one can do about a line without leaving the page; the rest is a link away. */
function Acts({ line, open, setOpen, again }: { line: HomeLine; open: boolean; setOpen: (open: boolean) => void; again: () => void }) {
  const there = `/goals/${line.goal_id}`, title = line.title;
  switch (line.kind) {
    case 'check_in': return (
      <button type="button" aria-label={t('Check in: {title}', { title })} onClick={() => { openOver({ show: 'check-in', goal: line.goal_id }); }}>{t('Check in')}</button>
    );
    case 'answer':
    case 'accept': return (
      <>
        <button type="button" aria-expanded={open} aria-label={t('Answer: {title}', { title })} onClick={() => setOpen(!open)}>{t('Answer')}</button>
        <a class="button quiet" href={there} aria-label={t('Read first: {title}', { title })}>{t('Read first')}</a>
      </>
    );
    case 'take': return <Taking goal={line.goal_id} title={title} onDone={again} />;
    case 'reply': return line.answer_id === null
      ? <a class="button" href={there} aria-label={t('Reply: {title}', { title })}>{t('Reply')}</a>
      : <button type="button" aria-expanded={open} aria-label={t('Reply: {title}', { title })} onClick={() => setOpen(!open)}>{t('Reply')}</button>;
    case 'draft': return <a class="button quiet" href={there} aria-label={t('Go on: {title}', { title })}>{t('Go on')}</a>;
    default: return null;
  }
}

function Taking({ goal, title, onDone }: { goal: number; title: string; onDone: () => void }) {
  const { busy, problem, act } = useAct();
  const take = async () => { if (await act(() => put(`/goals/${goal}/acceptance`), t('Accepted. It is your goal now.'))) onDone(); };
  return (
    <>
      {problem && <FormTrouble problem={problem} />}
      <button type="button" disabled={busy} aria-label={t('Accept: {title}', { title })} onClick={() => void take()}>{t('Accept')}</button>
      <a class="button quiet" href={`/goals/${goal}`} aria-label={t('Read first: {title}', { title })}>{t('Read first')}</a>
    </>
  );
}

function Replying({ answer, onDone }: { answer: number; onDone: () => void }) {
  const [{ text }, set, clear] = useDraft(`reply:${me.value!.id}:${answer}`, { text: '' });
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/answers/${answer}/reply`, { text }), t('Your reply is there.'))) { clear(); onDone(); } };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['text']} />
      <Text label={t('Your reply')} name={`reply-${answer}`} rows={3} value={text} onInput={(v) => set({ text: v })} fault={problem?.of('text')} />
      <div class="acts"><button disabled={busy}>{t('Send')}</button></div>
    </form>
  );
}

const hovers = matchMedia('(hover: hover)').matches; // else a phone would open its keyboard over what there is to read

function Line({ line, again }: { line: HomeLine; again: () => void }) {
  const [open, setOpen] = useState(false);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => { if (open && hovers) answer.current?.querySelector('textarea')?.focus(); }, [open]);
  return (
    <li>
      <div class="home-line">
        <div>
          <a class="title" href={`/goals/${line.goal_id}`}>{line.title}</a>
          {line.note && <p class="note">{line.note}</p>}
          <p class="meta">
            <span>{asks(line)}</span>
            {line.since && line.kind !== 'draft' && <span>{t('since {when}', { when: instant(line.since) })}</span>}
            {line.kind === 'answer' && line.until && <span>{t('active by itself {when}', { when: ago(line.until) })}</span>}
          </p>
        </div>
        <div class="acts"><Acts line={line} open={open} setOpen={setOpen} again={again} /></div>
      </div>
      {open && (
        <div class="home-answer" ref={answer}>
          {line.kind === 'reply' && line.answer_id !== null
            ? <Replying answer={line.answer_id} onDone={again} />
            : <Answering goal={line.goal_id} accepting={line.kind === 'accept'} onDone={again} />}
        </div>
      )}
    </li>
  );
}

function Waiting({ line }: { line: HomeLine }) {
  return (
    <li class="home-line">
      <div>
        <a class="title" href={`/goals/${line.goal_id}`}>{line.title}</a>
        <p class="meta">
          <span>{line.kind === 'acceptance' ? asks(line) : t('An answer from {name}', { name: line.person_name ?? '' })}</span>
          {line.usually_answers_in_hours !== null && <span>{t('who usually answers within {time}', { time: hours(line.usually_answers_in_hours) })}</span>}
          {line.until && <span>{t('active by itself {when}', { when: ago(line.until) })}</span>}
        </p>
      </div>
    </li>
  );
}

function Changed({ changed, seen }: { changed: Home['changed']; seen: () => void }) {
  return (
    <section>
      <h2>{t('What changed near my goals')}</h2>
      {changed.length === 0
        ? <p class="hint">{t('Nothing new since you last looked. Here you will see what happens to goals that yours serve, and that serve yours.')}</p>
        : (
          <>
            <ul class="changes">{changed.map((c) => (
              <li key={c.event_id}>
                <p>{eventWords(c.type, <b>{c.person_name ?? 'Waymark'}</b>)} · <time dateTime={c.at}>{ago(c.at)}</time></p>
                <a href={`/goals/${c.goal_id}`}>{c.title}</a>
                {c.reason && <p class="words">{c.reason}</p>}
              </li>))}
            </ul>
            <p><button type="button" class="quiet" onClick={seen}>{t('I have seen these')}</button></p>
          </>
        )}
    </section>
  );
}

const MINE_MOST = 8;

/** My active goals in the order of my priorities, each with its check-in. */
function Mine({ load }: { load: Home['load'] }) {
  const { value } = useLoad(() => get<List<Goal>>(`/goals${query({ owner_id: me.value!.id, state: 'active', sort: 'priority', limit: MINE_MOST })}`), []);
  if (!value || value.items.length === 0) return null;
  const { active, limit, over } = load;
  return (
    <section class="mine" aria-labelledby="mine-title">
      <h2 id="mine-title">{t('My goals, in order')}</h2>
      <ol>{value.items.map((g) => (
        <li key={g.id}>
          <a class="title" href={`/goals/${g.id}`}>{g.title}</a>
          <span class="meter" aria-hidden="true"><span style={{ width: `${Math.max(0, Math.min(1, g.score ?? 0)) * 100}%` }} /></span>
          <p class="meta">
            <span class="score"><span class="unseen">{t('Score')} </span>{score(g.score)}</span>
            {g.confidence ? <ConfidenceMark confidence={g.confidence} /> : <span>{t('No check-in yet')}</span>}
            <span>{t('due {day}', { day: day(g.due_on) })}</span>
            <button type="button" class="plain" aria-label={t('Check in: {title}', { title: g.title })}
              onClick={() => { openOver({ show: 'check-in', goal: g.id }); }}>{t('Check in')}</button>
          </p>
        </li>))}
      </ol>
      <p class="hint">{over
        ? t('You have {active, plural, one {# active goal} other {# active goals}}; the framework suggests at most {limit}.', { active, limit })
        : t('You have {active} of at most {limit} active goals that the framework suggests.', { active, limit })}
      </p>
      {value.items.length > 1 && <p><a href={`/people/${me.value!.id}`}>{t('Put them in order')}</a></p>}
      {value.next && <p><a href="/goals?view=mine&owner=me">{t('All my goals')}</a></p>}
    </section>
  );
}

const Welcome = () => (
  <Empty title={t('Welcome, {name}', { name: me.value!.name })}>
    <p>{t('A goal says what you want to reach, why, and what good and excellent look like. Start with one.')}</p>
    <p><a class="button" href="/goals/new">{t('Write your first goal')}</a> <a class="button quiet" href="/goals">{t("See everybody's goals")}</a></p>
  </Empty>
);

/** Only people operations see them, and only at the start, so nobody else loads them. */
function Steps() {
  const [Shown, setShown] = useState<ComponentType | null>(null);
  useEffect(() => { if (me.value!.roles.includes('people_operations')) void import('../ui/first-steps').then((m) => setShown(() => m.default)); }, []);
  return Shown && <Shown />;
}

export default function Page() {
  const [turn, setTurn] = useState(0);
  const { value: home, error } = useLoad(() => get<Home>('/home'), [turn]);
  useEffect(() => { if (done.value) void loadMe(); }, [done.value]); // the count beside Home
  const { problem, act } = useAct();
  if (error) return <Trouble error={error} />;
  if (!home) return <Loading />;
  const again = () => { setTurn((n) => n + 1); void loadMe(); };
  const nothing = home.owe.length === 0 && home.meetings.length === 0 && home.actions.length === 0 && home.plans.length === 0 && home.waits_for_me.length === 0;
  const first = me.value!.load.active === 0 && home.owe.length === 0 && home.i_wait_for.length === 0;
  const more = home.waits_count - home.waits_for_me.length;
  return (
    <div class="home">
      <p class="today">{longDay(today())}</p>
      <h1>{t('What needs me?')}</h1>
      <FormTrouble problem={problem} />
      <div class="home-columns">
        <div>
          <Steps />
          {nothing && !first && <Empty title={t('Nothing waits for you')}><p>{t('Enjoy the walk. Your goals and those near them are one click away.')}</p></Empty>}
          {first && <Welcome />}
          <Begun turn={turn + done.value} />
          <MeetingsToday meetings={home.meetings} />
          <PlansToday plans={home.plans} again={again} />
          <MyActions actions={home.actions} again={again} />
          {home.owe.length > 0 && (
            <section><h2>{t('For me to do')}</h2><ul class="list">{home.owe.map((l) => (l.about_id ? <AboutLine key={keyOf(l)} line={l} /> : <Line key={keyOf(l)} line={l} again={again} />))}</ul></section>
          )}
          {home.waits_for_me.length > 0 && (
            <section>
              <h2>{t('Who waits for me')}</h2>
              <ul class="list">{home.waits_for_me.map((l) => (l.about_id ? <AboutLine key={keyOf(l)} line={l} /> : <Line key={keyOf(l)} line={l} again={again} />))}</ul>
              {more > 0 && <p class="hint">{t('and {n} more', { n: more })}</p>}
            </section>
          )}
          {home.i_wait_for.length > 0 && (
            <section><h2>{t('What I wait for')}</h2><ul class="list">{home.i_wait_for.map((l) => (l.about_id ? <AboutLine key={keyOf(l)} line={l} /> : <Waiting key={keyOf(l)} line={l} />))}</ul></section>
          )}
          <RaisedOpen items={home.raised} />
          {home.alone && <OnMyOwn again={again} />}
        </div>
        <aside><Mine load={home.load} /><HelpWanted /></aside>
        <div><Changed changed={home.changed} seen={() => void act(() => put('/home/look'), t('Put aside.')).then(again)} /></div>
      </div>
    </div>
  );
}
