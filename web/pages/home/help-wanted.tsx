// A few open barriers where I can help, beside my own goals.
import { get } from '../../api';
import { t } from '../../lang';
import type { BarrierFit, List } from '../../types';
import { Reasons } from '../../ui/barrier';
import { useLoad } from '../../ui/parts';

const SHOWN = 3;

export function HelpWanted() {
  const { value } = useLoad(() => get<List<BarrierFit>>(`/barriers/for-me?limit=${SHOWN}`), []);
  if (!value || value.items.length === 0) return null;
  return (
    <section class="mine" aria-labelledby="help-title">
      <h2 id="help-title">{t('Where I can help')}</h2>
      <ul>{value.items.map(({ barrier: b, reasons }) => (
        <li key={b.id}><a class="title" href={`/barriers/${b.id}`}>{b.text}</a><p class="meta"><span>{b.owner_name}</span></p><Reasons reasons={reasons} mine /></li>))}
      </ul>
      <p class="hint"><a href="/barriers">{t('More barriers')}</a></p>
    </section>
  );
}
