// Who has come in yet, and links for those who have not: for some or for everybody. Each link is shown once.
import { useState } from 'preact/hooks';
import { post, query as q, remove } from '../api';
import { day, number } from '../format';
import { t } from '../lang';
import { did, me } from '../state';
import type { Invitation, Invitations } from '../types';
import { Empty, FormTrouble, Loading, More, Trouble, useAct } from '../ui/parts';
import { Choosing } from '../ui/chosen';
import { download } from '../ui/csv';
import { usePages } from '../ui/pages';

const stateWords = (): Record<Invitation['state'], string> => ({ never_invited: t('Not invited'), invited: t('Invited'), signed_in: t('Signed in') });

function Links({ made, onClose }: { made: Invitations; onClose: () => void }) {
  const save = () => download('invitations.csv', [['name', 'email', 'link'], ...made.items.map((i) => [i.name, i.email, i.link ?? ''])]);
  return (
    <section class="panel" aria-labelledby="links-title">
      <h2 id="links-title" tabIndex={-1} ref={(at) => at?.focus()}>{t('{n, plural, one {# link is made} other {# links are made}}', { n: made.items.length })}</h2>
      <p class="notice">{t('They are shown this once; each is good for 14 days and one use. Give each to its person only, and delete the file afterwards.')}</p>
      {made.more && <p>{t('More people wait: please invite everybody once more.')}</p>}
      <div class="acts"><button type="button" onClick={save}>{t('Download them as CSV')}</button><button type="button" class="quiet" onClick={onClose}>{t('I have them')}</button></div>
      {made.items.length <= 5 && <ul class="names">{made.items.map((i) => <li key={i.person_id} class="secret"><b>{i.name}</b><code>{i.link}</code></li>)}</ul>}
    </section>
  );
}

function People({ state, invite }: { state: string; invite: (ids: number[]) => Promise<void> }) {
  const list = usePages<Invitation>(`/invitations${q({ state, limit: 50 })}`);
  const [chosen, setChosen] = useState<Set<number>>(new Set());
  const { busy, problem, act } = useAct();
  const end = (i: Invitation) => act(async () => { await remove(`/people/${i.person_id}/invitation`); did(); }, t('The invitation of {name} has ended.', { name: i.name }));
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <Empty title={t('Nobody here')}><p>{state === 'never_invited' ? t('Everybody has been invited or has come in.') : t('Nobody is in this state.')}</p></Empty>;
  return (
    <>
      <FormTrouble problem={problem} />
      {state !== 'signed_in' && <div class="acts"><button type="button" class="quiet" disabled={busy || chosen.size === 0} onClick={() => void invite([...chosen]).then(() => setChosen(new Set()))}>
        {t('{n, plural, =0 {Invite the chosen} one {Invite the one chosen} other {Invite the # chosen}}', { n: chosen.size })}</button></div>}
      <Choosing items={list.items} id={(i) => i.person_id} name={(i) => i.name} chosen={chosen} onChosen={setChosen}>{(i) => (
        <><a class="title" href={`/people/${i.person_id}`}>{i.name}</a>
          <div class="meta"><span class={`mark ${i.state === 'signed_in' ? 'state-active' : ''}`}>{stateWords()[i.state]}</span>{i.expires_at && <span>{t('link until {day}', { day: day(i.expires_at.slice(0, 10)) })}</span>}
            <span>{i.email}</span>{i.title && <span>{i.title}</span>}
            {i.expires_at && <button type="button" class="plain" disabled={busy} aria-label={t('Take back: the invitation of {name}', { name: i.name })} onClick={() => end(i)}>{t('Take back')}</button>}</div></>
      )}</Choosing>
      <More next={list.next} load={list.more} />
    </>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const state = query.get('state') ?? 'never_invited';
  const [made, setMade] = useState<Invitations | null>(null);
  const { busy, problem, act } = useAct();
  if (!me.value!.roles.includes('people_operations')) return <Empty whole title={t('People operations invite people.')}><p>{t('Somebody is missing? Please tell them.')}</p></Empty>;
  const send = async (body: { everybody: true } | { person_ids: number[] }) => { await act(async () => { setMade(await post<Invitations>('/invitations', body)); did(); }); };
  const tab = (to: string, word: string) => <a href={`/invitations${q({ state: to })}`} aria-current={state === to ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/care">{t('Care')}</a></nav>
      <h1>{t('Invitations')}</h1>
      <p class="lead">{t('A link brings somebody in for the first time. Waymark makes it; you send it as you like.')}</p>
      <FormTrouble problem={problem} />
      {made && made.items.length > 0 && <Links made={made} onClose={() => setMade(null)} />}
      {made && made.items.length === 0 && <p class="notice" role="status">{t('Everybody has an invitation or has come in: no link was made.')}</p>}
      <div class="acts"><button type="button" disabled={busy} onClick={() => void send({ everybody: true })}>{busy ? t('One moment …') : t('Invite everybody who was never here')}</button></div>
      <nav class="tabs" aria-label={t('Views')}>{tab('never_invited', t('Not invited'))}{tab('invited', t('Invited'))}{tab('signed_in', t('Signed in'))}</nav>
      <People key={state} state={state} invite={(person_ids) => send({ person_ids: person_ids.slice(0, 1000) })} />
      <p class="hint">{t('{n} people at most are invited in one go.', { n: number(1000) })}</p>
    </>
  );
}
