// A person: what they try to achieve and why, now and next; how to work with them; where and when to reach them; who supports whom.
import { get, query as q } from '../api';
import { day } from '../format';
import { t, tx } from '../lang';
import { me } from '../state';
import type { Contact, Person, PersonPage } from '../types';
import { AgendaAdd } from '../ui/agenda-add';
import { ContactLine } from '../ui/contacts';
import { LocalTime } from '../ui/local-time';
import { NeedsOf } from '../ui/needs-of';
import { Loading, More, Trouble, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';
import { Acts } from './person/acts';
import { Goals } from './person/goals';

function HowToWork({ person, self }: { person: PersonPage; self: boolean }) {
  return (
    <section>
      <h2>{self ? t('How to work with me') : tx('How to work with {name}', { name: person.name })}</h2>
      {person.work_with_me ? <p class="words">{person.work_with_me}</p>
        : self ? <p class="hint">{tx('When do you think best, how do you like to be asked? <a>Say how you like to work</a>', {}, { a: (inner) => <a href="/account">{inner}</a> })}</p>
          : <p class="hint">{t('Not written yet. Asking is a good way to find out.')}</p>}
      {person.skills.length > 0 && (
        <>
          <h3>{t('Can help with')}</h3>
          <ul class="chips">{person.skills.map((skill) => <li key={skill}><a href={`/people${q({ q: skill })}`}>{skill}</a></li>)}</ul>
        </>
      )}
    </section>
  );
}

/** Their own first, then those of teams. */
function Contacts({ person, self }: { person: PersonPage; self: boolean }) {
  const list = usePages<Contact>(`/people/${person.id}/contact-points${q({ limit: 50 })}`);
  const items = [...(list.items ?? [])].sort((a, b) => Number(a.team_id !== null) - Number(b.team_id !== null));
  return (
    <section id="contact-points">
      <h2>{t('Contact points')}</h2>
      <ul class="names contacts">
        {items.map((c) => <ContactLine key={c.id} c={c} on="person" may={{ edit: self, keep: self && !c.team_id }} />)}
        <li><b>{t('Anything else')}</b><span>{t('E-mail')}: <a href={`mailto:${person.email}`} target="_blank" rel="noreferrer">{person.email}</a></span></li>
      </ul>
      <More next={list.next} load={list.more} />
      {self && person.contact_points.length === 0 && <p class="hint">{tx('Say for what, how and when you can be reached, so that nobody has to guess. <a>Add a contact point</a>', {}, { a: (inner) => <a href="/account">{inner}</a> })}</p>}
    </section>
  );
}

function Reports({ person }: { person: PersonPage }) {
  const list = usePages<Person>(`/people/${person.id}/reports${q({ limit: 20 })}`);
  if (!list.items || list.items.length === 0) return null;
  return (
    <>
      <h3>{t('Supports {n, plural, one {# person} other {# people}}', { n: person.reports })}</h3>
      <ul class="names">{list.items.map((p) => <li key={p.id}><a href={`/people/${p.id}`}>{p.name}</a> {p.title && <span class="hint">{p.title}</span>}</li>)}</ul>
      <More next={list.next} load={list.more} />
    </>
  );
}

function Support({ person }: { person: PersonPage }) {
  return (
    <section>
      <h2>{t('Who supports whom')}</h2>
      <p>{person.manager ? tx('Supported by <a>{name}</a>, line manager', { name: person.manager.name }, { a: (inner) => <a href={`/people/${person.manager!.id}`}>{inner}</a> }) : t('No line manager')}</p>
      {person.reports > 0 && <Reports person={person} />}
      <p><a href={`/people?view=line&at=${person.id}`}>{t('Show the place in the reporting line')}</a></p>
      {person.teams.length > 0 && (
        <>
          <h3>{t('Teams')}</h3>
          <ul class="names">
            {person.teams.map((x) => <li key={x.team_id}><a href={`/teams/${x.team_id}`}>{x.name}</a> {x.role === 'lead' && <span class="hint">{t('leads')}</span>}</li>)}
          </ul>
        </>
      )}
    </section>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: p, error, again } = useLoad(() => get<PersonPage>(`/people/${id}`), [id]);
  if (error) return <Trouble error={error} />;
  if (!p) return <Loading />;
  const self = p.id === me.value!.id;
  return (
    <article>
      <div class="head">
        <h1>{p.name}</h1>
        {!self && !p.left_on && <a class="button quiet" href={`/raise${q({ with: p.id })}`}>{t('Raise something')}</a>}
        {self && <a class="button quiet" href="/account">{t('Change my profile')}</a>}
      </div>
      <p class="lead">{[p.title, p.team_name ?? p.department].filter(Boolean).join(' · ')}</p>
      {p.away && !p.left_on && <p class="notice">{t('Away until {day}.', { day: day(p.away.until) })}{p.away.stand_in && <> {tx('<a>{other}</a> stands in.', { other: p.away.stand_in.name }, { a: (inner) => <a href={`/people/${p.away!.stand_in!.id}`}>{inner}</a> })}</>}</p>}
      {p.left_on && <p class="notice">{t('{name} left on {day}. What they did stays here.', { name: p.name, day: day(p.left_on) })}{p.stand_in && <> {tx('<a>{other}</a> answers in their stead.', { other: p.stand_in.name }, { a: (inner) => <a href={`/people/${p.stand_in!.id}`}>{inner}</a> })}</>}</p>}
      <div class="columns">
        <div><Goals person={p} /><NeedsOf title={t('What they give to others')} of={{ person_id: p.id, state: 'accepted' }} /></div>
        <aside>
          {!p.left_on && <LocalTime person={p} />}
          {!self && !p.left_on && <AgendaAdd person={p} />}
          <HowToWork person={p} self={self} />
          {!p.left_on && <Contacts person={p} self={self} />}
          <Support person={p} />
          {me.value!.roles.includes('people_operations') && <Acts person={p} again={again} />}
        </aside>
      </div>
    </article>
  );
}
