// A person: what they try to achieve and why, how to work with them, where to reach them.
import { useState } from 'preact/hooks';
import { get, post, put, remove } from '../api';
import { clock, counted, day, minutes, today } from '../format';
import { me } from '../state';
import type { Goal, Person, PersonPage } from '../types';
import { Empty, FormTrouble, GoalLine, Loading, More, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { usePages } from '../ui/pages';
import { mediumWords, weekdays } from '../words';

function Goals({ person }: { person: PersonPage }) {
  const list = usePages<Goal>(`/goals?owner_id=${person.id}&sort=priority`);
  const self = person.id === me.value!.id;
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  const open = list.items.filter((g) => g.state !== 'closed'), closed = list.items.filter((g) => g.state === 'closed');
  return (
    <section><h2>Now and next</h2>
      <p class="hint">{person.load.active} active of at most {person.load.limit} suggested{person.load.over && ': more than the framework suggests'}</p>
      {open.length === 0 ? <Empty title="No goals yet"><p>{self ? 'What do you want to reach, and why?' : `${person.name} has not shared a goal yet.`}</p>{self && <a class="button" href="/goals/new">Write a goal</a>}</Empty> : <ol class="list">{open.map((g) => <li key={g.id}><GoalLine goal={g} owner={false} />{g.why && <p class="why-short">{g.why}</p>}</li>)}</ol>}
      {closed.length > 0 && <details><summary>Closed goals</summary><ul class="list">{closed.map((g) => <li key={g.id}><GoalLine goal={g} owner={false} /></li>)}</ul></details>}
      <More next={list.next} load={list.more} />
    </section>
  );
}

function Reports({ person }: { person: PersonPage }) {
  const list = usePages<Person>(`/people/${person.id}/reports`);
  if (!list.items || list.items.length === 0) return null;
  return <section><h2>Supports</h2><ul class="names">{list.items.map((p) => <li key={p.id}><a href={`/people/${p.id}`}>{p.name}</a> <span class="hint">{p.title}</span></li>)}</ul><More next={list.next} load={list.more} /></section>;
}

function Operations({ person, again }: { person: PersonPage; again: () => void }) {
  const [link, setLink] = useState<string | null>(null);
  const [last, setLast] = useState(today), [to, setTo] = useState<{ id: number; title: string } | null>(null);
  const { busy, problem, act } = useAct();
  const then = (ok: boolean) => { if (ok) again(); };
  const handover = useLoad(() => get<{ goals: number; reports: number; teams: number }>(`/people/${person.id}/handover`), [person.version]);
  return (
    <details class="panel"><summary>People operations</summary>
      <FormTrouble problem={problem} shown={['left_on', 'hand_over_to', 'manager_id']} />
      {person.can.includes('invite') && <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={() => act(async () => { setLink((await post<{ link: string }>(`/people/${person.id}/invitation`)).link); }, 'The link is below.')}>Make an invitation link</button></div>}
      {link && <p class="secret"><code>{link}</code><span class="hint">Good for 14 days and one use. Give it to {person.name} only.</span></p>}
      {person.can.includes('move') && <>
        <Picker kind="person" label={`Line manager: ${person.manager?.name ?? 'nobody'}`} name="manager" fault={problem?.of('manager_id')} onPick={(p) => act(() => put(`/people/${person.id}/manager`, { manager_id: p.id }), 'Moved.').then(then)} />
        {person.manager && <button type="button" class="plain" onClick={() => act(() => put(`/people/${person.id}/manager`, { manager_id: null }), 'No line manager now.').then(then)}>No line manager</button>}
        <p class="acts"><button type="button" class="quiet" disabled={busy} onClick={() => act(() => put(`/people/${person.id}/roles`, { people_operations: !person.roles.includes('people_operations'), operator: person.roles.includes('operator') }), 'Changed.').then(then)}>{person.roles.includes('people_operations') ? 'Take from people operations' : 'Add to people operations'}</button></p>
      </>}
      {person.can.includes('depart') && person.id !== me.value!.id && <form onSubmit={(e) => { e.preventDefault(); void act(() => put(`/people/${person.id}/departure`, { left_on: last || null, hand_over_to: to?.id ?? null }), `${person.name} has left. What they did stays.`).then(then); }}>
        <h3>{person.name} leaves</h3>
        {handover.value && <p class="hint">{counted(handover.value.goals, 'open goal goes', 'open goals go')} to {to?.title ?? person.manager?.name ?? 'whom you name'}, {counted(handover.value.reports, 'person gets', 'people get')} another line manager, {counted(handover.value.teams, 'team loses', 'teams lose')} a member. Sessions and tokens end.</p>}
        <div class="row"><Text label="Last day" name="left_on" type="date" value={last} onInput={setLast} fault={problem?.of('left_on')} /><Picker kind="person" label={to ? `Goals go to ${to.title}` : 'Goals go to (the line manager unless you say)'} name="hand_over_to" fault={problem?.of('hand_over_to')} onPick={setTo} /></div>
        <button class="quiet" disabled={busy}>Note the leaving</button>
      </form>}
      {person.left_on && <button type="button" class="quiet" onClick={() => act(() => remove(`/people/${person.id}/departure`), 'Welcome back.').then(then)}>Comes back</button>}
    </details>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: p, error, again } = useLoad(() => get<PersonPage>(`/people/${id}`), [id]);
  if (error) return <Trouble error={error} />;
  if (!p) return <Loading />;
  const operations = me.value!.roles.includes('people_operations');
  const days = [...p.work_days].map((d) => weekdays()[Number(d) - 1]).join(', ');
  return (
    <article>
      <h1>{p.name}</h1>
      <p class="lead">{[p.title, p.department].filter(Boolean).join(' · ')}</p>
      {p.left_on && <p class="notice">{p.name} left on {day(p.left_on)}. What they did stays here.</p>}
      <div class="columns">
        <div><Goals person={p} /><Reports person={p} /></div>
        <aside>
          <section><h2>How to work with me</h2>{p.work_with_me ? <p class="words">{p.work_with_me}</p> : <p class="hint">{p.id === me.value!.id ? <a href="/account">Say how you like to work</a> : 'Not written yet.'}</p>}</section>
          <dl class="facts">
            <div><dt>Line manager</dt><dd>{p.manager ? <a href={`/people/${p.manager.id}`}>{p.manager.name}</a> : 'Nobody'}</dd></div>
            {p.teams.length > 0 && <div><dt>Teams</dt><dd>{p.teams.map((t, i) => <span key={t.team_id}>{i > 0 && ', '}<a href={`/teams/${t.team_id}`}>{t.name}</a>{t.role === 'lead' && ' (leads)'}</span>)}</dd></div>}
            <div><dt>Time there</dt><dd>{clock(p.zone)} <span class="hint">{p.zone}</span></dd></div>
            <div><dt>Works</dt><dd>{days}, {minutes(p.work_from)} to {minutes(p.work_until)}</dd></div>
            {p.skills.length > 0 && <div><dt>Can help with</dt><dd>{p.skills.join(', ')}</dd></div>}
            <div><dt>E-mail</dt><dd><a href={`mailto:${p.email}`} target="_blank" rel="noreferrer">{p.email}</a></dd></div>
          </dl>
          <section><h2>Contact points</h2>{p.contact_points.length === 0 ? <p class="hint">None yet.</p> : <ul class="names">{p.contact_points.map((c) => <li key={c.id}><b>{c.topic}</b> {mediumWords[c.medium]}: {c.address}{c.hours && <span class="hint"> {c.hours}</span>}</li>)}</ul>}</section>
          {operations && <Operations person={p} again={again} />}
        </aside>
      </div>
    </article>
  );
}
