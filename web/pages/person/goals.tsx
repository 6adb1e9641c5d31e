// What a person tries to achieve, and why: their open goals in order of priority with what is next; the closed ones on demand.
import { useState } from 'preact/hooks';
import { get, query as q } from '../../api';
import { t, tx } from '../../lang';
import { me } from '../../state';
import type { Goal, List, PersonPage, Work } from '../../types';
import { GoalNow, GoalOrder } from '../../ui/goal-order';
import { Empty, GoalLine, Loading, More, Trouble, useLoad } from '../../ui/parts';
import { usePages } from '../../ui/pages';

function Load({ person, self }: { person: PersonPage; self: boolean }) {
  const { active: n, limit, over } = person.load;
  if (n === 0) return null;
  if (!over) return <p class="hint">{t('{n} of at most {limit} active goals that the framework suggests', { n, limit })}</p>;
  return (
    <p class="notice">{self
      ? t('You have {n} active goals; the framework suggests at most {limit}. What could wait, or go to somebody else?', { n, limit })
      : t('{n} active goals; the framework suggests at most {limit}', { n, limit })}</p>
  );
}

function NoGoals({ person, self }: { person: PersonPage; self: boolean }) {
  return (
    <Empty title={t('No goals yet')}>
      {self ? <p>{t('What do you want to reach, and why? A goal tells the others where you are going and what good looks like.')}</p>
        : <p>{t('{name} has not shared a goal yet. Goals appear here once they are proposed.', { name: person.name })}</p>}
      {self && <a class="button" href="/goals/new">{t('Write a goal')}</a>}
    </Empty>
  );
}

function Closed({ person }: { person: PersonPage }) {
  const list = usePages<Goal>(`/goals?owner_id=${person.id}&state=closed&sort=-due_on`);
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <p class="hint">{t('None yet.')}</p>;
  return <><ul class="list">{list.items.map((g) => <li key={g.id}><GoalLine goal={g} owner={false} /></li>)}</ul><More next={list.next} load={list.more} /></>;
}

/** All that are open, by priority, page after page. */
export function Goals({ person }: { person: PersonPage }) {
  const list = usePages<Goal>(`/goals${q({ owner_id: person.id, not_closed: true, sort: 'priority', limit: 100 })}`);
  const now = useLoad(async () => new Map((await get<List<Work>>(`/people/${person.id}/work?limit=200`)).items.map((w) => [w.goal_id, w])), [person.id]);
  const [closed, setClosed] = useState(false);
  const self = person.id === me.value!.id, error = list.error ?? now.error;
  return (
    <section>
      <h2>{self ? t('What I try to achieve') : tx('What {name} tries to achieve', { name: person.name })}</h2>
      <Load person={person} self={self} />
      {error ? <Trouble error={error} /> : !list.items || !now.value ? <Loading /> : list.items.length === 0 ? <NoGoals person={person} self={self} />
        : self ? <GoalOrder key={list.items.map((g) => `${g.id}.${g.version}`).join()} goals={list.items} work={now.value} person={person.id} />
          : <ol class="list ordered">{list.items.map((g) => <li key={g.id}><GoalNow goal={g} work={now.value!.get(g.id)} /></li>)}</ol>}
      <More next={list.next} load={list.more} />
      <details class="panel" onToggle={(e) => setClosed(e.currentTarget.open)}><summary>{t('Goals that are closed')}</summary>{closed && <Closed person={person} />}</details>
    </section>
  );
}
