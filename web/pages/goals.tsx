// Goals: as a tree below the mission, opened level by level, or as a list with filters. The address keeps the view.
import { useState } from 'preact/hooks';
import { get, query as q } from '../api';
import { go, me } from '../state';
import type { Goal, List, Mission, Period } from '../types';
import { Choice, Empty, GoalLine, Loading, More, Text, Trouble, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';
import { levelWords, stateWords } from '../words';

function Branch({ goal, opened = false }: { goal: Goal; opened?: boolean }) {
  const [open, setOpen] = useState(opened && goal.children > 0);
  return (
    <li>
      <div class="branch">
        {goal.children > 0 ? <button type="button" class="plain twist" aria-expanded={open} aria-label={`${open ? 'Hide' : 'Show'} what serves ${goal.title}`} onClick={() => setOpen(!open)}>{open ? '▾' : '▸'}</button> : <span class="twist" aria-hidden="true">·</span>}
        <GoalLine goal={goal} />
      </div>
      {open && <Branches path={`/goals/${goal.id}/served-by`} />}
    </li>
  );
}

function Branches({ path, root = false }: { path: string; root?: boolean }) {
  const list = usePages<Goal>(path);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0 && root) return <Empty title="No goal of the organisation yet"><p>Goals of the organisation stand below the mission; team and personal goals serve them.</p><p><a class="button" href="/goals/new">Write the first goal</a></p></Empty>;
  return <><ul class={root ? 'tree' : 'tree inner'}>{list.items.map((g) => <Branch key={g.id} goal={g} opened={root && list.items!.length <= 8} />)}</ul><More next={list.next} load={list.more} /></>;
}

function Tree() {
  const mission = useLoad(() => get<Mission>('/mission'), []);
  if (mission.error) return <Trouble error={mission.error} />;
  if (!mission.value) return <Loading />;
  return (
    <>
      <blockquote class="mission-head">{mission.value.text ? <p>{mission.value.text}</p> : <p class="hint">No mission has been written yet. {me.value!.roles.includes('people_operations') ? <a href="/framework">Write it</a> : 'People operations can write it.'}</p>}</blockquote>
      <Branches path="/goals?level=organisation&top=true&sort=priority" root />
      <details class="panel"><summary>Goals that serve nothing yet</summary><Loose /></details>
    </>
  );
}

function Loose() {
  const list = usePages<Goal>('/goals?serves_nothing=true&sort=due_on');
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <p class="hint">Every goal serves another one. Well done.</p>;
  return <><ul class="tree">{list.items.map((g) => <Branch key={g.id} goal={g} />)}</ul><More next={list.next} load={list.more} /></>;
}

function Filtered({ query }: { query: URLSearchParams }) {
  const mine = query.get('owner') === 'me';
  const list = usePages<Goal>(`/goals${q({
    q: query.get('q'), state: query.get('state'), level: query.get('level'), period_id: query.get('period'), stale: query.get('stale'), confidence: query.get('confidence'),
    serves_nothing: query.get('serves_nothing'), owner_id: mine ? me.value!.id : undefined, sort: query.get('sort') ?? (mine ? 'priority' : 'due_on'),
  })}`);
  const periods = useLoad(() => get<List<Period>>('/periods?limit=100'), []);
  const [words, setWords] = useState(query.get('q') ?? '');
  const set = (name: string, value: string) => { const n = new URLSearchParams(query); if (value) n.set(name, value); else n.delete(name); go(`/goals?${n}`, true); };
  return (
    <>
      <form class="filters" onSubmit={(e) => { e.preventDefault(); set('q', words.trim()); }}>
        <Text label="Words" name="q" type="search" value={words} onInput={setWords} />
        <Choice label="State" name="state" value={query.get('state') ?? ''} onInput={(v) => set('state', v)} options={[['', 'Every state'], ...Object.entries(stateWords)]} />
        <Choice label="Level" name="level" value={query.get('level') ?? ''} onInput={(v) => set('level', v)} options={[['', 'Every level'], ...Object.entries(levelWords)]} />
        <Choice label="Period" name="period" value={query.get('period') ?? ''} onInput={(v) => set('period', v)} options={[['', 'Every period'], ...(periods.value?.items ?? []).map((p): [string, string] => [String(p.id), p.name])]} />
        <Choice label="Needs" name="needs" value={query.get('stale') ? 'stale' : query.get('serves_nothing') ? 'serves_nothing' : ''} onInput={(v) => { const n = new URLSearchParams(query); n.delete('stale'); n.delete('serves_nothing'); if (v) n.set(v, 'true'); go(`/goals?${n}`, true); }} options={[['', 'Everything'], ['stale', 'No recent check-in'], ['serves_nothing', 'Serves nothing yet']]} />
        <button class="quiet">Find</button>
      </form>
      {list.error ? <Trouble error={list.error} /> : !list.items ? <Loading /> : list.items.length === 0
        ? <Empty title={mine ? 'You have no goals here' : 'No goals fit'}><p>{mine ? 'Your goals say what you want to reach and how you will see it.' : 'Try fewer filters.'}</p><a class="button" href="/goals/new">New goal</a></Empty>
        : <><ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} owner={!mine} /></li>)}</ul><More next={list.next} load={list.more} /></>}
    </>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const view = query.get('view') ?? 'tree';
  const tab = (v: string, word: string) => <a href={`/goals?view=${v}${v === 'mine' ? '&owner=me' : ''}`} aria-current={view === v ? 'page' : undefined}>{word}</a>;
  return (
    <>
      <div class="head"><h1>Goals</h1><a class="button" href="/goals/new">New goal</a></div>
      <nav class="tabs" aria-label="Views">{tab('tree', 'From the mission down')}{tab('mine', 'Mine')}{tab('list', 'All as a list')}</nav>
      {view === 'tree' ? <Tree /> : <Filtered key={view} query={query} />}
    </>
  );
}
