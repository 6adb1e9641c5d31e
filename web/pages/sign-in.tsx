// Signing in: with a password, with a one-time link (the secret stands behind the # and never reaches a log), or by one click where
// this is a demonstration.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { post } from '../api';
import { t } from '../lang';
import { go, loadMe } from '../state';
import { useDoors } from '../ui/demonstration';
import { Doors } from '../ui/doors';
import { FormTrouble, Text, useAct } from '../ui/parts';

/** What came along with the page for a session that has ended says nothing to who signs in now (routes.ts). */
const stale = () => performance.getEntriesByType('resource').some((e) => (e as PerformanceResourceTiming).initiatorType === 'link' && e.name.includes('/api/'));

async function enter(work: () => Promise<unknown>): Promise<void> {
  await work();
  const came = location.pathname === '/sign-in';
  if (stale()) {
    if (came) location.replace('/');
    else location.reload();
    return;
  }
  await loadMe();
  if (came) go('/', true);
}

/** A way over contour lines, from mark to mark. */
const Way = () => (
  <svg class="way" viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <g class="contours">
      <path d="M-20 96c70-60 150-70 226-34s118 30 214-22" />
      <path d="M-20 150c84-66 158-68 230-30s126 34 210-14" />
      <path d="M-20 206c96-70 160-66 232-26s134 38 208-4" />
      <path d="M-20 262c104-70 164-60 236-20s136 42 204 8" />
      <path d="M-20 320c110-66 170-54 240-16s136 46 200 20" />
      <path d="M-20 378c116-62 176-46 246-12s134 48 194 30" />
      <path d="M-20 436c122-56 184-38 252-8s128 46 188 40" />
      <ellipse cx="300" cy="128" rx="44" ry="25" transform="rotate(-14 300 128)" />
      <ellipse cx="302" cy="126" rx="22" ry="11" transform="rotate(-14 302 126)" />
    </g>
    <path class="trail" d="M60 500c-4-62 56-78 104-96s74-40 62-84-84-46-76-100 74-62 106-74 34-18 46-20" />
    <g class="marks">
      <rect x="155" y="392" width="9" height="18" rx="1.5" />
      <rect x="222" y="318" width="9" height="18" rx="1.5" />
      <rect x="148" y="222" width="9" height="18" rx="1.5" />
      <rect x="298" y="112" width="9" height="18" rx="1.5" />
    </g>
  </svg>
);

function Sheet({ children, wide }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <div class={wide ? 'sign-in wide' : 'sign-in'}>
      <div class="cover">
        <Way />
        <p class="wordmark"><span class="blaze" aria-hidden="true" />Waymark</p>
        <p class="promise">{t('Where are we going, what does good look like, how do we learn? One answer that everybody here shares.')}</p>
      </div>
      <div class="entry">{children}</div>
    </div>
  );
}

function ByLink({ secret, leave }: { secret: string; leave: () => void }) {
  const [password, setPassword] = useState('');
  const { busy, problem, act } = useAct();
  const send = () => act(() => enter(() => post('/sign-in/link', { secret, password: password || null })));
  return (
    <>
      <h1>{t('Welcome')}</h1>
      <p>{t('This link signs you in once. Set a password if you like, so that you can come back without a link.')}</p>
      <FormTrouble problem={problem} shown={['password']} />
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Text
          label={t('New password')} name="password" type="password" autocomplete="new-password" value={password} onInput={setPassword}
          hint={t('At least 12 characters; a few words in a row are easy to keep in mind. Leave it empty to go on without.')}
          fault={problem?.of('password')}
        />
        <button disabled={busy}>{t('Sign in')}</button>
      </form>
      {problem?.status === 401 && <p><button type="button" class="plain" onClick={leave}>{t('Sign in with a password')}</button></p>}
    </>
  );
}

function ByPassword() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, act } = useAct();
  const send = () => act(() => enter(() => post('/sign-in', { email, password })));
  const fault = (field: string) => problem?.of(field);
  return (
    <>
      <FormTrouble problem={problem} shown={['email', 'password']} />
      <form onSubmit={(e) => { e.preventDefault(); void send(); }}>
        <Text label={t('E-mail')} name="email" type="email" autocomplete="username" value={email} onInput={setEmail} fault={fault('email')} />
        <Text
          label={t('Password')} name="password" type="password" autocomplete="current-password" value={password} onInput={setPassword}
          fault={fault('password')}
        />
        <button disabled={busy}>{t('Sign in')}</button>
      </form>
      <p class="hint">{t('No password yet? People operations or your operator can give you a one-time link.')}</p>
    </>
  );
}

export default function Page() {
  const [secret, setSecret] = useState(() => (location.pathname === '/sign-in' ? location.hash.slice(1) : ''));
  const doors = useDoors();
  if (secret) return <Sheet><ByLink secret={secret} leave={() => { go('/sign-in', true); setSecret(''); }} /></Sheet>;
  if (!doors) return <Sheet><h1>{t('Sign in')}</h1></Sheet>;
  if (!doors.length) return <Sheet><h1>{t('Sign in')}</h1><ByPassword /></Sheet>;
  return (
    <Sheet wide>
      <h1>{t('Look around')}</h1>
      <p>{t('An invented maker of trail maps, a year into working with Waymark. Choose with whose eyes; you may try everything.')}</p>
      <Doors doors={doors} />
      <details class="later">
        <summary>{t('Sign in with a password')}</summary>
        <ByPassword />
      </details>
    </Sheet>
  );
}
