// People and teams: found as one types, the reporting line and the tree of teams. The address keeps the view.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, query as q } from '../api';
import { clock } from '../format';
import { t } from '../lang';
import { go, me } from '../state';
import type { List, Person, Team } from '../types';
import { Empty, Loading, More, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';
import { Picker } from '../ui/picker';
import { TreeOfLevels } from '../ui/tree-levels';

const operations = () => me.value!.roles.includes('people_operations');

// ---- the directory ----

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** The skills that what was typed has found. */
function found(skills: string[], asked: string): string[] {
  const words = wordsOf(asked);
  return skills.filter((skill) => wordsOf(skill).some((s) => words.some((w) => s.startsWith(w))));
}

function Card({ person, asked }: { person: Person; asked: string }) {
  const skills = found(person.skills, asked);
  return (
    <li>
      <a class="title" href={`/people/${person.id}`}>{person.name}</a>
      {person.title && <p class="meta">{person.title}</p>}
      <p class="meta">
        {(person.team_name ?? person.department) && <span>{person.team_name ?? person.department}</span>}
        {person.reports > 0 && <span>{t('supports {n, plural, one {# person} other {# people}}', { n: person.reports })}</span>}
        {person.zone !== me.value!.zone && <span>{t('{time} there', { time: clock(person.zone) })}</span>}
      </p>
      {skills.length > 0 && <p class="meta found">{t('Can help with {skills}', { skills: skills.join(', ') })}</p>}
    </li>
  );
}

function People({ asked, without, left }: { asked: string; without: string; left: boolean }) {
  const list = usePages<Person>(`/people${q({ q: asked, without, left, limit: 40 })}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  const n = list.items.length;
  return (
    <>
      <p class="unseen" role="status">{list.next ? t('More than {n} found', { n }) : t('{n, plural, =0 {Nobody found} one {# person found} other {# people found}}', { n })}</p>
      {n === 0 ? <Nobody asked={asked} without={without} left={left} /> : <ul class="cards people">{list.items.map((p) => <Card key={p.id} person={p} asked={asked} />)}</ul>}
      <More next={list.next} load={list.more} />
    </>
  );
}

function Nobody({ asked, without, left }: { asked: string; without: string; left: boolean }) {
  if (asked) return <Empty title={t('Nobody found')}><p>{t('Try the beginning of a name, a title, a team or a skill.')}</p></Empty>;
  if (without) return <Empty title={t('Nobody here')}><p>{t('Everybody has what this list looks for. Well kept.')}</p></Empty>;
  if (left) return <Empty title={t('Nobody has left')}><p>{t('Those who leave are found here, and what they did stays.')}</p></Empty>;
  return <Empty title={t('Nobody here yet')}><p>{t('Bring people in from a file, or add the first one.')}</p></Empty>;
}

function Directory({ query }: { query: URLSearchParams }) {
  const asked = query.get('q') ?? '', without = query.get('without') ?? '', left = query.get('left') === 'true';
  const [words, setWords] = useState(asked);
  const mine = useRef(asked); // what this page itself has put into the address
  useEffect(() => { if (asked !== mine.current) { mine.current = asked; setWords(asked); } }, [asked]);
  useEffect(() => {
    if (words.trim() === mine.current) return;
    const timer = setTimeout(() => {
      mine.current = words.trim();
      go(`/people${q({ q: mine.current, without, left })}`, true);
    }, 150);
    return () => clearTimeout(timer);
  }, [words]);
  const first = () => document.querySelector<HTMLElement>('.people a')?.click();
  return (
    <>
      <form role="search" aria-label={t('People')} onSubmit={(e) => { e.preventDefault(); if (words.trim() && words.trim() === asked) first(); }}>
        <Text label={t('Find somebody')} name="who" type="search" value={words} onInput={setWords} hint={t('Name, title, team, department, skill or address')} />
      </form>
      <People asked={asked} without={without} left={left} />
      {operations() && !without && !left && <p class="acts"><a class="button quiet" href="/people/new">{t('Somebody joins')}</a><a class="button quiet" href="/import">{t('Bring many people in from a file')}</a></p>}
      {!without && <p class="hint">{left ? <a href="/people">{t('Those who are here')}</a> : <a href="/people?left=true">{t('Those who have left')}</a>}</p>}
    </>
  );
}

// ---- the reporting line ----

function ReportingLine({ at }: { at: number }) {
  const line = useLoad(() => get<List<Person>>(`/people/${at}/line`), [at]);
  if (line.error) return <Trouble error={line.error} />;
  if (!line.value) return <Loading />;
  return (
    <>
      <div class="head">
        <p class="hint">{t('Who supports whom, from the top down. Open a person to see whom they support.')}</p>
        {at !== me.value!.id && <a class="button quiet" href="/people?view=line">{t('To my place')}</a>}
      </div>
      <Picker kind="person" label={t('Show the place of')} name="line-at" onPick={(p) => go(`/people?view=line&at=${p.id}`)} />
      <TreeOfLevels<Person> key={at} label={t('Who supports whom')} path={line.value.items} openTops={3}
        load={(over, cursor) => get<List<Person>>(over ? `/people/${over.id}/reports${q({ limit: 50, cursor })}` : `/people${q({ without: 'manager', limit: 50, cursor })}`)}
        name={(p) => p.name} below={(p) => p.reports}
        show={(p) => (
          <div class="place">
            <a class="title" href={`/people/${p.id}`}>{p.name}</a>
            <p class="meta">
              {p.title && <span>{p.title}</span>}
              {p.team_name && <span>{p.team_name}</span>}
              {p.reports > 0 && <span>{t('supports {n, plural, one {# person} other {# people}}', { n: p.reports })}</span>}
            </p>
          </div>
        )} />
    </>
  );
}

// ---- the teams ----

function NewTeam() {
  const [{ name, purpose }, set, clear] = useDraft(`new-team:${me.value!.id}`, { name: '', purpose: '' });
  const { busy, problem, act } = useAct();
  const make = () => act(async () => {
    const team = await post<Team>('/teams', { name, purpose: purpose || null });
    clear();
    go(`/teams/${team.id}`);
  }, t('The team is there.'));
  return (
    <details class="panel">
      <summary>{t('A new team')}</summary>
      <form onSubmit={(e) => { e.preventDefault(); void make(); }}>
        <Text label={t('Name')} name="team-name" value={name} onInput={(v) => set({ name: v })} fault={problem?.of('name')} />
        <Text label={t('Purpose')} name="purpose" rows={2} value={purpose} onInput={(v) => set({ purpose: v })} fault={problem?.of('purpose')} />
        <button disabled={busy}>{t('Make the team')}</button>
      </form>
    </details>
  );
}

function Closed() {
  const [open, setOpen] = useState(false);
  return <details class="panel" onToggle={(e) => setOpen(e.currentTarget.open)}><summary>{t('Teams that were closed')}</summary>{open && <ClosedTeams />}</details>;
}

function ClosedTeams() {
  const list = usePages<Team>('/teams?closed=true&limit=40');
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <p class="hint">{t('None. A team that is no longer needed is closed; its goals and its history stay.')}</p>;
  return <><ul class="names">{list.items.map((x) => <li key={x.id}><a href={`/teams/${x.id}`}>{x.name}</a></li>)}</ul><More next={list.next} load={list.more} /></>;
}

function Teams({ at }: { at: number | undefined }) {
  const line = useLoad(async () => (at ? (await get<List<Team>>(`/teams/${at}/line`)).items : []), [at]);
  if (line.error) return <Trouble error={line.error} />;
  if (!line.value) return <Loading />;
  return (
    <>
      <Picker kind="team" label={t('Find a team')} name="team-at" onPick={(x) => go(`/people?view=teams&at=${x.id}`)} />
      <TreeOfLevels<Team> key={at ?? 0} label={t('Teams')} path={line.value} openTops={12}
        empty={<Empty title={t('No teams yet')}><p>{operations() ? t('Teams have a purpose, people and goals. Make the first one, or import people with their departments.') : t('Teams have a purpose, people and goals. People operations can make the first one.')}</p></Empty>}
        load={(over, cursor) => get<List<Team>>(`/teams${q({ parent_id: over?.id, top: !over, limit: 50, cursor })}`)}
        name={(x) => x.name} below={(x) => x.teams}
        show={(x) => (
          <div class="place">
            <a class="title" href={`/teams/${x.id}`}>{x.name}</a>
            {x.purpose && <p class="why-short">{x.purpose}</p>}
            <p class="meta">
              <span>{t('{n, plural, =0 {Nobody yet} one {# person} other {# people}}', { n: x.members })}</span>
              {x.teams > 0 && <span>{t('{n, plural, one {# team within} other {# teams within}}', { n: x.teams })}</span>}
            </p>
          </div>
        )} />
      {operations() && <NewTeam />}
      <Closed />
    </>
  );
}

// ---- the page ----

function Tabs({ view, without }: { view: string; without: string }) {
  const tabs: [string, boolean, string][] = [
    ['/people', view === 'people' && !without, t('People')],
    ['/people?view=line', view === 'line', t('Who supports whom')],
    ['/people?view=teams', view === 'teams', t('Teams')],
  ];
  return (
    <nav class="tabs" aria-label={t('Views')}>
      {tabs.map(([to, here, word]) => <a key={to} href={to} aria-current={here ? 'page' : undefined}>{word}</a>)}
    </nav>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const view = query.get('view') ?? 'people', at = Number(query.get('at')) || undefined;
  return (
    <>
      <h1>{t('People and teams')}</h1>
      <Tabs view={view} without={query.get('without') ?? ''} />
      {view === 'teams' ? <Teams at={at ?? me.value!.teams[0]?.team_id} /> : view === 'line' ? <ReportingLine at={at ?? me.value!.id} /> : <Directory query={query} />}
    </>
  );
}
