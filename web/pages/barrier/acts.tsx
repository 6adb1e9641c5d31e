// What one can do with a barrier: take it up with a day, hand it on, say how it ended, tell it better.
import { useState } from 'preact/hooks';
import { patch, put } from '../../api';
import { today } from '../../format';
import { t } from '../../lang';
import { loadMe, me } from '../../state';
import type { BarrierPage, Find } from '../../types';
import { Choice, FormTrouble, Text, useAct, useDraft, useWords } from '../../ui/parts';
import { Picker } from '../../ui/picker';
import { Weights, kindChoices } from '../goal/barriers';

type Doing = 'accept' | 'hand_on' | 'lifted' | 'unliftable' | 'edit' | null;
interface Doer { barrier: BarrierPage; onDone: () => void; onCancel: () => void }

const Buttons = ({ busy, word, onCancel }: { busy: boolean; word: string; onCancel: () => void }) => (
  <div class="acts"><button disabled={busy}>{word}</button><button type="button" class="quiet" onClick={onCancel}>{t('Not now')}</button></div>
);

function Accepting({ barrier: b, onDone, onCancel }: Doer) {
  const [on, setOn] = useState(b.promised_on ?? '');
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/barriers/${b.id}/acceptance`, { promised_on: on || undefined }), t('Thank you. {name} can see it.', { name: b.owner_name }))) onDone(); };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['promised_on']} />
      <Text label={t('Until when do you mean to have helped?')} hint={t('Only {name} and you see this day. You can change it.', { name: b.owner_name })} name="promised" type="date" min={today()} value={on} onInput={setOn} fault={problem?.of('promised_on')} />
      <Buttons busy={busy} word={t('I help')} onCancel={onCancel} />
    </form>
  );
}

function HandingOn({ barrier: b, onDone, onCancel }: Doer) {
  const [to, setTo] = useState<Pick<Find, 'id' | 'title'> | null>(null), [reason, setReason, sent] = useWords(`hand-on:${b.id}`);
  const { busy, problem, act } = useAct();
  const send = async () => { if (await act(() => put(`/barriers/${b.id}/asked`, { person_id: to?.id, reason }), t('{name} has been asked to help.', { name: to?.title ?? '' }))) { sent(); onDone(); } };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['person_id', 'reason']} />
      <Picker kind="person" name="hand-to" label={to ? t('Who could lift it? {name}', { name: to.title }) : t('Who could lift it?')} fault={problem?.of('person_id')} onPick={setTo} />
      <Text label={t('Why they?')} name="hand-reason" rows={2} value={reason} onInput={setReason} fault={problem?.of('reason')} />
      <Buttons busy={busy} word={t('Ask them')} onCancel={onCancel} />
    </form>
  );
}

function Ending({ barrier: b, outcome, onDone, onCancel }: Doer & { outcome: 'lifted' | 'unliftable' }) {
  const [text, setText, sent] = useWords(`${outcome}:${b.id}`);
  const { busy, problem, act } = useAct();
  const lifted = outcome === 'lifted';
  const send = async () => { if (await act(() => put(`/barriers/${b.id}/ending`, { outcome, text: text || null }), lifted ? t('Lifted. The way is free.') : t('It is said, with the reason.'))) { sent(); onDone(); } };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['text']} />
      <Text label={lifted ? t('What helped?') : t('Why can it not be lifted?')} hint={lifted ? t('A few words help whoever meets something like it') : t('So that another way can be found')} name="end-text" rows={3} value={text} onInput={setText} fault={problem?.of('text')} />
      <Buttons busy={busy} word={lifted ? t('It is lifted') : t('It cannot be lifted')} onCancel={onCancel} />
    </form>
  );
}

function Editing({ barrier: b, onDone, onCancel }: Doer) {
  const [form, set, clear] = useDraft(`barrier-edit:${me.value!.id}:${b.id}:${b.version}`, { text: b.text, kind: b.kind as string, important: b.importance === 'high', urgent: b.urgency === 'high' });
  const { busy, problem, act } = useAct();
  const send = async () => {
    const body = { text: form.text, kind: form.kind, importance: form.important ? 'high' : 'low', urgency: form.urgent ? 'high' : 'low' };
    if (await act(() => patch(`/barriers/${b.id}`, body, b.version), t('Saved.'))) { clear(); onDone(); }
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <FormTrouble problem={problem} shown={['text', 'kind']} />
      <Text label={t('What is in the way?')} name="edit-text" rows={3} value={form.text} onInput={(text) => set({ text })} fault={problem?.of('text')} />
      <Choice label={t('What kind is it?')} name="edit-kind" value={form.kind} onInput={(kind) => set({ kind })} options={kindChoices()} fault={problem?.of('kind')} />
      <Weights important={form.important} urgent={form.urgent} set={set} />
      <Buttons busy={busy} word={t('Save')} onCancel={onCancel} />
    </form>
  );
}

export function Acts({ barrier: b, again }: { barrier: BarrierPage; again: () => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  if (b.can.length === 0) return null;
  const done = () => { setDoing(null); again(); void loadMe(); };
  const props: Doer = { barrier: b, onDone: done, onCancel: () => setDoing(null) };
  const owner = b.owner_id === me.value!.id, helping = b.state === 'helped' && b.asked_id === me.value!.id;
  const button = (what: Exclude<Doing, null>, word: string, quiet = true) => (
    <button key={what} type="button" class={quiet ? 'quiet' : ''} aria-expanded={doing === what} onClick={() => setDoing(doing === what ? null : what)}>{word}</button>
  );
  return (
    <section aria-label={t('What I can do')}>
      <div class="acts">
        {b.can.includes('accept') && button('accept', helping ? t('Another day') : t('I help'), helping)}
        {b.can.includes('end') && button('lifted', t('It is lifted'), !(owner || helping))}
        {b.can.includes('hand_on') && button('hand_on', owner ? t('Ask somebody else') : t('Hand it on'))}
        {b.can.includes('end') && button('unliftable', t('It cannot be lifted'))}
        {b.can.includes('edit') && button('edit', t('Tell it better'))}
      </div>
      {doing && <div class="panel">
        {doing === 'accept' && <Accepting {...props} />}
        {doing === 'hand_on' && <HandingOn {...props} />}
        {doing === 'edit' && <Editing {...props} />}
        {(doing === 'lifted' || doing === 'unliftable') && <Ending key={doing} {...props} outcome={doing} />}
      </div>}
    </section>
  );
}
