// What belongs to me: profile, working hours, contact points, how it looks, password, sessions, tokens.
import { useState } from 'preact/hooks';
import { patch, post, put, remove } from '../api';
import { ago, day, minutes } from '../format';
import { go, loadMe, me, setSingleKeys, setTheme, singleKeys, theme } from '../state';
import type { Contact, Me, Session, Token } from '../types';
import { Choice, Empty, Field, FormTrouble, Text, useAct } from '../ui/parts';
import { usePages } from '../ui/pages';
import { mediumWords, weekdays } from '../words';

const zones = (): string[] => { try { return Intl.supportedValuesOf('timeZone'); } catch { return []; } };
const toMinutes = (t: string) => { const [h, m] = t.split(':').map(Number); return (h ?? 0) * 60 + (m ?? 0); };

function Profile({ m }: { m: Me }) {
  const [form, setForm] = useState({ name: m.name, zone: m.zone, language: m.language ?? '', work_days: m.work_days, work_from: minutes(m.work_from), work_until: minutes(m.work_until), work_with_me: m.work_with_me ?? '', skills: m.skills.join(', ') });
  const { busy, problem, act } = useAct();
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = () => act(async () => {
    await patch(`/people/${m.id}`, { ...form, language: form.language || null, work_from: toMinutes(form.work_from), work_until: toMinutes(form.work_until), work_with_me: form.work_with_me || null, skills: form.skills.split(',').map((s) => s.trim()).filter(Boolean) }, m.version);
    await loadMe();
  }, 'Saved.');
  const all = zones();
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <h2>Profile</h2>
      <FormTrouble problem={problem} shown={Object.keys(form)} />
      <Text label="Name" name="name" value={form.name} onInput={(v) => set({ name: v })} fault={problem?.of('name')} autocomplete="name" />
      <Text label="How to work with me" hint="When you think best, how you like to be asked, what helps you" name="work_with_me" rows={4} value={form.work_with_me} onInput={(v) => set({ work_with_me: v })} fault={problem?.of('work_with_me')} />
      <Text label="What I can help with" hint="Separated by commas" name="skills" value={form.skills} onInput={(v) => set({ skills: v })} fault={problem?.of('skills')} />
      <div class="row">
        {all.length ? <Choice label="Time zone" name="zone" value={form.zone} onInput={(v) => set({ zone: v })} options={[...new Set([form.zone, ...all])].map((z): [string, string] => [z, z.replaceAll('_', ' ')])} fault={problem?.of('zone')} /> : <Text label="Time zone" name="zone" value={form.zone} onInput={(v) => set({ zone: v })} fault={problem?.of('zone')} />}
        <Text label="Language for dates and numbers" hint="Such as en-GB or de; empty: your browser's" name="language" value={form.language} onInput={(v) => set({ language: v })} fault={problem?.of('language')} />
      </div>
      <fieldset class="choices across"><legend>Working days</legend>{weekdays().map((w, i) => { const d = String(i + 1); return <label key={d}><input type="checkbox" checked={form.work_days.includes(d)} onChange={(e) => set({ work_days: [...'1234567'].filter((x) => (x === d ? e.currentTarget.checked : form.work_days.includes(x))).join('') })} /> {w}</label>; })}{problem?.of('work_days') && <p class="fault">{problem.of('work_days')}</p>}</fieldset>
      <div class="row"><Text label="From" name="work_from" type="time" value={form.work_from} onInput={(v) => set({ work_from: v })} fault={problem?.of('work_from')} /><Text label="Until" name="work_until" type="time" value={form.work_until} onInput={(v) => set({ work_until: v })} fault={problem?.of('work_until')} /></div>
      <button disabled={busy}>Save</button>
    </form>
  );
}

function Contacts({ m }: { m: Me }) {
  const [form, setForm] = useState({ topic: '', medium: 'email', address: '', hours: '' });
  const { busy, problem, act } = useAct();
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  return (
    <section class="panel"><h2>Contact points</h2>
      {m.contact_points.length === 0 ? <Empty title="None yet"><p>Say for what, how and when you can be reached, so that nobody has to guess.</p></Empty> : <ul class="names">{m.contact_points.map((c: Contact) => <li key={c.id}><b>{c.topic}</b> {mediumWords[c.medium]}: {c.address} <span class="hint">{c.hours}</span><button type="button" class="plain" aria-label={`Remove ${c.topic}`} onClick={() => act(() => remove(`/contact-points/${c.id}`), 'Removed.').then(loadMe)}>×</button></li>)}</ul>}
      <form onSubmit={async (e) => { e.preventDefault(); if (await act(() => post(`/people/${m.id}/contact-points`, { ...form, hours: form.hours || null }), 'Added.')) { setForm({ topic: '', medium: 'email', address: '', hours: '' }); await loadMe(); } }}>
        <div class="row"><Text label="For what" name="topic" value={form.topic} onInput={(v) => set({ topic: v })} fault={problem?.of('topic')} /><Choice label="How" name="medium" value={form.medium} onInput={(v) => set({ medium: v })} options={Object.entries(mediumWords)} /><Text label="Where" name="address" value={form.address} onInput={(v) => set({ address: v })} fault={problem?.of('address')} /><Text label="When" name="hours" value={form.hours} onInput={(v) => set({ hours: v })} fault={problem?.of('hours')} /></div>
        <button class="quiet" disabled={busy}>Add</button>
      </form>
    </section>
  );
}

