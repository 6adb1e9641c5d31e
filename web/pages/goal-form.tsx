// Writing a goal: a new one (from a blank line, ?serves=ID, ?from=ID, ?team=ID or ?level=organisation), a draft, or a change of an active one. The parts are in the
// folder goal-form/.
import { useEffect } from 'preact/hooks';
import { get } from '../api';
import { t } from '../lang';
import { gone, me } from '../state';
import type { Framework, GoalPage, Level, List, Period, Team } from '../types';
import { Empty, Loading, Trouble, useLoad } from '../ui/parts';
import { levelsOf } from '../ui/terms';
import { Change } from './goal-form/change';
import { Draft } from './goal-form/draft';
import { beginning, formOf } from './goal-form/model';

const levels: Level[] = ['organisation', 'team', 'person'];

export default function Page({ id, query }: { id: number; query: URLSearchParams }) {
  const serves = Number(query.get('serves')) || 0, from = Number(query.get('from')) || 0, team = Number(query.get('team')) || 0;
  const level = levels.find((l) => l === query.get('level')) ?? null;
  // The address of a new draft changes quietly when it is saved first: to go to "New goal" from there begins anew.
  const turn = id ? 0 : gone.value;
  const key = [id, serves, from, team, level, turn].join('-');
  const all = useLoad(async () => {
    const [goal, framework, periods, above, ended, of] = await Promise.all([
      id ? get<GoalPage>(`/goals/${id}`) : null, get<Framework>('/framework'), get<List<Period>>('/periods?limit=100'),
      serves ? get<GoalPage>(`/goals/${serves}`) : null, from ? get<GoalPage>(`/goals/${from}`) : null, team ? get<Team>(`/teams/${team}`) : null]);
    const first = goal ? formOf(goal) : beginning(me.value!, periods.items, { serves: above, from: ended, level, team: of });
    return { goal, first, periods: periods.items, words: levelsOf(framework), from: ended, key };
  }, [key]);
  const at = location.hash.slice(1), there = all.value !== null;
  useEffect(() => { if (there && at) document.getElementById(at)?.querySelector<HTMLElement>('input, textarea, select')?.focus(); }, [there]);
  if (all.error) return <Trouble error={all.error} />;
  if (!all.value || all.value.key !== key) return <Loading />;
  const { goal, key: _, ...rest } = all.value;
  if (goal && !goal.can.includes('edit') && !goal.can.includes('change')) {
    return <><h1>{goal.title}</h1><Empty title={t('This cannot be edited here')}><p>{goal.state === 'proposed' ? t('It has been proposed. Take the proposal back first, on its page.') : t('Only its owner can change it.')}</p><a class="button" href={`/goals/${goal.id}`}>{t('See the goal')}</a></Empty></>;
  }
  if (goal?.state === 'active') return <Change key={key} goal={goal} periods={rest.periods} words={rest.words} />;
  return <Draft key={key} goal={goal} {...rest} beginning={`${serves ? `:serves${serves}` : ''}${from ? `:from${from}` : ''}${team ? `:team${team}` : ''}${level ? `:${level}` : ''}`} blank={!id && !serves && !from && !team && !level} />;
}
