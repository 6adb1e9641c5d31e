// One bar of filters for the tree, the map and the list of goals. What is chosen stands in the address.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../api';
import { t } from '../lang';
import type { List, Period, Team } from '../types';
import { confidenceWords, levelWords, stateWords } from '../words';
import { changed, filtersGiven, isMine, refiltered, show, viewOf } from './map-state';
import { Choice, Text, useLoad } from './parts';
import { Picker } from './picker';

const PAUSE_MS = 350; // of typing, until it is looked for

function TeamChoice({ id, set }: { id: string | null; set: (id: string | null) => void }) {
  const team = useLoad(() => (id ? get<Team>(`/teams/${id}`) : Promise.resolve(null)), [id]);
  if (!id) return <Picker kind="team" label={t('Team')} name="team" onPick={(f) => set(String(f.id))} />;
  return (
    <div class="field">
      <span class="label" id="f-team-label">{t('Team')}</span>
      <p class="chosen"><span>{team.error ? t('A team that is not here') : team.value?.name}</span>
        <button type="button" class="plain" aria-label={t('Every team')} onClick={() => set(null)}>×</button></p>
    </div>
  );
}

export function MapFilters({ query }: { query: URLSearchParams }) {
  const periods = useLoad(() => get<List<Period>>('/periods?limit=100'), []);
  const [words, setWords] = useState(query.get('q') ?? '');
  const [open, setOpen] = useState(false);
  const asked = query.get('q') ?? '';
  const wait = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(wait.current), []);
  useEffect(() => { if (words.trim() !== asked && !wait.current) setWords(asked); }, [asked]);
  const seek = (typed: string) => { clearTimeout(wait.current); wait.current = undefined; set({ q: typed.trim() || null }); };
  const latest = useRef(query);
  latest.current = query;
  const set = (change: Record<string, string | null>) => show(refiltered(latest.current, change));
  const needs = query.get('stale') ? 'stale' : query.get('serves_nothing') ? 'serves_nothing' : '';
  const given = filtersGiven(query);
  return (
    <form class={`goal-filters ${open ? 'open' : ''}`} role="search" aria-label={t('Filter goals')} onSubmit={(e) => { e.preventDefault(); seek(words); }}>
      <button type="button" class="quiet unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {given > 0 ? t('Filters ({n})', { n: given }) : t('Filters')}
      </button>
      <div class="fields">
        <Text label={t('Words')} name="q" type="search" value={words} onInput={(v) => { setWords(v); clearTimeout(wait.current); wait.current = setTimeout(() => seek(v), PAUSE_MS); }} />
        <TeamChoice id={query.get('team')} set={(id) => set({ team: id })} />
        <Choice label={t('Period')} name="period" value={query.get('period') ?? ''} onInput={(v) => set({ period: v })}
          options={[['', t('All')], ...(periods.value?.items ?? []).map((p): [string, string] => [String(p.id), p.name])]} />
        <Choice label={t('State')} name="state" value={query.get('state') ?? ''} onInput={(v) => set({ state: v })}
          options={[['', t('Not closed')], ...Object.entries(stateWords), ['all', t('Every state')]]} />
        <Choice label={t('Level')} name="level" value={query.get('level') ?? ''} onInput={(v) => set({ level: v })}
          options={[['', t('All')], ...Object.entries(levelWords)]} />
        <Choice label={t('Confidence')} name="confidence" value={query.get('confidence') ?? ''} onInput={(v) => set({ confidence: v })}
          options={[['', t('All')], ...Object.entries(confidenceWords)]} />
        <Choice label={t('Needs')} name="needs" value={needs} onInput={(v) => set({ stale: v === 'stale' ? 'true' : null, serves_nothing: v === 'serves_nothing' ? 'true' : null })}
          options={[['', t('All')], ['stale', t('No recent check-in')], ['serves_nothing', t('Serves nothing yet')]]} />
        {viewOf(query) === 'list' && <Choice label={t('Order')} name="sort" value={query.get('sort') ?? ''} onInput={(v) => show(changed(query, { sort: v }))}
          options={[['', t('As fits')], ['due_on', t('Due first')], ['-due_on', t('Due last')], ['priority', t('By priority')], ['title', t('By title')]]} />}
        <Choice label={t('Whose')} name="whose" value={isMine(query) ? 'me' : ''} onInput={(v) => set({ view: viewOf(query), owner: v })} options={[['', t('All')], ['me', t('Mine')]]} />
      </div>
      {given > 0 && <p class="given"><a href={`/goals?view=${viewOf(query)}`}>{t('Clear filters')}</a></p>}
    </form>
  );
}
