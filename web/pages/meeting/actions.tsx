// Actions: who does what until when. They are on Home of whose they are.
import { useState } from 'preact/hooks';
import { patch, post, remove } from '../../api';
import { day, today } from '../../format';
import { t } from '../../lang';
import { loadMe, me, say } from '../../state';
import type { MeetingAction, MeetingPage } from '../../types';
import { Choice, FormTrouble, Text, useAct, useWords } from '../../ui/parts';

function Add({ meeting, again }: { meeting: MeetingPage; again: () => void }) {
  const [text, setText, sent] = useWords(`action:${meeting.id}`);
  const [owner, setOwner] = useState(String(me.value!.id));
  const [due, setDue] = useState('');
  const { busy, problem, act } = useAct();
  const add = async () => {
    if (text.trim() && await act(() => post(`/meetings/${meeting.id}/actions`, { text, owner_id: Number(owner), due_on: due || null }))) { sent(); setDue(''); again(); }
  };
  return (
    <form class="action-add" onSubmit={(e) => { e.preventDefault(); void add(); }}>
      <FormTrouble problem={problem} shown={['text', 'owner_id', 'due_on']} />
      <Text label={t('What will be done')} name="action" value={text} onInput={setText} fault={problem?.of('text')} />
      <Choice label={t('By whom')} name="action-owner" value={owner} onInput={setOwner} fault={problem?.of('owner_id')} options={meeting.people.map((p) => [String(p.id), p.id === me.value!.id ? t('Me') : p.name])} />
      <div class="inline"><Text label={t('By, if it has a day')} name="action-due" type="date" value={due} onInput={setDue} fault={problem?.of('due_on')} /><button class="quiet" disabled={busy}>{t('Add')}</button></div>
    </form>
  );
}

function ActionRow({ action: a, meeting, again }: { action: MeetingAction; meeting: MeetingPage; again: () => void }) {
  const { busy, act } = useAct();
  const late = !a.done && a.due_on !== null && a.due_on < today();
  const toggle = () => act(() => patch(`/meeting-actions/${a.id}`, { done: !a.done }, a.version)).then(() => { again(); void loadMe(); });
  const drop = async () => {
    if (!await act(() => remove(`/meeting-actions/${a.id}`))) return;
    say(t('The action is gone.'), { undo: () => post(`/meetings/${meeting.id}/actions`, { text: a.text, owner_id: a.owner_id, due_on: a.due_on, done: a.done }) });
    again();
  };
  return (
    <li class={a.done ? 'done' : ''}>
      <label><input type="checkbox" checked={a.done} disabled={busy} onChange={toggle} /> <span>{a.text}</span></label>
      <span class="row-acts"><button type="button" class="plain" disabled={busy} aria-label={t('Remove: {action}', { action: a.text })} onClick={drop}>×</button></span>
      <p class="hint">{a.owner_id === me.value!.id ? t('Me') : a.owner_name}
        {a.due_on && <span class={late ? 'late' : ''}> · {late ? t('was due {day}', { day: day(a.due_on) }) : t('by {day}', { day: day(a.due_on) })}</span>}
        {a.meeting_id !== meeting.id && !a.done && <> · {t('from an earlier meeting')}</>}</p>
    </li>
  );
}

export function Actions({ meeting, again }: { meeting: MeetingPage; again: () => void }) {
  return (
    <section class="panel" aria-labelledby="actions-title">
      <h2 id="actions-title">{t('What we do next')}</h2>
      {meeting.actions.length === 0 ? <p class="hint">{t('Nothing agreed yet. What you write here is on Home of whoever does it.')}</p>
        : <ul class="steps">{meeting.actions.map((a) => <ActionRow key={a.id} action={a} meeting={meeting} again={again} />)}</ul>}
      <Add meeting={meeting} again={again} />
    </section>
  );
}
