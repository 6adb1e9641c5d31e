// Puts something on the agenda of the next one-to-one with somebody, from where it comes to mind.
import { useState } from 'preact/hooks';
import { post } from '../api';
import { t } from '../lang';
import { FormTrouble, Text, useAct, useWords } from './parts';

export function AgendaAdd({ person, goal }: { person: { id: number; name: string }; goal?: number }) {
  const [open, setOpen] = useState(false);
  const [text, setText, sent] = useWords(`agenda:${person.id}:${goal ?? 0}`);
  const { busy, problem, act, clear } = useAct();
  const close = () => { setOpen(false); clear(); };
  const add = async () => { if (await act(() => post(`/people/${person.id}/agenda`, { text, goal_id: goal ?? null }), t('It is on the agenda of your next one-to-one with {name}.', { name: person.name }))) { sent(); close(); } };
  if (!open) return <p><button type="button" class="quiet" onClick={() => setOpen(true)}>{t('Add to my next one-to-one with {name}', { name: person.name })}</button></p>;
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void add(); }} onKeyDown={(e) => { if (e.key === 'Escape') close(); }}>
      <FormTrouble problem={problem} shown={['text']} />
      <Text label={t('What would you like to talk about with {name}?', { name: person.name })} hint={t('Only the two of you see it.')} name={`agenda-${person.id}`} value={text} onInput={setText} fault={problem?.of('text')} />
      <div class="acts">
        {problem?.status === 409 ? <a class="button" href={`/meetings/new?with=${person.id}&item=${encodeURIComponent(text)}`}>{t('Plan a one-to-one')}</a> : <button disabled={busy}>{t('Add')}</button>}
        <button type="button" class="quiet" onClick={close}>{t('Not now')}</button>
      </div>
    </form>
  );
}
