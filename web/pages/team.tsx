// A team: its purpose, its goals in priority order, who belongs to it.
import { useState } from 'preact/hooks';
import { get, patch, post, put, remove } from '../api';
import { go } from '../state';
import type { Goal, Member, Team, TeamPage } from '../types';
import { Empty, FormTrouble, GoalLine, Loading, More, Text, Trouble, useAct, useLoad } from '../ui/parts';
import { Picker } from '../ui/picker';
import { usePages } from '../ui/pages';

function Keep({ team, again }: { team: TeamPage; again: () => void }) {
  const [name, setName] = useState(team.name), [purpose, setPurpose] = useState(team.purpose ?? '');
  const { busy, problem, act } = useAct();
  return (
    <details class="panel"><summary>Keep this team</summary>
      <FormTrouble problem={problem} shown={['name', 'purpose']} />
      <form onSubmit={(e) => { e.preventDefault(); void act(() => patch(`/teams/${team.id}`, { name, purpose: purpose || null }, team.version), 'Saved.').then((ok) => { if (ok) again(); }); }}>
        <Text label="Name" name="name" value={name} onInput={setName} fault={problem?.of('name')} /><Text label="Purpose" name="purpose" rows={3} value={purpose} onInput={setPurpose} fault={problem?.of('purpose')} />
        <div class="acts"><button disabled={busy}>Save</button><button type="button" class="quiet" onClick={() => { if (confirm('Close this team? Its goals and history stay.')) void act(() => put(`/teams/${team.id}/closure`), 'Closed.').then((ok) => { if (ok) go('/people?view=teams'); }); }}>Close the team</button></div>
      </form>
    </details>
  );
}

export default function Page({ id }: { id: number }) {
  const { value: t, error, again } = useLoad(() => get<TeamPage>(`/teams/${id}`), [id]);
  const goals = usePages<Goal>(`/goals?team_id=${id}&sort=priority`);
  const members = usePages<Member>(`/teams/${id}/members?limit=100`);
  const inner = usePages<Team>(`/teams?parent_id=${id}`);
  const { act } = useAct();
  if (error) return <Trouble error={error} />;
  if (!t) return <Loading />;
  const keep = t.can.includes('edit');
  const then = (ok: boolean) => { if (ok) { again(); members.again(); } };
  return (
    <article>
      {t.parents.length > 0 && <nav class="crumbs" aria-label="Above">{t.parents.map((p) => <a key={p.id} href={`/teams/${p.id}`}>{p.name}</a>)}</nav>}
      <h1>{t.name}</h1>
      {t.purpose ? <p class="lead">{t.purpose}</p> : <p class="hint">No purpose written yet. {keep && 'A sentence on what this team is for helps everybody.'}</p>}
      {t.closed_on && <p class="notice">This team has been closed.</p>}
      <div class="columns">
        <section><h2>Goals</h2>
          {t.active_goals > 0 && <p class="hint">{t.active_goals} active, in priority order</p>}
          {goals.error ? <Trouble error={goals.error} /> : !goals.items ? <Loading /> : goals.items.length === 0 ? <Empty title="No goals yet"><p>A team's goals say what it tries to achieve next.</p><a class="button" href="/goals/new">Write a goal</a></Empty>
            : <><ol class="list">{goals.items.map((g) => <li key={g.id}><GoalLine goal={g} />{g.why && <p class="why-short">{g.why}</p>}</li>)}</ol><More next={goals.next} load={goals.more} /></>}
        </section>
        <aside>
          <section><h2>People <span class="hint">{t.members}</span></h2>
            {members.items && members.items.length === 0 && <p class="hint">Nobody belongs to it yet.</p>}
            <ul class="names">{members.items?.map((m) => <li key={m.id}><a href={`/people/${m.person_id}`}>{m.name}</a> <span class="hint">{m.role === 'lead' ? 'leads' : m.title}</span>
              {keep && <span class="row-acts"><button type="button" class="plain" onClick={() => act(() => patch(`/team-members/${m.id}`, { role: m.role === 'lead' ? 'member' : 'lead' }, 0), 'Changed.').then(then)}>{m.role === 'lead' ? 'no longer leads' : 'leads'}</button><button type="button" class="plain" aria-label={`${m.name} leaves the team`} onClick={() => act(() => remove(`/team-members/${m.id}`), `${m.name} has left the team.`).then(then)}>×</button></span>}</li>)}</ul>
            <More next={members.next} load={members.more} />
            {keep && <Picker kind="person" label="Take somebody in" name="member" onPick={(p) => act(() => post(`/teams/${id}/members`, { person_id: p.id, role: 'member' }), `${p.title} belongs to the team.`).then(then)} />}
          </section>
          {inner.items && inner.items.length > 0 && <section><h2>Teams within</h2><ul class="names">{inner.items.map((x) => <li key={x.id}><a href={`/teams/${x.id}`}>{x.name}</a></li>)}</ul></section>}
          {keep && <Keep key={t.version} team={t} again={again} />}
        </aside>
      </div>
    </article>
  );
}
