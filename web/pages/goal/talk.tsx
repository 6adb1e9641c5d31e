// What was said and done, as one conversation, the newest first: check-ins with the answers to them and their replies, what was said to
// the goal as a whole, changes with their reasons, and what became of the goal.
import { useEffect, useRef, useState } from 'preact/hooks';
import { put } from '../../api';
import { ago, day, instant, number, score } from '../../format';
import { t } from '../../lang';
import { me } from '../../state';
import type { Answer, AnswerKind, Barrier, Change, Checkin, GoalPage } from '../../types';
import type { Event } from '../../api-types';
import { ConfidenceMark, Empty, FormTrouble, Text, useAct, useDraft } from '../../ui/parts';
import { valueWords, type Words } from '../../ui/terms';
import { answerWords, eventWords } from '../../words';
import { MakeBarrier } from './barriers';
import { ChangeWords } from './changes';

type Entry = { at: string; id: number } & (
  { kind: 'checkin'; checkin: Checkin; answers: Answer[] } | { kind: 'answer'; answer: Answer } | { kind: 'change'; change: Change } | { kind: 'event'; event: Event });

const FIRST = 12, EACH = 20; // entries shown, and shown more at once

/** What became of the goal; what has an entry of its own, and what is small, is left out. */
const turns = new Set(['goal.created', 'goal.proposed', 'goal.withdrawn', 'goal.activated', 'goal.closed', 'goal.reopened', 'goal.handed_over', 'goal.accepted',
  'goal.supporter_changed', 'step.done']);

export function entriesOf(checkins: Checkin[], answers: Answer[], changes: Change[], events: Event[]): Entry[] {
  const known = new Set(checkins.map((c) => c.id));
  const under = (a: Answer) => a.checkin_id !== null && known.has(a.checkin_id);
  const all: Entry[] = [
    ...checkins.map((c) => ({ kind: 'checkin' as const, at: c.created_at, id: c.id, checkin: c, answers: answers.filter((a) => a.checkin_id === c.id).sort((a, b) => a.id - b.id) })),
    ...answers.filter((a) => !under(a)).map((a) => ({ kind: 'answer' as const, at: a.created_at, id: a.id, answer: a })),
    ...changes.map((c) => ({ kind: 'change' as const, at: c.created_at, id: c.id, change: c })),
    ...events.filter((e) => turns.has(e.type)).map((e) => ({ kind: 'event' as const, at: e.at, id: e.id, event: e })),
  ];
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.id - a.id));
}

