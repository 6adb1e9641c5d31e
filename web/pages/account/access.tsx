// How I come in: password, where I am signed in, tokens for scripts.
import { useState } from 'preact/hooks';
import { post, put, remove } from '../../api';
import { ago, day } from '../../format';
import { t } from '../../lang';
import { go, loadMe, me } from '../../state';
import type { Me, Session, Token } from '../../types';
import { Choice, FormTrouble, More, Text, useAct } from '../../ui/parts';
import { usePages } from '../../ui/pages';

export function Password({ m }: { m: Me }) {
  const [password, setPassword] = useState(''), [current, setCurrent] = useState('');
  const { busy, problem, act } = useAct();
  const change = async () => {
    if (!await act(() => put('/me/password', { password, current: current || null }), t('Your new password holds. Other sessions have ended.'))) return;
    setPassword('');
    setCurrent('');
    await loadMe();
  };
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); void change(); }}>
      <h2>{t('Password')}</h2>
      <input type="text" class="unseen" autocomplete="username" value={m.email} readOnly tabIndex={-1} aria-label={t('E-mail')} />
      {m.has_password && <Text label={t('Password until now')} name="current" type="password" autocomplete="current-password" value={current} onInput={setCurrent} fault={problem?.of('current')} />}
      <Text label={t('New password')} hint={t('At least 12 characters')} name="new-password" type="password" autocomplete="new-password" value={password} onInput={setPassword} fault={problem?.of('password')} />
      <button disabled={busy}>{t('Set password')}</button>
    </form>
  );
}

function SessionLine({ session: s, again }: { session: Session; again: () => void }) {
  const { act } = useAct();
  const since = t('since {day}, last used {ago}', { day: day(s.created_at.slice(0, 10)), ago: ago(s.used_at) });
  return (
    <li>
      {s.current ? <b>{t('Here')}</b> : t('Elsewhere')} <span class="hint">{since}</span>
      {!s.current && <button type="button" class="plain" aria-label={t('End it: {name}', { name: since })} onClick={() => act(() => remove(`/me/sessions/${s.id}`), t('That session has ended.')).then(again)}>{t('End it')}</button>}
    </li>
  );
}

export function Sessions() {
  const list = usePages<Session>('/me/sessions');
  const { act } = useAct();
  return (
    <section class="panel">
      <h2>{t('Where you are signed in')}</h2>
      <ul class="names">{list.items?.map((s) => <SessionLine key={s.id} session={s} again={list.again} />)}</ul>
      <More next={list.next} load={list.more} />
      <button type="button" class="quiet" onClick={() => act(async () => { await post('/sign-out'); me.value = null; go('/', true); })}>{t('Sign out')}</button>
    </section>
  );
}

const scopeWords: Record<Token['scope'], string> = {
  get read() { return t('Look only'); },
  get checkin() { return t('Look and check in'); },
  get full() { return t('All that I may do'); },
};

function TokenLine({ token, again }: { token: Token; again: () => void }) {
  const { act } = useAct();
  const until = day(token.expires_at.slice(0, 10));
  return (
    <li>
      <b>{token.name}</b> {scopeWords[token.scope]} <span class="hint">{token.used_at ? t('until {day}, last used {ago}', { day: until, ago: ago(token.used_at) }) : t('until {day}, not used yet', { day: until })}</span>
      <button type="button" class="plain" aria-label={t('End it: {name}', { name: token.name })} onClick={() => act(() => remove(`/me/tokens/${token.id}`), t('The token has ended.')).then(again)}>{t('End it')}</button>
    </li>
  );
}

export function Tokens() {
  const list = usePages<Token>('/me/tokens');
  const [form, setForm] = useState<{ name: string; scope: Token['scope']; days: string }>({ name: '', scope: 'read', days: '90' });
  const [made, setMade] = useState<string | null>(null);
  const { busy, problem, act } = useAct();
  const make = () => act(async () => {
    setMade((await post<Token>('/me/tokens', { ...form, days: Number(form.days) })).secret);
    setForm({ ...form, name: '' });
    list.again();
  });
  return (
    <section class="panel">
      <h2>{t('Tokens for scripts')}</h2>
      {list.items?.length === 0 && <p class="hint">{t('None. A token lets a program of yours use the API as you.')}</p>}
      <ul class="names">{list.items?.map((token) => <TokenLine key={token.id} token={token} again={list.again} />)}</ul>
      <More next={list.next} load={list.more} />
      {made && <p class="secret" role="status"><code>{made}</code><span class="hint">{t('Shown this once. Keep it like a password.')}</span></p>}
      <form onSubmit={(e) => { e.preventDefault(); void make(); }}>
        <FormTrouble problem={problem} shown={['name', 'scope', 'days']} />
        <div class="row">
          <Text label={t('What is it for?')} name="token-name" value={form.name} onInput={(v) => setForm({ ...form, name: v })} fault={problem?.of('name')} />
          <Choice label={t('It may')} name="scope" value={form.scope} onInput={(v) => setForm({ ...form, scope: v as Token['scope'] })}
            options={(['read', 'checkin', 'full'] as const).map((s): [string, string] => [s, scopeWords[s]])} />
          <Text label={t('Days')} name="days" type="number" min="1" value={form.days} onInput={(v) => setForm({ ...form, days: v })} fault={problem?.of('days')} />
        </div>
        <button class="quiet" disabled={busy}>{t('Make a token')}</button>
      </form>
    </section>
  );
}
