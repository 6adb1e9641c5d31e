// What belongs to me: profile, contact points, how it looks, how I come in.
import { useState } from 'preact/hooks';
import { post, remove } from '../api';
import { t } from '../lang';
import { loadMe, me, setSingleKeys, setTheme, singleKeys, theme, themes, themeWords, type Theme } from '../state';
import type { Contact, Me } from '../types';
import { Choice, Empty, Text, useAct } from '../ui/parts';
import { mediumWords } from '../words';
import { Password, Sessions, Tokens } from './account/access';
import { Absences } from './account/absences';
import { Calendar } from './account/calendar';
import { NoticeChoices } from './account/notices';
import { Profile } from './account/profile';

const blank = { topic: '', medium: 'email', address: '', hours: '' };

function Contacts({ m }: { m: Me }) {
  const [form, setForm] = useState(blank);
  const { busy, problem, act } = useAct();
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const add = async () => {
    if (!await act(() => post(`/people/${m.id}/contact-points`, { ...form, hours: form.hours || null }), t('Added.'))) return;
    setForm(blank);
    await loadMe();
  };
  return (
    <section class="panel">
      <h2>{t('Contact points')}</h2>
      {m.contact_points.length === 0 ? <Empty title={t('None yet')}><p>{t('Say for what, how and when you can be reached, so that nobody has to guess.')}</p></Empty> : (
        <ul class="names">
          {m.contact_points.map((c: Contact) => (
            <li key={c.id}>
              <b>{c.topic}</b> {mediumWords[c.medium]}: {c.address} {c.hours && <span class="hint">{c.hours}</span>}
              <button type="button" class="plain" aria-label={t('Remove {name}', { name: c.topic })} onClick={() => act(() => remove(`/contact-points/${c.id}`), t('Removed.')).then(loadMe)}>×</button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <div class="row">
          <Text label={t('For what')} name="topic" value={form.topic} onInput={(v) => set({ topic: v })} fault={problem?.of('topic')} />
          <Choice label={t('How')} name="medium" value={form.medium} onInput={(v) => set({ medium: v })} options={Object.entries(mediumWords)} />
          <Text label={t('Where')} name="address" value={form.address} onInput={(v) => set({ address: v })} fault={problem?.of('address')} />
          <Text label={t('When')} name="hours" value={form.hours} onInput={(v) => set({ hours: v })} fault={problem?.of('hours')} />
        </div>
        <button class="quiet" disabled={busy}>{t('Add')}</button>
      </form>
    </section>
  );
}

function Looks() {
  return (
    <section class="panel">
      <h2>{t('How it looks')}</h2>
      <Choice label={t('Light or dark')} name="theme" value={theme.value} onInput={(v) => setTheme(v as Theme)} options={themes.map((x): [string, string] => [x, themeWords[x]])} />
      <p class="hint">{t('Kept in this browser. Motion is off when your device asks for less of it.')}</p>
      <label class="check"><input type="checkbox" checked={singleKeys.value} onChange={(e) => setSingleKeys(e.currentTarget.checked)} /> {t('Single keys: / for search, ? for all keys')}</label>
    </section>
  );
}

export default function Page() {
  const m = me.value!;
  return (
    <>
      <h1>{t('My account')}</h1>
      <p class="lead"><a href={`/people/${m.id}`}>{t('My page, as others see it')}</a> · <a href="/framework">{t('The framework')}</a></p>
      <div class="stack">
        <Profile key={m.version} m={m} />
        <Contacts m={m} />
        <Absences m={m} />
        <NoticeChoices />
        <Looks />
        <Password m={m} />
        <Calendar />
        <Sessions /><Tokens />
      </div>
    </>
  );
}
