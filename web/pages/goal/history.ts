// What the kept changes say of a criterion: its terms at any time, and what was agreed at the beginning.
import type { Change, Criterion } from '../../types';

export type Entry = { id?: number; dropped?: boolean } & Partial<Record<keyof Criterion, unknown>>;

export const entries = (side: Record<string, unknown>): Entry[] => (Array.isArray(side.criteria) ? (side.criteria as Entry[]) : []);

/** What each term was until when: the newest first, each with the change that ended it. */
export interface Span { start: number | null; good: number | null; excellent: number | null; until: Change | null }

const amount = (value: unknown, otherwise: number | null) => (typeof value === 'number' ? value : otherwise);

export function spans(c: Criterion, changes: Change[]): Span[] {
  let now: Span = { start: c.start, good: c.good, excellent: c.excellent, until: null };
  const all = [now];
  for (const change of changes) { // newest first, as the server gives them
    const old = entries(change.before).find((e) => e.id === c.id);
    if (!old || !('start' in old || 'good' in old || 'excellent' in old)) continue;
    now = { start: amount(old.start, now.start), good: amount(old.good, now.good), excellent: amount(old.excellent, now.excellent), until: change };
    all.push(now);
  }
  return all;
}

export const termFields = ['statement', 'unit', 'start', 'good', 'excellent', 'good_means', 'excellent_means', 'milestones', 'weight'] as const;
export type TermField = (typeof termFields)[number];
export interface Adapted { field: TermField; was: unknown; now: unknown; why: Change | null }

/** The terms that are no longer as they were when the goal became active, each with the newest change of it. */
export function adapted(c: Criterion, changes: Change[]): Adapted[] {
  const kept: Partial<Record<TermField, number | null>> = { start: c.original_start, good: c.original_good, excellent: c.original_excellent, weight: c.original_weight };
  return termFields.flatMap((field) => {
    const those = changes.filter((x) => entries(x.before).some((e) => e.id === c.id && field in e));
    const first = those.at(-1);
    const number = field in kept;
    if (number ? c.original_good === null : !first) return [];
    const was = number ? kept[field] : entries(first!.before).find((e) => e.id === c.id)![field], now = c[field];
    return JSON.stringify(was) === JSON.stringify(now) ? [] : [{ field, was, now, why: those[0] ?? null }];
  });
}
