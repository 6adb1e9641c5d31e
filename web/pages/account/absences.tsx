// When I am away, and who stands in. Nothing of mine is due meanwhile.
import { useState } from 'preact/hooks';
import { post, remove } from '../../api';
import { day } from '../../format';
import { t } from '../../lang';
import { did, loadMe } from '../../state';
import type { Absence, Me, Named } from '../../types';
import { Empty, FormTrouble, Text, useAct } from '../../ui/parts';
import { usePages } from '../../ui/pages';
import { Picker } from '../../ui/picker';

const blank = { starts_on: '', ends_on: '' };

export function Absences({ m }: { m: Me }) {
  const list = usePages<Absence>(`/people/${m.id}/absences`);
  const [form, setForm] = useState(blank), [other, setOther] = useState<Named | null>(null);
  const { busy, problem, act } = useAct();
  const after = async () => { did(); await loadMe(); };
  const add = async () => {
    const body = { starts_on: form.starts_on || null, ends_on: form.ends_on || form.starts_on || null, stand_in_id: other?.id ?? null };
    if (!await act(async () => { await post(`/people/${m.id}/absences`, body); await after(); }, t('Noted. Nothing is due meanwhile.'))) return;
    setForm(blank);
    setOther(null);
  };
  const drop = (a: Absence) => act(async () => { await remove(`/absences/${a.id}`); await after(); }, t('Removed.'));
  const span = (a: Absence) => (a.starts_on === a.ends_on ? day(a.starts_on) : t('{from} to {to}', { from: day(a.starts_on), to: day(a.ends_on) }));
  return (
    <section class="panel" aria-labelledby="absences-title">
      <h2 id="absences-title">{t('Absences')}</h2>
      {list.items?.length === 0 && <Empty title={t('None ahead')}><p>{t('Say when you are away: no check-in falls due, and others see who stands in. Why is your own business.')}</p></Empty>}
      <ul class="names">
        {list.items?.map((a) => (
          <li key={a.id}>
            <b>{span(a)}</b> {a.stand_in_id && <span class="hint">{t('{name} stands in', { name: a.stand_in_name ?? '' })}</span>}
            <button type="button" class="plain" disabled={busy} aria-label={t('Remove {name}', { name: span(a) })} onClick={() => drop(a)}>×</button>
          </li>
        ))}
      </ul>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <FormTrouble problem={problem} shown={['starts_on', 'ends_on', 'stand_in_id']} />
        <div class="row">
          <Text label={t('First day away')} name="starts_on" type="date" value={form.starts_on} onInput={(v) => setForm({ ...form, starts_on: v })} fault={problem?.of('starts_on')} />
          <Text label={t('Last day away')} name="ends_on" type="date" value={form.ends_on} onInput={(v) => setForm({ ...form, ends_on: v })} fault={problem?.of('ends_on')} />
        </div>
        {other
          ? <p class="picked">{t('{name} stands in', { name: other.name })} <button type="button" class="plain" onClick={() => setOther(null)}>{t('Somebody else')}</button></p>
          : <Picker kind="person" label={t('Who stands in?')} hint={t('May stay open')} name="stand_in_id" fault={problem?.of('stand_in_id')} onPick={(p) => setOther({ id: p.id, name: p.title })} />}
        <button class="quiet" disabled={busy}>{t('Add')}</button>
      </form>
    </section>
  );
}
