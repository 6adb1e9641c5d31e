// People who may be able to help, each with why; one click introduces them. And the notes of those who were introduced.
import { useState } from 'preact/hooks';
import { get, patch, post } from '../../api';
import { ago } from '../../format';
import { t, tx } from '../../lang';
import type { BarrierHelper, BarrierPage, Introduction, List } from '../../types';
import { Reasons } from '../../ui/barrier';
import { FormTrouble, Text, useAct, useLoad, useWords } from '../../ui/parts';

const HELPERS_MOST = 6;

function Helper({ barrier: b, helper: h, again }: { barrier: BarrierPage; helper: BarrierHelper; again: () => void }) {
  const { busy, act } = useAct();
  const note = t('{owner} and {person}: I think it would help if you two talked about “{barrier}”.', { owner: b.owner_name, person: h.person_name, barrier: b.text.slice(0, 400) });
  const introduce = async () => {
    if (await act(() => post(`/barriers/${b.id}/introductions`, { person_id: h.person_id, note }), t('{name} has been told, with a note that you both can change.', { name: h.person_name }))) again();
  };
  return (
    <li class="helper">
      <div><a class="title" href={`/people/${h.person_id}`}>{h.person_name}</a>{h.person_title && <p class="meta">{h.person_title}</p>}<Reasons reasons={h.reasons} /></div>
      <button type="button" class="quiet" disabled={busy} aria-label={t('Introduce {name}', { name: h.person_name })} onClick={() => void introduce()}>{t('Introduce')}</button>
    </li>
  );
}

export function Helpers({ barrier: b, again }: { barrier: BarrierPage; again: () => void }) {
  const { value } = useLoad(() => get<List<BarrierHelper>>(`/barriers/${b.id}/helpers?limit=${HELPERS_MOST}`), [b.id, b.version, b.introductions.length]);
  if (!value) return null;
  return (
    <section aria-labelledby="helpers-title"><h2 id="helpers-title">{t('Who may be able to help')}</h2>
      {value.items.length === 0
        ? <p class="hint">{t('Waymark finds nobody whose goals, skills or experience come near. Somebody in your team may know whom to ask.')}</p>
        : <><p class="hint">{t('Found by goals, skills and barriers lifted before. Whoever has many goals already is left in peace.')}</p>
          <ul class="list">{value.items.map((h) => <Helper key={h.person_id} barrier={b} helper={h} again={again} />)}</ul></>}
    </section>
  );
}

function Note({ introduction: i, again }: { introduction: Introduction; again: () => void }) {
  const [open, setOpen] = useState(false), [note, setNote, sent] = useWords(`note:${i.id}:${i.version}`, i.note);
  const { busy, problem, act } = useAct();
  const save = async () => { if (await act(() => patch(`/introductions/${i.id}`, { note }, i.version), t('Saved.'))) { sent(); setOpen(false); again(); } };
  return (
    <li class="panel">
      <p class="meta"><span>{tx('Between {one} and {two}', { one: <a href={`/people/${i.owner_id}`}>{i.owner_name}</a>, two: <a href={`/people/${i.person_id}`}>{i.person_name}</a> })}</span>
        <span>{t('{name} wrote in it {when}', { name: i.noted_by_name, when: ago(i.noted_at) })}</span></p>
      {open
        ? <form onSubmit={(e) => { e.preventDefault(); void save(); }}>
          <FormTrouble problem={problem} shown={['note']} />
          <Text label={t('Your note')} name={`note-${i.id}`} rows={4} value={note} onInput={setNote} fault={problem?.of('note')} />
          <div class="acts"><button disabled={busy}>{t('Save')}</button><button type="button" class="quiet" onClick={() => setOpen(false)}>{t('Not now')}</button></div>
        </form>
        : <><p class="words">{i.note}</p><button type="button" class="quiet" onClick={() => setOpen(true)}>{t('Write in it')}</button></>}
    </li>
  );
}

export function Notes({ barrier: b, again }: { barrier: BarrierPage; again: () => void }) {
  if (b.introductions.length === 0) return null;
  return (
    <section aria-labelledby="notes-title"><h2 id="notes-title">{t('Introduced')}</h2>
      <p class="hint">{t('Only the two of you read this note, and both can change it.')}</p>
      <ul>{b.introductions.map((i) => <Note key={`${i.id}-${i.version}`} introduction={i} again={again} />)}</ul>
    </section>
  );
}
