// People operations' own start: the first steps of a new organisation, then what asks for care. It helps people; it ranks nobody.
import { useState } from 'preact/hooks';
import { get, query as q } from '../api';
import { number } from '../format';
import { t } from '../lang';
import { go, me } from '../state';
import type { Care, Contact, Goal, Person } from '../types';
import { Empty, GoalLine, Loading, More, Trouble, useAct, useLoad } from '../ui/parts';
import { Choosing, copyAddresses } from '../ui/chosen';
import { ContactLine } from '../ui/contacts';
import { usePages } from '../ui/pages';
import { FirstSteps } from '../ui/first-steps';
import { Picker } from '../ui/picker';
import { Planned } from './changeover/planned';

const MOST = 1000;
const counted = (n: number) => (n > MOST ? t('more than {n}', { n: number(MOST) }) : number(n));

function GoalsOf({ filter }: { filter: string }) {
  const list = usePages<Goal>(`/goals?${filter}&limit=50`);
  const [chosen, setChosen] = useState<Set<number>>(new Set());
  const { busy, act } = useAct();
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <Empty title={t('All is well here')}><p>{t('There is nothing on this list.')}</p></Empty>;
  const copy = () => act(async () => {
    const owners = [...new Set(list.items!.filter((g) => chosen.has(g.id)).map((g) => g.owner_id))];
    await copyAddresses((await Promise.all(owners.map((id) => get<Person>(`/people/${id}`)))).map((p) => p.email));
  });
  return (
    <>
      <div class="acts"><button type="button" class="quiet" disabled={busy || chosen.size === 0} onClick={copy}>{t('Copy the addresses of their owners')}</button></div>
      <Choosing items={list.items} id={(g) => g.id} name={(g) => g.title} chosen={chosen} onChosen={setChosen}>{(g) => <GoalLine goal={g} />}</Choosing>
      <More next={list.next} load={list.more} />
    </>
  );
}

function LooseContacts() {
  const list = usePages<Contact>('/loose-contact-points?limit=50');
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <Empty title={t('All is well here')}><p>{t('There is nothing on this list.')}</p></Empty>;
  return (
    <>
      <ul class="names contacts">{list.items.map((c) => <ContactLine key={c.id} c={c} on="care" may={{ edit: true, keep: true }} />)}</ul>
      <More next={list.next} load={list.more} />
    </>
  );
}

function PeopleOf({ without }: { without: string }) {
  const list = usePages<Person>(`/people${q({ without, limit: 50 })}`);
  const [chosen, setChosen] = useState<Set<number>>(new Set());
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <Empty title={t('All is well here')}><p>{t('There is nobody on this list.')}</p></Empty>;
  return (
    <>
      <div class="acts"><button type="button" class="quiet" disabled={chosen.size === 0} onClick={() => void copyAddresses(list.items!.filter((p) => chosen.has(p.id)).map((p) => p.email))}>{t('Copy their addresses')}</button></div>
      <Choosing items={list.items} id={(p) => p.id} name={(p) => p.name} chosen={chosen} onChosen={setChosen}>{(p) => (
        <><a class="title" href={`/people/${p.id}`}>{p.name}</a><div class="meta"><span>{[p.title, p.department].filter(Boolean).join(' · ')}</span><span>{p.email}</span></div></>)}</Choosing>
      <More next={list.next} load={list.more} />
    </>
  );
}

/** name in the address, words, what it is for, how many, the list. */
const lists = (care: Care): [string, string, string, number, () => preact.JSX.Element][] => [
  ['serves-nothing', t('Goals that serve nothing'), t('Their owners may not know what they could serve. Ask what they are for.'), care.serves_nothing, () => <GoalsOf filter="state=active&serves_nothing=true" />],
  ['stale', t('Goals without a recent check-in'), t('Perhaps the goal no longer fits, or something is in the way.'), care.stale, () => <GoalsOf filter="stale=true" />],
  ['without-goals', t('People without a goal'), t('They may be new, or need a hand with the first one. Not everybody needs one every day.'), care.without_goals, () => <PeopleOf without="goals" />],
  ['without-contact-points', t('People without a contact point'), t('Others do not know how to reach them, and for what.'), care.without_contact_points, () => <PeopleOf without="contact_points" />],
  ['loose-contact-points', t('Topics to hand on'), t('Whoever answered or stood in has left. Name somebody else.'), care.loose_contact_points, () => <LooseContacts />],
  ['without-manager', t('People without a line manager'), t('Nobody is named to support them. For one at the top that is right.'), care.without_manager, () => <PeopleOf without="manager" />],
];

export default function Page({ query }: { query: URLSearchParams }) {
  const { value: care, error } = useLoad(() => get<Care>('/care'), []);
  if (!me.value!.roles.includes('people_operations')) return <Empty whole title={t('People operations look after these lists.')}><p>{t('What you miss or wonder about, please tell them.')}</p></Empty>;
  if (error) return <Trouble error={error} />;
  if (!care) return <Loading />;
  const all = lists(care), shown = all.find(([name]) => name === query.get('list'));
  const waiting = care.never_invited + care.invited;
  return (
    <>
      <h1>{t('Care')}</h1>
      <p class="lead">{t('What people operations look after: where somebody could use a hand.')}</p>
      <FirstSteps care={care} />
      <nav class="acts" aria-label={t('People operations')}>
        <a class="button quiet" href="/people/new">{t('Somebody joins')}</a><a class="button quiet" href="/import">{t('Bring people in')}</a><a class="button quiet" href="/invitations">{t('Invitations')}</a>
        <a class="button quiet" href="/periods">{t('Periods')}</a><a class="button quiet" href="/framework">{t('Framework')}</a> <a class="button quiet" href="/isolation">{t('On their own')}</a>
      </nav>
      <Picker kind="person" label={t('Somebody moves or leaves')} hint={t('Find them; then hand over goals, teams and support in one act.')} name="changeover" onPick={(f) => go(`/people/${f.id}/changeover`)} />
      <Planned />
      <nav class="care-lists" aria-label={t('Lists to care for')}>
        {all.map(([name, title, text, n]) => (
          <a key={name} href={`/care?list=${name}`} aria-current={shown?.[0] === name ? 'page' : undefined}><b>{counted(n)}</b><span class="title">{title}</span><span class="hint">{text}</span></a>))}
        <a href={`/invitations?state=${care.never_invited ? 'never_invited' : 'invited'}`}><b>{counted(Math.max(waiting, 0))}</b><span class="title">{t('People who have never signed in')}</span>
          <span class="hint">{t('{n} of them have no invitation.', { n: counted(care.never_invited) })}</span></a>
      </nav>
      {shown && <section aria-labelledby="list-title"><h2 id="list-title">{shown[1]}</h2>{shown[4]()}</section>}
    </>
  );
}
