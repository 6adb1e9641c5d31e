// What one can do with a need: accept it, suggest something else, agree, decline, withdraw, give it, say whether it came.
import { useEffect, useState } from 'preact/hooks';
import { get, patch, put, query } from '../../api';
import { day, today } from '../../format';
import { t } from '../../lang';
import { loadMe, me } from '../../state';
import type { Goal, List, NeedPage } from '../../types';
import { Choice, FormTrouble, Text, useAct } from '../../ui/parts';

type Doing = 'accept' | 'suggest' | 'decline' | 'withdraw' | 'give' | 'came' | 'missing' | 'edit';
interface Doer { need: NeedPage; onDone: () => void; onCancel: () => void }

const Buttons = ({ busy, word, onCancel }: { busy: boolean; word: string; onCancel: () => void }) => (
  <div class="acts"><button disabled={busy}>{word}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
);

const GOALS_MOST = 50;

function Accepting({ need: n, onDone, onCancel }: Doer) {
  const [goals, setGoals] = useState<Goal[]>([]), [goal, setGoal] = useState('');
  const { busy, problem, act } = useAct();
  useEffect(() => { get<List<Goal>>(`/goals${query({ owner_id: me.value!.id, state: 'active', limit: GOALS_MOST })}`).then((l) => setGoals(l.items), () => setGoals([])); }, []);
  const send = async () => { if (await act(() => put(`/needs/${n.id}/acceptance`, { goal_id: goal ? Number(goal) : null }), t('Thank you. {name} can count on it.', { name: n.owner_name }))) onDone(); };
  const options: [string, string][] = [['', t('None of them')], ...goals.filter((g) => g.id !== n.goal_id).map((g): [string, string] => [String(g.id), g.title])];
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['goal_id']} />
      <p>{t('By {day}, as asked.', { day: day(n.due_on) })}</p>
      {goals.length > 0 && <Choice label={t('Which of my goals is it part of?')} name="need-goal" value={goal} onInput={setGoal} options={options} fault={problem?.of('goal_id')} />}
      <Buttons busy={busy} word={t('I accept it')} onCancel={onCancel} />
    </form>
  );
}

function Suggesting({ need: n, onDone, onCancel }: Doer) {
  const [on, setOn] = useState(n.offered_on ?? n.due_on), [text, setText] = useState(n.offered_text ?? n.text), [words, setWords] = useState('');
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/needs/${n.id}/suggestion`, { due_on: on || null, text, words }), t('{name} has been asked whether that is fine.', { name: n.owner_name }))) onDone(); };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['due_on', 'text', 'words']} />
      <Text label={t('By when can you?')} name="offered-on" type="date" min={today()} value={on} onInput={setOn} fault={problem?.of('due_on')} />
      <Text label={t('What can you give?')} name="offered-text" rows={3} value={text} onInput={setText} fault={problem?.of('text')} />
      <Text label={t('Why?')} name="offered-words" rows={2} value={words} onInput={setWords} fault={problem?.of('words')} />
      <Buttons busy={busy} word={t('Suggest it')} onCancel={onCancel} />
    </form>
  );
}

function Editing({ need: n, onDone, onCancel }: Doer) {
  const [on, setOn] = useState(n.due_on), [text, setText] = useState(n.text);
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => patch(`/needs/${n.id}`, { due_on: on || null, text }, n.version), t('Saved.'))) onDone(); };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['due_on', 'text']} />
      <Text label={t('What is needed?')} name="edit-text" rows={3} value={text} onInput={setText} fault={problem?.of('text')} />
      <Text label={t('By when?')} name="edit-due" type="date" min={today()} value={on} onInput={setOn} fault={problem?.of('due_on')} />
      <Buttons busy={busy} word={t('Save')} onCancel={onCancel} />
    </form>
  );
}

interface Saying { path: string; body?: object; label: string; hint?: string; word: string; thanks: string }

const sayings = (n: NeedPage): Partial<Record<Doing, Saying>> => ({
  decline: { path: 'refusal', label: t('Why not?'), hint: t('So that {name} can find another way', { name: n.owner_name }), word: t('Decline'), thanks: t('It is said, with the reason.') },
  withdraw: { path: 'withdrawal', label: t('What changed?'), hint: t('If you like'), word: t('Withdraw it'), thanks: t('It is withdrawn.') },
  give: { path: 'giving', label: t('Where is it, and what should one know?'), hint: t('If you like'), word: t('It is given'), thanks: t('{name} has been told.', { name: n.owner_name }) },
  came: { path: 'receipt', body: { came: true }, label: t('A word of thanks?'), hint: t('If you like'), word: t('It came'), thanks: t('Good. It is done.') },
  missing: { path: 'receipt', body: { came: false }, label: t('What is still missing?'), word: t('Say so'), thanks: t('It is said.') },
});

/** An act that is said in words, which some of them need. */
function Said({ need: n, saying: s, onDone, onCancel }: Doer & { saying: Saying }) {
  const [words, setWords] = useState('');
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/needs/${n.id}/${s.path}`, { ...s.body, words: words || null }), s.thanks)) onDone(); };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['words']} />
      <Text label={s.label} hint={s.hint} name="need-words" rows={2} value={words} onInput={setWords} fault={problem?.of('words')} />
      <Buttons busy={busy} word={s.word} onCancel={onCancel} />
    </form>
  );
}

export function Acts({ need: n, again }: { need: NeedPage; again: () => void }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const { busy, act } = useAct();
  if (n.can.length === 0) return null;
  const done = () => { setDoing(null); again(); void loadMe(); };
  const props: Doer = { need: n, onDone: done, onCancel: () => setDoing(null) };
  const can = (what: string) => n.can.includes(what);
  const agree = async () => { if (await act(() => put(`/needs/${n.id}/agreement`), t('Agreed.'))) done(); };
  const button = (what: Doing, word: string, quiet = true) => (
    <button key={what} type="button" class={quiet ? 'quiet' : ''} aria-expanded={doing === what} onClick={() => setDoing(doing === what ? null : what)}>{word}</button>
  );
  const saying = doing ? sayings(n)[doing] : undefined, changed = n.state === 'changed', given = n.state === 'given';
  return (
    <section aria-label={t('What I can do')}>
      <div class="acts">
        {can('agree') && <button type="button" disabled={busy} onClick={() => void agree()}>{t('I agree')}</button>}
        {can('accept') && button('accept', changed ? t('I accept it as it was asked') : t('I accept it'), changed)}
        {can('give') && button('give', t('It is given'), false)}
        {can('receive') && button('came', t('It came'), !given)}
        {can('receive') && given && button('missing', t('Something is missing'))}
        {can('suggest') && button('suggest', t('Suggest something else'))}
        {can('decline') && button('decline', n.state === 'accepted' ? t('I cannot give it after all') : t('Decline'))}
        {can('edit') && button('edit', t('Ask it better'))}
        {can('withdraw') && button('withdraw', t('Withdraw it'))}
      </div>
      {doing && <div class="panel">
        {doing === 'accept' && <Accepting {...props} />}
        {doing === 'suggest' && <Suggesting {...props} />}
        {doing === 'edit' && <Editing {...props} />}
        {saying && <Said key={doing} {...props} saying={saying} />}
      </div>}
    </section>
  );
}