function Password({ m }: { m: Me }) {
  const [password, setPassword] = useState(''), [current, setCurrent] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <form class="panel" onSubmit={async (e) => { e.preventDefault(); if (await act(() => put('/me/password', { password, current: current || null }), 'Your new password holds. Other sessions have ended.')) { setPassword(''); setCurrent(''); await loadMe(); } }}>
      <h2>Password</h2>
      <input type="text" class="unseen" autocomplete="username" value={m.email} readOnly tabIndex={-1} aria-label="E-mail" />
      {m.has_password && <Text label="Password until now" name="current" type="password" autocomplete="current-password" value={current} onInput={setCurrent} fault={problem?.of('current')} />}
      <Text label="New password" hint="At least 12 characters" name="new-password" type="password" autocomplete="new-password" value={password} onInput={setPassword} fault={problem?.of('password')} />
      <button disabled={busy}>Set password</button>
    </form>
  );
}

function Sessions() {
  const list = usePages<Session>('/me/sessions');
  const { act } = useAct();
  return (
    <section class="panel"><h2>Where you are signed in</h2>
      <ul class="names">{list.items?.map((s) => <li key={s.id}>{s.current ? <b>Here</b> : 'Elsewhere'} <span class="hint">since {day(s.created_at.slice(0, 10))}, last used {ago(s.used_at)}</span>{!s.current && <button type="button" class="plain" onClick={() => act(() => remove(`/me/sessions/${s.id}`), 'That session has ended.').then(list.again)}>End it</button>}</li>)}</ul>
      <button type="button" class="quiet" onClick={() => act(async () => { await post('/sign-out'); me.value = null; go('/', true); })}>Sign out</button>
    </section>
  );
}

function Tokens() {
  const list = usePages<Token>('/me/tokens');
  const [form, setForm] = useState({ name: '', scope: 'read', days: '90' });
  const [made, setMade] = useState<string | null>(null);
  const { busy, problem, act } = useAct();
  const words: Record<string, string> = { read: 'Look only', checkin: 'Look and check in', full: 'All that I may do' };
  return (
    <section class="panel"><h2>Tokens for scripts</h2>
      {list.items?.length === 0 && <p class="hint">None. A token lets a program of yours use the API as you.</p>}
      <ul class="names">{list.items?.map((t) => <li key={t.id}><b>{t.name}</b> {words[t.scope]} <span class="hint">until {day(t.expires_at.slice(0, 10))}{t.used_at ? `, last used ${ago(t.used_at)}` : ', not used yet'}</span><button type="button" class="plain" onClick={() => act(() => remove(`/me/tokens/${t.id}`), 'The token has ended.').then(list.again)}>End it</button></li>)}</ul>
      {made && <p class="secret" role="status"><code>{made}</code><span class="hint">Shown this once. Keep it like a password.</span></p>}
      <form onSubmit={(e) => { e.preventDefault(); void act(async () => { setMade((await post<Token>('/me/tokens', { ...form, days: Number(form.days) })).secret); list.again(); }); }}>
        <FormTrouble problem={problem} shown={['name', 'scope', 'days']} />
        <div class="row"><Text label="What is it for?" name="token-name" value={form.name} onInput={(v) => setForm({ ...form, name: v })} fault={problem?.of('name')} /><Choice label="It may" name="scope" value={form.scope} onInput={(v) => setForm({ ...form, scope: v })} options={Object.entries(words)} /><Text label="Days" name="days" type="number" min="1" value={form.days} onInput={(v) => setForm({ ...form, days: v })} fault={problem?.of('days')} /></div>
        <button class="quiet" disabled={busy}>Make a token</button>
      </form>
    </section>
  );
}

export default function Page() {
  const m = me.value!;
  return (
    <>
      <h1>My account</h1>
      <p class="lead"><a href={`/people/${m.id}`}>My page, as others see it</a> · <a href="/framework">The framework</a></p>
      <div class="stack">
        <Profile key={m.version} m={m} />
        <Contacts m={m} />
        <section class="panel"><h2>How it looks</h2><Field label="Light or dark" name="theme">{(a) => <select {...a} value={theme.value} onChange={(e) => setTheme(e.currentTarget.value as 'system')}><option value="system">As my device</option><option value="light">Light</option><option value="dark">Dark</option><option value="contrast">High contrast</option></select>}</Field>
          <label class="check"><input type="checkbox" checked={singleKeys.value} onChange={(e) => setSingleKeys(e.currentTarget.checked)} /> Single keys: / for search, ? for all keys</label></section>
        <Password m={m} /><Sessions /><Tokens />
      </div>
    </>
  );
}
