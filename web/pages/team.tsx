// A team: what it is for, its goals against that in order of priority, and its people with what each is working on now.
import { useState } from 'preact/hooks';
import { get, patch, post, put, query as q, remove } from '../api';
import { day } from '../format';
import { t, tx } from '../lang';
import { go, me, say } from '../state';
import type { Goal, List, Member, Team, TeamPage, Work } from '../types';
import { Both, useBoth } from '../ui/both';
import { GoalNow } from '../ui/goal-order';
import { NeedsOf } from '../ui/needs-of';
import { Empty, FormTrouble, GoalLine, Loading, More, Text, Trouble, useAct, useDraft, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { usePages } from '../ui/pages';
import { Contacts } from './team/contacts';

// ---- goals ----

/** What runs comes first, then what is proposed; what is closed is folded away. */
function Goals({ team }: { team: TeamPage }) {
  const of = (state: string) => usePages<Goal>(`/goals${q({ team_id: team.id, level: 'team', state, sort: 'priority', limit: 50 })}`);
  const active = of('active'), proposed = of('proposed');
  const now = useLoad(async () => new Map((await get<List<Work>>(`/teams/${team.id}/work?limit=200`)).items.map((w) => [w.goal_id, w])), [team.id]);
  const error = active.error ?? proposed.error ?? now.error;
  return (
    <section>
      <h2>{t('What the team tries to achieve')}</h2>
      {error ? <Trouble error={error} /> : !active.items || !proposed.items || !now.value ? <Loading /> : active.items.length + proposed.items.length === 0 ? (
        <Empty title={t('No goals of the team yet')}>
          <p>{team.purpose ? t('Its goals say what it wants to reach next, for its purpose.') : t('Its goals say what it wants to reach next. A purpose comes first: what is this team for?')}</p>
          {!team.closed_on && <a class="button" href={`/goals/new?team=${team.id}`}>{t('Write a goal')}</a>}
        </Empty>
      ) : (
        <>
          {[active, proposed].map((list, i) => list.items!.length > 0 && (
            <div key={i}>
              <ol class="list ordered">{list.items!.map((g) => <li key={g.id}><GoalNow goal={g} work={now.value!.get(g.id)} owner /></li>)}</ol>
              <More next={list.next} load={list.more} />
            </div>
          ))}
          {!team.closed_on && <p><a href={`/goals/new?team=${team.id}`}>{t('Write a goal of this team')}</a></p>}
        </>
      )}
      <Folded title={t('Personal goals in this team')} path={`/goals${q({ team_id: team.id, level: 'person', state: 'active', sort: 'priority' })}`} />
      <Folded title={t('Goals that are closed')} path={`/goals${q({ team_id: team.id, state: 'closed', sort: '-due_on' })}`} />
    </section>
  );
}

function Folded({ title, path }: { title: string; path: string }) {
  const [open, setOpen] = useState(false);
  return <details class="panel" onToggle={(e) => setOpen(e.currentTarget.open)}><summary>{title}</summary>{open && <GoalPages path={path} />}</details>;
}

function GoalPages({ path }: { path: string }) {
  const list = usePages<Goal>(path);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <p class="hint">{t('None yet.')}</p>;
  return <><ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} /></li>)}</ul><More next={list.next} load={list.more} /></>;
}

// ---- people ----

