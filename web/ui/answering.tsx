// The supporter's answer to a proposal, or the owner's to a goal that another person wrote for them.
import { put } from '../api';
import { t } from '../lang';
import { me } from '../state';
import type { AnswerKind } from '../types';
import { FormTrouble, Text, useAct, useDraft } from './parts';

/** `accepting`: the goal was written for me; else its owner asks me as their supporter. */
export function Answering({ goal, accepting, onDone }: { goal: number; accepting: boolean; onDone: () => void }) {
  const [{ text }, set, clear] = useDraft(`answer:${me.value!.id}:${goal}:asked`, { text: '' });
  const { busy, problem, act } = useAct();
  const answer = async (kind: AnswerKind) => {
    const done = kind === 'aligned' && accepting ? t('Accepted. It is your goal now.') : t('Your answer is there.');
    if (await act(() => put(`/goals/${goal}/answer`, { answer: kind, text: text || null }), done)) { clear(); onDone(); }
  };
  return (
    <>
      <FormTrouble problem={problem} shown={['text']} />
      <Text label={t('A few words')} hint={t('Needed for a question or a suggestion')} name={`answer-${goal}`} rows={3} value={text} onInput={(v) => set({ text: v })}
        fault={problem?.of('text')} />
      <div class="acts">
        <button type="button" disabled={busy} onClick={() => answer('aligned')}>{accepting ? t('Accept') : t('Aligned')}</button>
        <button type="button" class="quiet" disabled={busy} onClick={() => answer('question')}>{t('Ask')}</button>
        <button type="button" class="quiet" disabled={busy} onClick={() => answer('suggestion')}>{t('Suggest')}</button>
        {!accepting && <button type="button" class="quiet" disabled={busy} onClick={() => answer('offer')}>{t('Offer help')}</button>}
      </div>
    </>
  );
}
