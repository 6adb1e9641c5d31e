// Somebody moves or leaves, as one act: who supports them, teams, and goals one by one. The server says first what will happen and who
// sees it; then all of it is done, or nothing.
import { useState } from 'preact/hooks';
import { get, post, put, query as q } from '../api';
import { today } from '../format';
import { t } from '../lang';
import { did, go, me } from '../state';
import type { Changeover, Goal, List, PersonPage } from '../types';
import { Empty, FormTrouble, Loading, StateMark, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { Joins, somebody, Who, type Somebody } from './changeover/choosing';
import { contactFaults, NewContacts, StillHold, written, type NewContact } from './changeover/contacts';
import { Happens } from './changeover/happens';
import { knownPlan, type Known } from './changeover/planned';

function GoalRow({ goal, to, rest, give }: { goal: Goal; to: Somebody | null; rest: string; give: (to: Somebody | null) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <li><div><a href={`/goals/${goal.id}`}>{goal.title}</a> <StateMark state={goal.state} /></div>
      <p class="hint">{to ? t('goes to {name}', { name: to.name }) : rest}</p>
      {open && <Picker kind="person" label={t('Who gets “{title}”?', { title: goal.title })} name={`goal-${goal.id}`} onPick={(f) => { give(somebody(f)); setOpen(false); }} />}
      <button type="button" class="plain" aria-expanded={open} aria-label={t('Give to somebody: {title}', { title: goal.title })} onClick={() => setOpen(!open)}>{t('Give to somebody')}</button>
      {to && <button type="button" class="plain" onClick={() => give(null)}>{t('Not so')}</button>}</li>
  );
}

/** What a form begins with: what is planned, else how things are. */
function beginning(person: PersonPage, known: Known | null) {
  const plan = known?.plan;
  return {
    title: (known?.has('title') ? plan!.title : person.title) ?? '', department: (known?.has('department') ? plan!.department : person.department) ?? '', date: plan?.day ?? today(),
    manager: known?.has('manager_id') ? known.person(plan!.manager_id) : person.manager,
    rest: known ? known.person(plan!.hand_over_to) : person.manager, reports: known ? known.person(plan!.reports_to) : person.manager, standIn: known?.person(plan!.stand_in_id) ?? null,
    leaving: new Set(plan?.leaves), joins: (plan?.joins ?? []).map((id) => known!.team(id)), ends: new Set(plan?.ends_contact_points),
    contacts: (plan?.contact_points ?? []).map((c) => ({ ...c, hours: c.hours ?? '' })), given: Object.fromEntries((plan?.goals ?? []).map((g) => [g.goal_id, known!.person(g.owner_id)])),
  };
}

function Form({ person, goals, leaves, known }: { person: PersonPage; goals: Goal[]; leaves: boolean; known: Known | null }) {
  const [first] = useState(() => beginning(person, known));
  const [title, setTitle] = useState(first.title), [department, setDepartment] = useState(first.department), [date, setDate] = useState(first.date);
  const [manager, setManager] = useState<Somebody | null>(first.manager), [rest, setRest] = useState<Somebody | null>(first.rest), [reports, setReports] = useState<Somebody | null>(first.reports);
  const [leaving, setLeaving] = useState<Set<number>>(first.leaving), [joins, setJoins] = useState<Somebody[]>(first.joins), [given, setGiven] = useState<Record<number, Somebody | null>>(first.given);
  const [standIn, setStandIn] = useState<Somebody | null>(first.standIn), [ends, setEnds] = useState<Set<number>>(first.ends), [contacts, setContacts] = useState<NewContact[]>(first.contacts);
  const [will, setWill] = useState<Changeover | null>(null);
  const { busy, problem, act } = useAct();
  const changed = <A extends unknown[]>(set: (...a: A) => void) => (...a: A) => { set(...a); setWill(null); };
  const handed = Object.entries(given).filter((e): e is [string, Somebody] => e[1] !== null).map(([goal, to]) => ({ goal_id: Number(goal), owner_id: to.id }));
  const body = () => (leaves ? { kind: 'leaves', day: date || null, stand_in_id: standIn?.id ?? null, hand_over_to: rest?.id ?? null, reports_to: reports?.id ?? null, goals: handed }
    : { kind: 'moves', day: date || null, goals: handed, joins: joins.map((j) => j.id), leaves: [...leaving], ends_contact_points: [...ends], contact_points: written(contacts),
        ...(title !== (person.title ?? '') && { title: title || null }), ...(department !== (person.department ?? '') && { department: department || null }),
        ...(manager?.id !== person.manager?.id && { manager_id: manager?.id ?? null }) });
  const later = date > today();
  const send = (dry_run: boolean) => act(async () => {
    const sent = { ...body(), dry_run };
    const reply = known ? await put<Changeover>(`/changeovers/${known.plan.id}`, sent, known.plan.version!) : await post<Changeover>(`/people/${person.id}/changeover`, sent);
    if (dry_run) { setWill(reply); return; }
    did();
    go(`/people/${person.id}`);
  }, dry_run ? undefined : later ? t('It is planned.') : leaves ? t('{name} has left. What they did stays.', { name: person.name }) : t('It is done.'));
  return (
    <form onSubmit={(e) => { e.preventDefault(); void send(!will); }}>
      <FormTrouble problem={problem} shown={['day', 'manager_id', 'title', 'department', 'joins', 'hand_over_to', 'reports_to', 'stand_in_id', ...contactFaults(contacts)]} />
      {leaves ? <section class="panel"><h2>{t('When, and who takes over')}</h2>
        <Text label={t('Last day')} name="day" type="date" value={date} hint={t('A later day is planned: until it has ended, they are here.')} onInput={changed(setDate)} fault={problem?.of('day')} />
        <Who name="reports_to" label={t('Those they support go to')} hint={t('Nobody named: their line manager')} value={reports} onPick={changed(setReports)} onClear={changed(() => setReports(null))} fault={problem?.of('reports_to')} />
        <Who name="hand_over_to" label={t('Their open goals go to')} hint={t('All that you give to nobody else below')} value={rest} onPick={changed(setRest)} onClear={changed(() => setRest(null))} fault={problem?.of('hand_over_to')} />
        <Who name="stand_in_id" label={t('Who answers in their stead')} hint={t('Their page names this person to everybody who looks for them')} value={standIn} onPick={changed(setStandIn)} onClear={changed(() => setStandIn(null))} fault={problem?.of('stand_in_id')} />
      </section> : <section class="panel"><h2>{t('Where to')}</h2>
        <Text label={t('From when on')} name="day" type="date" value={date} min={today()} hint={t('A later day is planned: until then, all stays as it is.')} onInput={changed(setDate)} fault={problem?.of('day')} />
        <div class="row"><Text label={t('Title')} name="title" value={title} onInput={changed(setTitle)} fault={problem?.of('title')} /><Text label={t('Department')} name="department" value={department} onInput={changed(setDepartment)} fault={problem?.of('department')} /></div>
        <Who name="manager_id" label={t('Line manager')} hint={t('Nobody named: none')} value={manager} onPick={changed(setManager)} onClear={changed(() => setManager(null))} fault={problem?.of('manager_id')} />
        {person.teams.length > 0 && <fieldset class="choices"><legend>{t('Leaves these teams')}</legend>{person.teams.map((x) => (
          <label key={x.team_id}><input type="checkbox" checked={leaving.has(x.team_id)} onChange={() => { const next = new Set(leaving); if (!next.delete(x.team_id)) next.add(x.team_id); changed(setLeaving)(next); }} />{x.name}</label>))}</fieldset>}
        <Joins teams={joins} onChange={changed(setJoins)} fault={problem?.of('joins')} />
      </section>}
      {!leaves && <section class="panel"><h2>{t('How to reach them')}</h2>
        <StillHold contacts={person.contact_points} ends={ends} onChange={changed(setEnds)} />
        <NewContacts contacts={contacts} onChange={changed(setContacts)} problem={problem} />
      </section>}
      <section class="panel"><h2>{t('Their open goals')}</h2>
        {goals.length === 0 ? <p class="hint">{t('There are none.')}</p> : <ul class="list">{goals.map((g) => (
          <GoalRow key={g.id} goal={g} to={given[g.id] ?? null} rest={leaves ? (rest ? t('goes to {name}', { name: rest.name }) : t('goes to whom you name above')) : t('stays with {name}', { name: person.name })} give={(to) => changed(setGiven)({ ...given, [g.id]: to })} />))}</ul>}
      </section>
      {will && <section class="panel" role="status" aria-labelledby="will-title"><h2 id="will-title">{t('What will happen')}</h2><Happens will={will} name={person.name} standIn={standIn?.name} /></section>}
      <div class="acts">
        <button disabled={busy}>{busy ? t('One moment …') : !will ? t('See what will happen') : later ? t('Plan it') : leaves ? t('Note that {name} leaves', { name: person.name }) : t('Do it')}</button>
        <a class="button quiet" href={`/people/${person.id}`}>{t('Not now')}</a>
      </div>
    </form>
  );
}

export default function Page({ id, query }: { id: number; query: URLSearchParams }) {
  const leaves = query.get('kind') === 'leaves', plan = query.get('plan');
  const all = useLoad(async () => {
    const [person, known, goals] = await Promise.all([get<PersonPage>(`/people/${id}`), plan ? knownPlan(plan) : null, get<List<Goal>>(`/goals${q({ owner_id: id, sort: 'priority', limit: 200 })}`)]);
    return { person, known, goals: goals.items.filter((g) => g.state === 'proposed' || g.state === 'active') };
  }, [id, plan]);
  if (!me.value!.roles.includes('people_operations')) return <Empty whole title={t('People operations do that.')}><p>{t('Please tell them what changes.')}</p></Empty>;
  if (all.error) return <Trouble error={all.error} />;
  if (!all.value) return <Loading />;
  const { person, goals, known } = all.value;
  const here = `/people/${id}/changeover`;
  return (
    <>
      <nav class="crumbs" aria-label={t('Where this is')}><a href="/care">{t('Care')}</a><a href={`/people/${id}`}>{person.name}</a></nav>
      <h1>{leaves ? t('{name} leaves', { name: person.name }) : t('{name} moves', { name: person.name })}</h1>
      {!known && <nav class="tabs" aria-label={t('What happens')}><a href={here} aria-current={leaves ? undefined : 'page'}>{t('Moves')}</a><a href={`${here}?kind=leaves`} aria-current={leaves ? 'page' : undefined}>{t('Leaves')}</a></nav>}
      {person.left_on ? <Empty title={t('{name} has left already.', { name: person.name })}><p><a href={`/people/${id}`}>{t('They can come back from their page.')}</a></p></Empty>
        : <div class="stack"><Form key={`${leaves} ${plan}`} person={person} goals={goals} leaves={leaves} known={known} /></div>}
    </>
  );
}