function Reply({ answer, onDone }: { answer: Answer; onDone: () => void }) {
  const [{ text }, set, clear] = useDraft(`reply:${me.value!.id}:${answer.id}`, { text: '' });
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/answers/${answer.id}/reply`, { text }), t('Your reply is there.'))) { clear(); onDone(); } };
  return (
    <form class="reply" onSubmit={(e) => { e.preventDefault(); void send(); }} onKeyDown={(e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); } }}>
      <Text label={t('Your reply')} name={`reply-${answer.id}`} rows={2} value={text} onInput={(v) => set({ text: v })} fault={problem?.of('text') ?? problem?.message} />
      <button disabled={busy}>{t('Reply')}</button>
    </form>
  );
}

const When = ({ at }: { at: string }) => <time dateTime={at} title={instant(at)}>{ago(at)}</time>;

function OfAnswer({ answer: a, goal, again }: { answer: Answer; goal: GoalPage; again: () => void }) {
  const mine = goal.owner_id === me.value!.id;
  const owed = mine && !a.reply && a.person_id !== me.value!.id && (a.answer === 'question' || a.answer === 'suggestion') && goal.state !== 'closed';
  return (
    <li class={`said-by ${a.person_id === goal.owner_id ? 'owner' : 'other'}`}>
      <p class="who"><a href={`/people/${a.person_id}`}>{a.person_name}</a> <span class="mark">{answerWords[a.answer]}</span> <When at={a.created_at} /></p>
      {a.text && <p class="words">{a.text}</p>}
      {a.reply && <blockquote><p class="who"><a href={`/people/${goal.owner_id}`}>{goal.owner_name}</a> <When at={a.replied_at!} /></p><p class="words">{a.reply}</p></blockquote>}
      {owed && <Reply answer={a} onDone={again} />}
    </li>
  );
}

const Said = ({ name, text }: { name: string; text: string | null }) => (text ? <p><b class="said-name">{name}</b> <span class="words">{text}</span></p> : null);

interface CheckinProps { checkin: Checkin; answers: Answer[]; barriers: Barrier[]; goal: GoalPage; words: Words; answered: boolean; again: () => void; correct: (c: Checkin) => void }
/** `answered`: I may answer it, as I support this goal. */
function OfCheckin({ checkin: c, answers, barriers, goal, words, answered, again, correct }: CheckinProps) {
  const [open, setOpen] = useState(false);
  const mayCorrect = !c.corrected_by && goal.can.includes('check_in');
  return (
    <li class={`check-said ${c.corrected_by ? 'replaced' : ''}`}>
      <p class="who"><a href={`/people/${c.person_id}`}>{c.person_name}</a> <ConfidenceMark confidence={c.confidence} />
        <span>{t('score {score}', { score: score(c.score) })}</span> <time dateTime={c.checked_on}>{day(c.checked_on)}</time>
        {c.corrects_id && <span>{t('corrects an earlier one')}</span>}{c.corrected_by && <span>{t('corrected since')}</span>}
        {mayCorrect && <button type="button" class="plain" aria-label={t('Correct the check-in of {day}', { day: day(c.checked_on) })} onClick={() => correct(c)}>{t('Correct')}</button>}</p>
      {c.values.length > 0 && <p class="values">{c.values.map((v) => {
        const criterion = goal.criteria.find((x) => x.id === v.criterion_id);
        const statement = criterion?.statement ?? t('A criterion that no longer counts');
        return <span key={v.criterion_id} class="value"><span class="value-of" title={statement}>{statement}</span> <b>{criterion ? valueWords(criterion, v.value, words) : number(v.value)}</b></span>;
      })}</p>}
      <Said name={t('Moved')} text={c.moved} /><Said name={t('Next')} text={c.next} /><Said name={t('In the way')} text={c.in_the_way} />
      {c.in_the_way && mayCorrect && !barriers.some((b) => b.checkin_id === c.id) && <MakeBarrier checkin={c} goal={goal} />}
      {answers.length > 0 && <ul class="answers-to">{answers.map((a) => <OfAnswer key={a.id} answer={a} goal={goal} again={again} />)}</ul>}
      {answered && !c.corrected_by && (open ? <Support goal={goal} checkin={c.id} onDone={() => { setOpen(false); again(); }} onCancel={() => setOpen(false)} />
        : <p><button type="button" class="plain" aria-label={t('Answer the check-in of {day}', { day: day(c.checked_on) })} onClick={() => setOpen(true)}>{t('Answer')}</button></p>)}
    </li>
  );
}

function OfChange({ change: c, goal, words }: { change: Change; goal: GoalPage; words: Words }) {
  return (
    <li class="turn adaptation">
      <p class="who"><a href={`/people/${c.person_id}`}>{c.person_name}</a> <span class="mark adapted-mark">{t('Adapted')}</span> <When at={c.created_at} /></p>
      <p class="words">{c.reason}</p>
      <ChangeWords change={c} goal={goal} words={words} />
    </li>
  );
}

function OfEvent({ event: e }: { event: Event }) {
  const who = e.actor_id ? <a href={`/people/${e.actor_id}`}>{e.actor_name}</a> : 'Waymark';
  return <li class="turn"><p class="who"><span>{eventWords(e.type, who)}</span> <When at={e.at} /></p>{e.reason && <p class="words">{e.reason}</p>}</li>;
}

/** A supporter can say something at any time, not only when asked: to the goal, or to one check-in of it. */
function Support({ goal, checkin = null, onDone, onCancel }: { goal: GoalPage; checkin?: number | null; onDone: () => void; onCancel?: () => void }) {
  const kinds: AnswerKind[] = checkin ? ['aligned', 'question', 'suggestion', 'offer'] : ['question', 'suggestion', 'offer'];
  const [{ text, kind }, set, clear] = useDraft<{ text: string; kind: AnswerKind }>(`answer:${me.value!.id}:${goal.id}:${checkin ?? 'goal'}`, { text: '', kind: kinds[0]! });
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, act } = useAct();
  useEffect(() => { if (checkin) form.current?.querySelector('textarea')?.focus(); }, []);
  const ready = text.trim() || kind === 'offer' || kind === 'aligned';
  const send = async () => {
    if (busy || !ready) return;
    if (await act(() => put(`/goals/${goal.id}/answer`, { answer: kind, text: text || null, checkin_id: checkin }), t('Your words are there.'))) { clear(); onDone(); }
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); void send(); }
    if (e.key === 'Escape' && !text) onCancel?.();
  };
  return (
    <form class="composer" ref={form} onSubmit={(e) => { e.preventDefault(); void send(); }} onKeyDown={onKey}>
      <FormTrouble problem={problem} shown={['text']} />
      <Text label={checkin ? t('Your answer to {name}', { name: goal.owner_name }) : t('Say something to {name}', { name: goal.owner_name })} name={`support-${checkin ?? 'goal'}`} rows={2}
        value={text} onInput={(v) => set({ text: v })} fault={problem?.of('text')} />
      <div class="acts">
        <fieldset class="choices across"><legend class="unseen">{t('What it is')}</legend>
          {kinds.map((k) => <label key={k}><input type="radio" name={`support-kind-${checkin ?? 'goal'}`} checked={kind === k} onChange={() => set({ kind: k })} /> {answerWords[k]}</label>)}
        </fieldset>
        {onCancel && <button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button>}
        <button disabled={busy || !ready}>{t('Send')}</button>
      </div>
    </form>
  );
}

export function Talk({ goal, barriers, entries, words, again, correct }: { goal: GoalPage; barriers: Barrier[]; entries: Entry[]; words: Words; again: () => void; correct: (c: Checkin) => void }) {
  const [most, setMost] = useState(FIRST);
  const supports = goal.can.includes('answer') && goal.waits_for !== me.value!.id;
  const none = goal.state === 'active' && !entries.some((e) => e.kind === 'checkin');
  const rest = entries.length - most;
  return (
    <section aria-labelledby="talk-title"><h2 id="talk-title">{t('Along the way')}</h2>
      {supports && <Support goal={goal} onDone={again} />}
      {none && <Empty title={t('No check-in yet')}><p>{t('A check-in says what moved, what is next and what is in the way. It takes under a minute.')}</p></Empty>}
      <ol class="talk">{entries.slice(0, most).map((e) => {
        const key = `${e.kind}${e.id}`;
        switch (e.kind) {
          case 'checkin': return <OfCheckin key={key} checkin={e.checkin} answers={e.answers} barriers={barriers} goal={goal} words={words} answered={supports && goal.state === 'active'} again={again} correct={correct} />;
          case 'answer': return <OfAnswer key={key} answer={e.answer} goal={goal} again={again} />;
          case 'change': return <OfChange key={key} change={e.change} goal={goal} words={words} />;
          default: return <OfEvent key={key} event={e.event} />;
        }
      })}
      </ol>
      {rest > 0 && <p class="more"><button type="button" class="quiet" onClick={() => setMost(most + EACH)}>{t('Show earlier ones ({n})', { n: rest })}</button></p>}
    </section>
  );
}
