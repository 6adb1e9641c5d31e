// How forecasts have held: for goals that have closed, what was said of them beside what came. Figures over goals, never over people.
import { get } from '../api';
import { locale, t } from '../lang';
import { go } from '../state';
import type { Framework, Held, HeldLevel, HeldStage } from '../types';
import { Empty, Loading, Trouble, useLoad } from '../ui/parts';
import { Reliability } from '../ui/reliability';
import { levelsOf, type Words } from '../ui/terms';

const levels: HeldLevel[] = ['good', 'excellent'];
const stages: HeldStage[] = ['quarter', 'half', 'three_quarters'];
const stageWords: Record<HeldStage, string> = {
  get quarter() { return t('after a quarter of the time'); },
  get half() { return t('at half-time'); },
  get three_quarters() { return t('after three quarters'); },
};

/** What a difference says, once chance is thought of. */
function verdict(better: number, error: number): string {
  if (better > error) return t('The forecasts were clearly closer.');
  if (better < -error) return t('The forecasts were further off. Do not rely on them here.');
  return better > 0 ? t('The forecasts were a little closer; that may be chance.') : t('No closer; the difference may be chance.');
}

const off = (v: number | null) => new Intl.NumberFormat(locale(), { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(v ?? 0);

function Figures({ held }: { held: Held }) {
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label={t('How far off each was')}>
      <table class="held">
        <caption>{t('How far off each was (Brier score: 0 is perfect, 0.25 is what tossing a coin gets)')}</caption>
        <thead><tr><th scope="col">{t('What was said')}</th><th scope="col">{t('Off by')}</th><th scope="col">{t('Compared')}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{t('The forecasts')}</th><td>{off(held.brier)}</td><td /></tr>
          <tr><th scope="row">{t('“As often as usual here”')}</th><td>{off(held.base)}</td><td>{verdict(held.better_than_base!, held.base_error!)}</td></tr>
          <tr><th scope="row">{t('“The pace continues”')}</th><td>{off(held.pace)}</td><td>{verdict(held.better_than_pace!, held.pace_error!)}</td></tr>
        </tbody>
      </table>
    </div>
  );
}

function Chips<T extends string>({ label, all, now, word, to }: { label: string; all: T[]; now: T; word: (v: T) => string; to: (v: T) => string }) {
  return (
    <div class="chart-which" role="group" aria-label={label}>
      {all.map((v) => <button key={v} type="button" class="chip" aria-pressed={v === now} onClick={() => go(to(v))}>{word(v)}</button>)}
    </div>
  );
}

function Shown({ held, words }: { held: Held; words: Words }) {
  const { level, stage } = held, word = words[level];
  return (
    <>
      <Chips label={t('What was forecast')} all={levels} now={level} word={(v) => words[v]} to={(v) => `/forecast?level=${v}&stage=${stage}`} />
      <Chips label={t('When it was')} all={stages} now={stage} word={(v) => stageWords[v]} to={(v) => `/forecast?level=${level}&stage=${v}`} />
      {held.brier === null ? (
        <Empty title={t('Too few goals have closed to tell.')}>
          <p>{t('It takes ten closed goals with a forecast; so far there are {n}.', { n: held.goals })}</p>
        </Empty>
      ) : (
        <>
          <p>{t('Of {n} closed goals with a forecast {when}, {reached} reached {level}.', { n: held.goals, when: stageWords[stage], reached: held.reached, level: word })}</p>
          <div class="held-columns">
            <section aria-labelledby="reliable-title"><h2 id="reliable-title">{t('Did it come as often as was said?')}</h2>
            <Reliability steps={held.steps} level={word} /></section>
            <section aria-labelledby="figures-title"><h2 id="figures-title">{t('Closer than simpler guesses?')}</h2><Figures held={held} /></section>
          </div>
        </>
      )}
      <section aria-labelledby="method-title"><h2 id="method-title">{t('How forecasts are made')}</h2>
        <p>{t('A goal moves on a way of its own. Before its first check-in it is expected to end as goals here have ended; with each check-in its own way counts for more. What is still to come is uncertain by as much as goals here, and this one itself, have moved up and down.')}</p>
        <p>{t('They are learnt from the newest {n} closed goals, and put right by how earlier forecasts have held. Dropped goals are left out, for nobody tried to the end. Forecasts are about goals: nobody is ranked by them.', { n: held.learnt_from })}</p>
      </section>
    </>
  );
}

export default function Page({ query }: { query: URLSearchParams }) {
  const { value, error } = useLoad(async () => {
    const [held, framework] = await Promise.all([get<Held>(`/forecast${query.size ? `?${query}` : ''}`), get<Framework>('/framework')]);
    return { held, words: levelsOf(framework) };
  }, [query.toString()]);
  if (error) return <Trouble error={error} />;
  if (!value) return <Loading />;
  return (
    <>
      <h1>{t('How forecasts have held')}</h1>
      <p class="lead">{t('Each goal says whether it is still achievable. Here is how such words have held, for goals that have closed since.')}</p>
      <Shown {...value} />
    </>
  );
}
