// People and teams: found as one types, and the tree of teams.
import { useEffect, useState } from 'preact/hooks';
import { get, post, query as q } from '../api';
import { go, me } from '../state';
import type { List, Person, Team } from '../types';
import { Empty, Loading, More, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';

function People({ words, without }: { words: string; without: string }) {
  const list = usePages<Person>(`/people${q({ q: words, without, limit: 40 })}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <Empty title="Nobody found"><p>Try the beginning of a name, a title, a team or a skill.</p></Empty>;
  return <><ul class="cards">{list.items.map((p) => <li key={p.id}><a class="title" href={`/people/${p.id}`}>{p.name}</a><span class="meta">{[p.title, p.department].filter(Boolean).join(' · ')}</span></li>)}</ul><More next={list.next} load={list.more} /></>;
}

function Teams({ parent }: { parent: number | null }) {
  const list = usePages<Team>(`/teams${parent ? `?parent_id=${parent}` : '?top=true'}`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return parent ? <p class="hint">No teams within.</p> : <Empty title="No teams yet"><p>Teams have a purpose, people and goals. {me.value!.roles.includes('people_operations') ? 'Make the first one, or import people with their departments.' : ''}</p></Empty>;
  return <><ul class={parent ? 'tree inner' : 'tree'}>{list.items.map((t) => <TeamBranch key={t.id} team={t} />)}</ul><More next={list.next} load={list.more} /></>;
}

function TeamBranch({ team }: { team: Team }) {
  const [open, setOpen] = useState(false);
  return <li><div class="branch"><button type="button" class="plain twist" aria-expanded={open} aria-label={`${open ? 'Hide' : 'Show'} the teams within ${team.name}`} onClick={() => setOpen(!open)}>{open ? '▾' : '▸'}</button><div class="goal-line"><a class="title" href={`/teams/${team.id}`}>{team.name}</a>{team.purpose && <div class="meta">{team.purpose}</div>}</div></div>{open && <Teams parent={team.id} />}</li>;
}

function NewPerson() {
  const [name, setName] = useState(''), [email, setEmail] = useState(''), [title, setTitle] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <details class="panel"><summary>Somebody joins</summary>
      <form onSubmit={(e) => { e.preventDefault(); void act(async () => { const p = await post<Person>('/people', { name, email, title: title || null }); go(`/people/${p.id}`); }, 'Welcome! Invite them from their page.'); }}>
        <div class="row"><Text label="Name" name="name" value={name} onInput={setName} fault={problem?.of('name')} /><Text label="E-mail" name="email" type="email" value={email} onInput={setEmail} fault={problem?.of('email')} /><Text label="Title" name="title" value={title} onInput={setTitle} fault={problem?.of('title')} /></div>
        <button disabled={busy}>Add</button>
      </form>
    </details>
  );
}

function NewTeam() {
  const [name, setName] = useState(''), [purpose, setPurpose] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <details class="panel"><summary>A new team</summary>
      <form onSubmit={(e) => { e.preventDefault(); void act(async () => { const t = await post<Team>('/teams', { name, purpose: purpose || null }); go(`/teams/${t.id}`); }, 'The team is there.'); }}>
        <Text label="Name" name="team-name" value={name} onInput={setName} fault={problem?.of('name')} /><Text label="Purpose" name="purpose" rows={2} value={purpose} onInput={setPurpose} fault={problem?.of('purpose')} />
        <button disabled={busy}>Make the team</button>
      </form>
    </details>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const view = query.get('view') ?? 'people', without = query.get('without') ?? '';
  const [words, setWords] = useState(query.get('q') ?? '');
  const [asked, setAsked] = useState(words);
  useEffect(() => { const t = setTimeout(() => setAsked(words.trim()), 200); return () => clearTimeout(t); }, [words]);
  const operations = me.value!.roles.includes('people_operations');
  const count = useLoad(() => get<List<Person>>('/people?limit=1'), []);
  const tab = (to: string, current: boolean, word: string) => <a href={to} aria-current={current ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <h1>People and teams</h1>
      <nav class="tabs" aria-label="Views">{tab('/people', view === 'people' && !without, 'People')}{tab('/people?view=teams', view === 'teams', 'Teams')}
        {operations && <>{tab('/people?without=goals', without === 'goals', 'Without goals')}{tab('/people?without=contact_points', without === 'contact_points', 'Without contact points')}{tab('/people?without=manager', without === 'manager', 'Without a line manager')}</>}</nav>
      {view === 'teams' ? <><Teams parent={null} />{operations && <NewTeam />}</> : <>
        <Text label="Find somebody" name="who" type="search" value={words} onInput={setWords} hint="Name, title, department, skill or address" />
        <People key={`${asked}${without}`} words={asked} without={without} />
        {operations && <><NewPerson /><p><a href="/import">Bring many people in from a file</a></p></>}
        {count.value?.items.length === 0 && <Empty title="Nobody here yet"><p>Bring them in from a file, or add the first one.</p></Empty>}
      </>}
    </>
  );
}
