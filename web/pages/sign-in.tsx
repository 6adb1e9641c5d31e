// Signing in: with a password, or with a one-time link (the secret stands behind the # and never reaches a log).
import { useState } from 'preact/hooks';
import { post } from '../api';
import { go, loadMe } from '../state';
import { FormTrouble, Text, useAct } from '../ui/parts';

export default function Page() {
  const [secret] = useState(() => (location.pathname === '/sign-in' ? location.hash.slice(1) : ''));
  const [email, setEmail] = useState(''), [password, setPassword] = useState('');
  const { busy, problem, act } = useAct();
  const enter = (work: () => Promise<unknown>) => act(async () => { await work(); await loadMe(); if (location.pathname === '/sign-in') go('/', true); });
  return (
    <section class="sign-in">
      <p class="wordmark"><span class="blaze" aria-hidden="true" />Waymark</p>
      {secret ? <>
        <h1>Welcome</h1>
        <p>This link signs you in once. Set a password if you like, so that you can come back without a link.</p>
        <FormTrouble problem={problem} shown={['password']} />
        <form onSubmit={(e) => { e.preventDefault(); void enter(() => post('/sign-in/link', { secret, password: password || null })); }}>
          <Text label="New password" hint="At least 12 characters; a few words in a row are easy to keep in mind. Leave it empty to go on without." name="password" type="password" autocomplete="new-password" value={password} onInput={setPassword} fault={problem?.of('password')} />
          <button disabled={busy}>Sign in</button>
        </form>
      </> : <>
        <h1>Sign in</h1>
        <p>What are we trying to achieve, what does good look like, how do we learn?</p>
        <FormTrouble problem={problem} shown={['email', 'password']} />
        <form onSubmit={(e) => { e.preventDefault(); void enter(() => post('/sign-in', { email, password })); }}>
          <Text label="E-mail" name="email" type="email" autocomplete="username" value={email} onInput={setEmail} fault={problem?.of('email')} />
          <Text label="Password" name="password" type="password" autocomplete="current-password" value={password} onInput={setPassword} fault={problem?.of('password')} />
          <button disabled={busy}>Sign in</button>
        </form>
        <p class="hint">No password yet? People operations or your operator can give you a one-time link.</p>
      </>}
    </section>
  );
}
