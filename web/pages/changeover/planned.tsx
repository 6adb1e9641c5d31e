// Joiners, movers and leavers of a later day: what is planned, and changing or calling it off.
import { get, post, query as q, remove } from '../../api';
import { day } from '../../format';
import { t } from '../../lang';
import { did, say } from '../../state';
import type { Changeover, PersonPage, TeamPage } from '../../types';
import { More, useAct } from '../../ui/parts';
import { usePages } from '../../ui/pages';
import type { Somebody } from './choosing';

/** What was told when it was planned, to be sent again. */
function told(plan: Changeover): Record<string, unknown> {
  const body = Object.fromEntries(plan.given.map((k) => [k, plan[k as keyof Changeover]]));
  return { ...body, day: plan.day, ...(body['goals'] !== undefined && { goals: plan.goals.map(({ goal_id, owner_id }) => ({ goal_id, owner_id })) }) };
}

export interface Known { plan: Changeover; has: (field: keyof Changeover) => boolean; person: (id: number | null) => Somebody | null; team: (id: number) => Somebody }

/** A plan with the names of those whom it speaks of. */
export async function knownPlan(id: string): Promise<Known> {
  const plan = await get<Changeover>(`/changeovers/${id}`);
  const ids = [plan.manager_id, plan.hand_over_to, plan.reports_to, plan.stand_in_id, ...plan.goals.map((g) => g.owner_id)].filter((x) => x !== null);
  const people = new Map((await Promise.all([...new Set(ids)].map((x) => get<PersonPage>(`/people/${x}`)))).map((p) => [p.id, p.name]));
  const teams = new Map((await Promise.all(plan.joins.map((x) => get<TeamPage>(`/teams/${x}`)))).map((x) => [x.id, x.name]));
  return {
    plan, has: (field) => plan.given.includes(field),
    person: (x) => (x !== null && people.has(x) ? { id: x, name: people.get(x)! } : null),
    team: (x) => ({ id: x, name: teams.get(x) ?? '' }),
  };
}

function words(plan: Changeover): string {
  const name = plan.person_name ?? '', when = day(plan.day ?? '');
  switch (plan.kind) {
    case 'joins': return t('{name} joins on {day}', { name, day: when });
    case 'moves': return t('{name} moves on {day}', { name, day: when });
    case 'leaves': return t('{name} leaves; the last day is {day}', { name, day: when });
  }
}

const form = (plan: Changeover) => (plan.kind === 'joins' ? `/people/new${q({ plan: plan.id })}` : `/people/${plan.person_id}/changeover${q({ kind: plan.kind, plan: plan.id })}`);

function Line({ plan }: { plan: Changeover }) {
  const { busy, act } = useAct(), what = words(plan);
  const again = () => post(plan.kind === 'joins' ? '/changeovers' : `/people/${plan.person_id}/changeover`, told(plan));
  const callOff = () => act(async () => {
    await remove(`/changeovers/${plan.id}`);
    did();
    say(t('Called off: {what}', { what }), { undo: again });
  });
  return (
    <li>
      <div><span class="title">{plan.person_id ? <a href={`/people/${plan.person_id}`}>{what}</a> : what}</span>
        <p class="hint">{t('Planned by {name}', { name: plan.planned_by_name ?? '' })}</p>
        {plan.why && <p class="fault">{t('It could not be carried out: {why}', { why: plan.why })}</p>}</div>
      <div class="acts"><a class="button quiet" href={form(plan)} aria-label={t('Change: {what}', { what })}>{t('Change')}</a>
        <button type="button" class="quiet" disabled={busy} aria-label={t('Call off: {what}', { what })} onClick={callOff}>{t('Call off')}</button></div>
    </li>
  );
}

/** Of everybody, or of one person; nothing where nothing is planned. */
export function Planned({ person }: { person?: number }) {
  const list = usePages<Changeover>(`/changeovers${q({ person_id: person, limit: 10 })}`);
  if (!list.items || list.items.length === 0) return null;
  return (
    <section class="planned" aria-label={t('Planned')}>{person ? <h3>{t('Planned')}</h3> : <h2>{t('Planned')}</h2>}
      <ul class="list">{list.items.map((plan) => <Line key={plan.id} plan={plan} />)}</ul>
      <More next={list.next} load={list.more} />
    </section>
  );
}
