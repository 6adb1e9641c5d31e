// How many people seem to be on their own, over groups of five or more: for people operations. Who it is, nobody sees but they themselves.
import { get } from '../api';
import { day, number } from '../format';
import { t } from '../lang';
import { me } from '../state';
import type { IsolationFigures } from '../types';
import { Empty, Loading, Trouble, useLoad } from '../ui/parts';

function Shown({ value }: { value: IsolationFigures }) {
  if (value.groups.length === 0) return <Empty title={t('Nothing to show yet.')}><p>{t('Counts are shown for groups of five people or more, once a month.')}</p></Empty>;
  return (
    <>
      <section>
        <div class="scrolls" tabIndex={0} role="region" aria-label={t('People on their own, by group')}>
          <table class="held">
            <caption>{t('As it was on {day}; it is counted anew each month.', { day: day(value.from) })}</caption>
            <thead><tr><th scope="col">{t('Department')}</th><th scope="col">{t('People')}</th><th scope="col">{t('Seem to be on their own')}</th></tr></thead>
            <tbody>{value.groups.map((g) => <tr key={g.department ?? ''}><th scope="row">{g.department ?? t('All others')}</th><td>{number(g.people)}</td><td>{number(g.alone)}</td></tr>)}</tbody>
          </table>
        </div>
      </section>
      <h2>{t('What helps')}</h2>
      <ul>
        <li>{t('One-to-ones that are held: who has nobody to talk to, has nobody to ask.')}</li>
        <li>{t('Goals that say what they serve, so that people find those who work on the same.')}</li>
        <li>{t('Asking about a goal, or answering: a line is enough.')}</li>
      </ul>
    </>
  );
}

export default function Page() {
  const mine = me.value!.roles.includes('people_operations');
  const { value, error } = useLoad(() => (mine ? get<IsolationFigures>('/isolation-figures') : Promise.resolve(null)), []);
  if (!mine) return <Empty whole title={t('People operations look after these counts.')}><p>{t('Whether you yourself seem to be on your own, Home says to you alone.')}</p></Empty>;
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  return (
    <>
      <h1>{t('On their own')}</h1>
      <p class="lead">{t('People of whom Waymark knows, in the last {n} weeks, no one-to-one held, no goal linked with another one’s, and nothing asked or answered. They are told first, by themselves; here are counts alone.', { n: value.weeks })}</p>
      <Shown value={value} />
    </>
  );
}
