// What a change was, in words: the field, how it was, how it is.
import type { ComponentChildren } from 'preact';
import { get } from '../../api';
import { day, number } from '../../format';
import { t } from '../../lang';
import type { Change, Criterion, GoalPage } from '../../types';
import { useLoad } from '../../ui/parts';
import { valueWords, type Terms, type Words } from '../../ui/terms';
import { kindWords } from '../../words';
import { entries, type Entry } from './history';

const names: Record<string, () => string> = {
  title: () => t('Title'), why: () => t('Why'), leaves_out: () => t('What it leaves out'), team_id: () => t('Team'), period_id: () => t('Period'),
  starts_on: () => t('Starts'), due_on: () => t('Due'), priority: () => t('Priority'), counts_serving: () => t('The goals that serve it count'),
  serves: () => t('Serves'), statement: () => t('What is measured'), kind: () => t('How it is measured'), unit: () => t('Unit'), start: () => t('Start'),
  milestones: () => t('Milestones'), weight: () => t('Weight'), supporter_id: () => t('Supporter'),
};

/** What a field is called; good and excellent by the framework's own words. */
export function fieldName(field: string, words: Words): string {
  if (field === 'good') return words.good;
  if (field === 'excellent') return words.excellent;
  if (field === 'good_means') return t('{good} means', { good: words.good });
  if (field === 'excellent_means') return t('{excellent} means', { excellent: words.excellent });
  return names[field]?.() ?? field.replaceAll('_', ' ');
}

/** What stands behind a number: a team's name, a goal's title. */
function Named({ kind, id }: { kind: 'goals' | 'teams' | 'periods' | 'people'; id: number }) {
  const { value, error } = useLoad(() => get<{ title?: string; name?: string }>(`/${kind}/${id}`), [kind, id]);
  const name = value ? value.title ?? value.name : error ? t('number {id}', { id }) : '…';
  return kind === 'periods' || error ? <span>{name}</span> : <a href={`/${kind}/${id}`}>{name}</a>;
}

const kinds: Record<string, 'teams' | 'periods' | 'people'> = { team_id: 'teams', period_id: 'periods', supporter_id: 'people' };

/** A value as people read it, `terms`: of which criterion. */
export function shown(field: string, value: unknown, words: Words, terms?: Terms): ComponentChildren {
  if (value === null || value === undefined || value === '') return t('nothing');
  if (field === 'starts_on' || field === 'due_on') return day(String(value));
  if (kinds[field]) return <Named kind={kinds[field]} id={Number(value)} />;
  if (field === 'serves') {
    const all = value as number[];
    return all.length === 0 ? t('nothing') : <ul class="plain-list">{all.map((id) => <li key={id}><Named kind="goals" id={id} /></li>)}</ul>;
  }
  if (field === 'milestones') return (value as string[]).join(' · ') || t('nothing');
  if (field === 'kind') return kindWords[value as Criterion['kind']] ?? String(value);
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (typeof value === 'number') return terms && field !== 'weight' ? valueWords(terms, value, words) : number(value);
  return String(value);
}

const told = ['title', 'why', 'leaves_out', 'team_id', 'period_id', 'starts_on', 'due_on', 'priority', 'counts_serving', 'serves', 'supporter_id'];
const toldOfCriterion = ['statement', 'unit', 'start', 'good', 'excellent', 'good_means', 'excellent_means', 'milestones', 'weight'];

function Line({ name, was, now }: { name: string; was: ComponentChildren; now: ComponentChildren }) {
  return <div><dt>{name}</dt><dd><del><span class="unseen">{t('was')} </span>{was}</del> <ins><span class="unseen">{t('is now')} </span>{now}</ins></dd></div>;
}

function OfCriterion({ goal, before, after, words }: { goal: GoalPage; before: Entry | undefined; after: Entry; words: Words }) {
  const now = goal.criteria.find((c) => c.id === after.id);
  const terms = now ?? { kind: (after.kind as Criterion['kind']) ?? 'number', unit: (after.unit as string) ?? null, milestones: [] };
  const statement = String(before?.statement ?? after.statement ?? now?.statement ?? t('A criterion'));
  if (after.dropped) return <div><dt>{t('No longer counts')}</dt><dd><del>{statement}</del></dd></div>;
  if (!before) {
    const aims = ['start', 'good', 'excellent'].filter((f) => after[f as keyof Criterion] !== undefined && !['done', 'rubric'].includes(String(after.kind)));
    return (
      <div><dt>{t('New criterion')}</dt><dd><ins>{statement}</ins> {aims.map((f) => <span class="aim" key={f}>{fieldName(f, words)} {shown(f, after[f as keyof Criterion], words, terms)}</span>)}</dd></div>
    );
  }
  return (
    <>{toldOfCriterion.filter((f) => f in after).map((f) => (
      <Line key={f} name={goal.criteria.length > 1 || !now ? `${statement}: ${fieldName(f, words)}` : fieldName(f, words)}
        was={shown(f, before[f as keyof Criterion], words, terms)} now={shown(f, after[f as keyof Criterion], words, terms)} />))}
    </>
  );
}

export function ChangeWords({ change, goal, words }: { change: Change; goal: GoalPage; words: Words }) {
  const old = entries(change.before);
  return (
    <dl class="before-after">
      {told.filter((f) => f in change.after).map((f) => (
        <Line key={f} name={fieldName(f, words)} was={shown(f, change.before[f], words)} now={shown(f, change.after[f], words)} />))}
      {entries(change.after).map((e, i) => <OfCriterion key={i} goal={goal} words={words} before={old.find((o) => o.id !== undefined && o.id === e.id)} after={e} />)}
    </dl>
  );
}