function MemberLine({ member: m, keep, then }: { member: Member; keep: boolean; then: (ok: boolean) => void }) {
  const { act } = useAct();
  const leads = m.role === 'lead';
  return (
    <li>
      <p><a href={`/people/${m.person_id}`}>{m.name}</a> {leads && <span class="mark">{t('leads')}</span>} {m.title && <span class="hint">{m.title}</span>}</p>
      {m.goal_id && (
        <p class="hint">
          {tx('Now: <a>{title}</a>', { title: m.goal_title! }, { a: (inner) => <a href={`/goals/${m.goal_id}`}>{inner}</a> })}
          {m.active_goals > 1 && <> {t('{n, plural, one {and # more} other {and # more}}', { n: m.active_goals - 1 })}</>}
        </p>
      )}
      {keep && (
        <p class="row-acts">
          <button type="button" class="plain" aria-label={leads ? t('No longer lead: {name}', { name: m.name }) : t('Make lead: {name}', { name: m.name })}
            onClick={() => act(() => patch(`/team-members/${m.id}`, { role: leads ? 'member' : 'lead' }, 0), t('Changed.')).then(then)}>{leads ? t('No longer lead') : t('Make lead')}</button>
          <button type="button" class="plain" aria-label={t('Take out: {name}', { name: m.name })}
            onClick={() => act(() => remove(`/team-members/${m.id}`), t('{name} has left the team.', { name: m.name })).then(then)}>{t('Take out')}</button>
        </p>
      )}
    </li>
  );
}

function People({ team, again }: { team: TeamPage; again: () => void }) {
  const list = usePages<Member>(`/teams/${team.id}/members?limit=50`);
  const { act, problem } = useAct();
  const keep = team.can.includes('edit');
  const then = (ok: boolean) => { if (ok) { again(); list.again(); } };
  return (
    <section>
      <h2>{t('{n, plural, =0 {Nobody yet} one {# person} other {# people}}', { n: team.members })}</h2>
      <FormTrouble problem={problem} />
      {list.items?.length === 0 && <p class="hint">{team.closed_on ? t('Its people left it when it was closed.') : t('Nobody belongs to it yet.')}</p>}
      <ul class="names members">{list.items?.map((m) => <MemberLine key={m.id} member={m} keep={keep} then={then} />)}</ul>
      <More next={list.next} load={list.more} />
      {keep && <Picker kind="person" label={t('Take somebody in')} name="member" onPick={(p) => act(() => post(`/teams/${team.id}/members`, { person_id: p.id, role: 'member' }), t('{name} belongs to the team.', { name: p.title })).then(then)} />}
    </section>
  );
}

// ---- teams within, and keeping the team ----

function Within({ team }: { team: TeamPage }) {
  const list = usePages<Team>(`/teams${q({ parent_id: team.id })}`);
  if (!list.items) return null;
  return (
    <section>
      <h2>{t('Teams within')}</h2>
      {list.items.length === 0 ? <p class="hint">{t('None.')}</p> : (
        <ul class="names">
          {list.items.map((x) => <li key={x.id}><a href={`/teams/${x.id}`}>{x.name}</a> <span class="hint">{t('{n, plural, =0 {Nobody yet} one {# person} other {# people}}', { n: x.members })}</span></li>)}
        </ul>
      )}
      <More next={list.next} load={list.more} />
      <p><a href={`/people?view=teams&at=${team.id}`}>{t('Show it among all teams')}</a></p>
    </section>
  );
}

function Inner({ team, then }: { team: TeamPage; then: (ok: boolean) => void }) {
  const [name, setName] = useState('');
  const { busy, problem, act } = useAct();
  return (
    <form onSubmit={(e) => { e.preventDefault(); void act(() => post<Team>('/teams', { name, parent_id: team.id }), t('The team is there.')).then((ok) => { if (ok) setName(''); then(ok); }); }}>
      <Text label={t('A new team within it')} name="inner-name" value={name} onInput={setName} fault={problem?.of('name')} />
      <button class="quiet" disabled={busy}>{t('Make the team')}</button>
    </form>
  );
}

/** What is written here, as it was when the writing began. */
type Kept = Pick<TeamPage, 'version' | 'name' | 'purpose'>;
const kept = ({ version, name, purpose }: TeamPage): Kept => ({ version, name, purpose });

