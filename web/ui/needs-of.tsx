// What is asked of a team, or what a person has accepted to give: on their pages.
import { get, query } from '../api';
import { t } from '../lang';
import type { List, Need } from '../types';
import { NeedLine } from './need';
import { useLoad } from './parts';

const SHOWN = 10;

export function NeedsOf({ title, of }: { title: string; of: { team_id?: number; person_id?: number; state?: 'accepted' } }) {
  const { value } = useLoad(() => get<List<Need>>(`/needs${query({ ...of, limit: SHOWN })}`), [of.team_id, of.person_id]);
  if (!value || value.items.length === 0) return null;
  return (
    <section aria-labelledby="needs-of-title"><h2 id="needs-of-title">{title}</h2>
      <ul class="list">{value.items.map((n) => <li key={n.id}><NeedLine need={n} /></li>)}</ul>
      {value.next && <p class="hint"><a href="/needs?view=all">{t('All open needs')}</a></p>}
    </section>
  );
}
