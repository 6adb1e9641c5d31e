// What was raised and has not been talked over yet: for Home, and on its own page.
import { instant } from '../format';
import { t } from '../lang';
import { me } from '../state';
import type { RaisedItem } from '../types';
import { mediumNames } from './reach';

export function RaisedLine({ item }: { item: RaisedItem }) {
  const mine = item.from_id === me.value!.id, name = mine ? item.to_name : item.from_name;
  return (
    <li class="home-line">
      <div>
        <a class="title" href={`/raised/${item.id}`}>{item.what}</a>
        <p class="meta">
          <span>{mine ? t('raised with {name}', { name }) : t('{name} raised it with you', { name })}</span>
          <span>{mediumNames[item.chosen]}</span>
          <span>{item.answered_at ? t('talked over {when}', { when: instant(item.answered_at) }) : t('since {when}', { when: instant(item.created_at) })}</span>
        </p>
      </div>
    </li>
  );
}

export function RaisedOpen({ items }: { items: RaisedItem[] }) {
  if (items.length === 0) return null;
  return (
    <section><h2>{t('To talk over')}</h2><ul class="list">{items.map((r) => <RaisedLine key={r.id} item={r} />)}</ul></section>
  );
}
