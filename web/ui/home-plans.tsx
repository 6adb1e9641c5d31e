// On Home: the if-then plans that are for today.
import { put } from '../api';
import { t } from '../lang';
import type { Home } from '../types';
import { useAct } from './parts';

function Line({ plan: p, again }: { plan: Home['plans'][number]; again: () => void }) {
  const { busy, act } = useAct();
  return (
    <li class="home-line">
      <div><p class="title">{p.condition ? t('If {condition}: {text}', { condition: p.condition, text: p.text }) : p.text}</p>
        <p class="meta"><a href={`/goals/${p.goal_id}`}>{p.title}</a></p></div>
      <div class="acts"><button type="button" class="quiet" disabled={busy} aria-label={t('For today that is settled: {text}', { text: p.text })} onClick={() => act(() => put(`/plans/${p.id}/aside`), t('Put aside for today.')).then(again)}>{t('Settled')}</button></div>
    </li>
  );
}

export function PlansToday({ plans, again }: { plans: Home['plans']; again: () => void }) {
  if (plans.length === 0) return null;
  return <section><h2>{t('What I planned for today')}</h2><ul class="list">{plans.map((p) => <Line key={p.id} plan={p} again={again} />)}</ul></section>;
}
