// The link in a mail, opened in a browser: it asks first, and needs no signing in.
import { get, post, type Problem } from '../api';
import { t } from '../lang';
import { me } from '../state';
import type { Unsubscription } from '../types';
import { Empty, FormTrouble, Loading, Trouble, useAct, useLoad } from '../ui/parts';

export default function Page({ query }: { query: URLSearchParams }) {
  const at = `/unsubscriptions/${encodeURIComponent(query.get('link') ?? '')}`;
  const { value, error, again } = useLoad(() => get<Unsubscription>(at), [at]);
  const { busy, problem, act } = useAct();
  if (error) return (error as Problem).status === 404 ? <Empty whole title={t('This link does not work')}><p>{error.message}</p></Empty> : <Trouble error={error} />;
  if (!value) return <Loading />;
  const choose = <a href="/account#notices">{me.value ? t('Choose what you are told, and how') : t('Sign in and choose what you are told, and how')}</a>;
  return (
    <section class="panel" aria-labelledby="unsubscribe">
      <h1 id="unsubscribe">{value.ended ? t('No more of these mails') : t('No more mails of this kind?')}</h1>
      <ul class="names">{value.kinds.map((kind) => <li key={kind}><b>{kind}</b></li>)}</ul>
      <FormTrouble problem={problem} shown={[]} />
      <p>{value.ended ? t('What happens is still told within Waymark.') : t('It will be told within Waymark alone, and all other mails come as before.')}</p>
      <div class="acts">
        {!value.ended && <button type="button" disabled={busy} onClick={() => act(() => post(at), t('Ended.')).then(again)}>{t('End these mails')}</button>}
        {choose}
      </div>
    </section>
  );
}
