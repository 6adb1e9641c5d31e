// What I raised and what was raised with me; and, over groups alone, how suggested and chosen media differ in the organisation.
import { get } from '../api';
import { day, hours, number } from '../format';
import { t } from '../lang';
import type { RaisedItem, RaiseFigures } from '../types';
import { Empty, Loading, More, Trouble, useLoad } from '../ui/parts';
import { usePages } from '../ui/pages';
import { RaisedLine } from '../ui/raised-open';
import { media, mediumNames } from '../ui/reach';

function Mine() {
  const list = usePages<RaisedItem>('/raised-items');
  if (list.error) return <Trouble error={list.error} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) {
    return <Empty title={t('Nothing has been raised yet.')}><p>{t('When something is on your mind, Waymark helps you find the fitting way to say it.')}</p><p><a class="button" href="/raise">{t('Raise something')}</a></p></Empty>;
  }
  return (
    <>
      <p><a class="button" href="/raise">{t('Raise something')}</a></p>
      <ul class="list">{list.items.map((r) => <RaisedLine key={r.id} item={r} />)}</ul>
      <More next={list.next} load={list.more} />
    </>
  );
}

function Figures() {
  const { value, error } = useLoad(() => get<RaiseFigures>('/raised-figures'), []);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  const what = t('From {from} to {to}', { from: day(value.from), to: day(value.until) });
  return (
    <section class="in-all" aria-labelledby="figures-title">
      <h2 id="figures-title">{t('In the whole organisation')}</h2>
      <p class="hint">{what}. {t('A row is shown when five people or more are behind it; nobody can be found in it.')}</p>
      {value.rows.length === 0 ? <p>{t('Too few people have raised something to say anything yet.')}</p> : (
        <div class="scrolls" tabIndex={0} role="region" aria-label={what}>
          <table class="held">
            <thead><tr><th scope="col">{t('Suggested')}</th><th scope="col">{t('How often')}</th>{media.map((m) => <th scope="col" key={m}>{mediumNames[m]}</th>)}<th scope="col">{t('Talked over within')}</th></tr></thead>
            <tbody>{value.rows.map((r) => (
              <tr key={r.suggested}><th scope="row">{mediumNames[r.suggested]}</th><td>{number(r.items)}</td>
                {media.map((m) => <td key={m} class={m === r.suggested ? 'as-suggested' : ''}>{number(r[m])}</td>)}
                <td>{r.hours === null ? '–' : hours(r.hours)}</td></tr>))}
            </tbody>
          </table>
        </div>
      )}
      {value.left_out && <p class="hint">{t('Rows with fewer people are left out.')}</p>}
    </section>
  );
}

export default function Page() {
  return (
    <>
      <h1>{t('What was raised')}</h1>
      <p class="lead">{t('Between you and others. Each record is for the two of you alone.')}</p>
      <Mine />
      <Figures />
    </>
  );
}
