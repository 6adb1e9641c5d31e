// Home: what needs me, who waits for me, what I wait for, what changed.
import { useEffect, useState } from 'preact/hooks';
import { get, put } from '../api';
import { ago, hours, instant } from '../format';
import { t } from '../lang';
import { done, loadMe, me, open as openOver } from '../state';
import type { Home, HomeLine } from '../types';
import { Answering } from '../ui/answering';
import { Empty, FormTrouble, Loading, Trouble, useAct, useLoad } from '../ui/parts';
import { eventWords } from '../words';

/** What a line asks of me. */
function asks(l: HomeLine): string {
  const name = l.person_name ?? '';
  switch (l.kind) {
    case 'check_in': return l.until && new Date(l.until) < new Date() ? t('A check-in is due; it is late') : t('A check-in is due');
    case 'accept': return t('{name} suggests this goal to you', { name });
    case 'reply': return t('{name} asked or suggested something', { name });
    case 'draft': return t('A draft of yours');
    case 'answer': return t('{name} would like your answer', { name });
    case 'acceptance': return t('Waits for {name} to accept it', { name });
  }
}

/** What one can do about a line without leaving the page; the rest is a link away. */
function Acts({ line, open, setOpen }: { line: HomeLine; open: boolean; setOpen: (open: boolean) => void }) {
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
    case 'reply': return <a class="button" href={there} aria-label={t('Reply: {title}', { title })}>{t('Reply')}</a>;
    case 'draft': return <a class="button quiet" href={there} aria-label={t('Go on: {title}', { title })}>{t('Go on')}</a>;
    default: return null;
  }
}

function Line({ line, again }: { line: HomeLine; again: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="home-line">
        <div>
          <a class="title" href={`/goals/${line.goal_id}`}>{line.title}</a>
          <p class="meta">
            <span>{asks(line)}</span>
            {line.since && line.kind !== 'draft' && <span>{t('since {when}', { when: instant(line.since) })}</span>}
            {line.kind === 'answer' && line.until && <span>{t('active by itself {when}', { when: ago(line.until) })}</span>}
          </p>
        </div>
        <div class="acts"><Acts line={line} open={open} setOpen={setOpen} /></div>
      </div>
      {open && <div class="home-answer"><Answering goal={line.goal_id} accepting={line.kind === 'accept'} onDone={again} /></div>}
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

const Welcome = () => (
  <Empty title={t('Welcome, {name}', { name: me.value!.name })}>
    <p>{t('A goal says what you want to reach, why, and what good and excellent look like. Start with one.')}</p>
    <p><a class="button" href="/goals/new">{t('Write your first goal')}</a> <a class="button quiet" href="/goals">{t("See everybody's goals")}</a></p>
  </Empty>
);

export default function Page() {
  const [turn, setTurn] = useState(0);
  const { value: home, error } = useLoad(() => get<Home>('/home'), [turn]);
  useEffect(() => { if (done.value) void loadMe(); }, [done.value]); // the count beside Home
  const { problem, act } = useAct();
  if (error) return <Trouble error={error} />;
  if (!home) return <Loading />;
  const again = () => { setTurn((n) => n + 1); void loadMe(); };
  const nothing = home.owe.length === 0 && home.waits_for_me.length === 0;
  const first = me.value!.load.active === 0 && home.owe.length === 0 && home.i_wait_for.length === 0;
  const { active, limit, over } = home.load, more = home.waits_count - home.waits_for_me.length;
  return (
    <div class="home">
      <h1>{t('What needs me?')}</h1>
      <FormTrouble problem={problem} />
      {nothing && !first && <Empty title={t('Nothing waits for you')}><p>{t('Enjoy the walk. Your goals and those near them are one click away.')}</p></Empty>}
      {first && <Welcome />}
      {home.owe.length > 0 && (
        <section><h2>{t('For me to do')}</h2><ul class="list">{home.owe.map((l) => <Line key={`${l.kind}${l.goal_id}`} line={l} again={again} />)}</ul></section>
      )}
      {home.waits_for_me.length > 0 && (
        <section>
          <h2>{t('Who waits for me')}</h2>
          <ul class="list">{home.waits_for_me.map((l) => <Line key={l.goal_id} line={l} again={again} />)}</ul>
          {more > 0 && <p class="hint">{t('and {n} more', { n: more })}</p>}
        </section>
      )}
      {home.i_wait_for.length > 0 && (
        <section><h2>{t('What I wait for')}</h2><ul class="list">{home.i_wait_for.map((l) => <Waiting key={l.goal_id} line={l} />)}</ul></section>
      )}
      <Changed changed={home.changed} seen={() => void act(() => put('/home/look'), t('Put aside.')).then(again)} />
      <p class="hint">{over
        ? t('You have {active, plural, one {# active goal} other {# active goals}}; the framework suggests at most {limit}.', { active, limit })
        : t('You have {active} of at most {limit} active goals that the framework suggests.', { active, limit })}
      </p>
    </div>
  );
}