function Keep({ team, again }: { team: TeamPage; again: () => void }) {
  const [{ began, name, purpose }, set, clear] = useDraft(`team:${me.value!.id}:${team.id}`, { began: kept(team), name: team.name, purpose: team.purpose ?? '' });
  const { busy, problem, act } = useAct();
  const then = (ok: boolean) => { if (ok) again(); };
  const both = useBoth<Kept>(`/teams/${team.id}`, began);
  const save = (theirs: Partial<Kept> = {}) => {
    let saved = false;
    void act(async () => {
      saved = await both.save({ name, purpose: purpose || null, ...theirs });
      if (saved) { clear(); say(t('Saved.')); }
    }).then((ok) => then(ok && saved));
  };
  const change = (body: object, thanks: string) => act(() => patch(`/teams/${team.id}`, body, team.version), thanks).then(then);
  const close = async () => {
    if (!confirm(t('Close this team? Its goals and history stay.'))) return;
    if (await act(() => put(`/teams/${team.id}/closure`), t('Closed.'))) go('/people?view=teams');
  };
  const above = team.parents.at(-1);
  return (
    <details class="panel">
      <summary>{t('Keep this team')}</summary>
      <FormTrouble problem={problem} shown={['name', 'purpose', 'parent_id']} />
      {both.met && <Both met={both.met} words={(k) => (k === 'name' ? t('Name') : t('Purpose'))} text={(k) => String(both.met!.theirs[k] ?? '')} keep={() => save()} take={() => save(both.giveWay())} />}
      <form onSubmit={(e) => { e.preventDefault(); save(); }}>
        <Text label={t('Name')} name="name" value={name} onInput={(v) => set({ name: v })} fault={problem?.of('name')} />
        <Text label={t('Purpose')} hint={t('A sentence on what this team is for helps everybody.')} name="purpose" rows={3} value={purpose} onInput={(v) => set({ purpose: v })} fault={problem?.of('purpose')} />
        <div class="acts"><button disabled={busy}>{t('Save')}</button></div>
      </form>
      <Picker kind="team" label={above ? t('Part of {name}; to be part of', { name: above.name }) : t('Part of no other team; to be part of')} name="parent" fault={problem?.of('parent_id')} onPick={(x) => change({ parent_id: x.id }, t('Moved.'))} />
      {above && <p><button type="button" class="plain" onClick={() => change({ parent_id: null }, t('Moved.'))}>{t('Part of no other team')}</button></p>}
      <Inner team={team} then={then} />
      <div class="acts"><button type="button" class="quiet" disabled={busy} onClick={close}>{t('Close the team')}</button></div>
    </details>
  );
}

// ---- the page ----

function Leads({ team }: { team: TeamPage }) {
  if (team.closed_on || team.leads.length === 0) return null;
  const names = team.leads.map((p, i) => <span key={p.id}>{i > 0 && ', '}<a href={`/people/${p.id}`}>{p.name}</a></span>);
  return <p class="lead">{tx('Led by {names}', { names })}</p>;
}

export default function Page({ id }: { id: number }) {
  const { value: team, error, again } = useLoad(() => get<TeamPage>(`/teams/${id}`), [id]);
  if (error) return <Trouble error={error} />;
  if (!team) return <Loading />;
  const keep = team.can.includes('edit');
  return (
    <article>
      {team.parents.length > 0 && <nav class="crumbs" aria-label={t('Above')}>{team.parents.map((p) => <a key={p.id} href={`/teams/${p.id}`}>{p.name}</a>)}</nav>}
      <h1>{team.name}</h1>
      {team.purpose ? <blockquote class="purpose"><p class="words">{team.purpose}</p></blockquote>
        : <p class="hint">{keep ? t('No purpose written yet. A sentence on what this team is for helps everybody.') : t('No purpose written yet.')}</p>}
      <Leads team={team} />
      {team.closed_on && <p class="notice">{t('This team was closed on {day}. Its goals and its history stay.', { day: day(team.closed_on) })}</p>}
      <div class="columns">
        <div><Goals team={team} /><NeedsOf title={t('What is needed of this team')} of={{ team_id: team.id }} /></div>
        <aside>
          <People team={team} again={again} />
          <Contacts team={team} />
          <Within key={team.teams} team={team} />
          {keep && <Keep key={team.version} team={team} again={again} />}
        </aside>
      </div>
    </article>
  );
}
