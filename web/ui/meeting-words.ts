// The words for meetings: what one is called, when it is, how often it comes.
import { locale, t } from '../lang';
import { me } from '../state';
import type { Meeting, MeetingSeries } from '../types';

/** Minutes ahead of UTC, at this instant. */
export function offset(zone: string, at: Date): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)])) as Record<string, number>;
  return Math.round((Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!) - at.getTime()) / 60000);
}

/** The instant of a wall-clock time, such as '2026-03-03T10:00'. */
export function instantIn(zone: string, local: string): Date {
  const asUtc = new Date(`${local.slice(0, 16)}:00Z`).getTime(), first = asUtc - offset(zone, new Date(asUtc)) * 60000;
  return new Date(asUtc - offset(zone, new Date(first)) * 60000);
}
/** The other way round: what the clock on the wall says then. */
export const wallIn = (zone: string, iso: string): string => new Date(new Date(iso).getTime() + offset(zone, new Date(iso)) * 60000).toISOString().slice(0, 16);

export function titleOf(m: Pick<Meeting, 'kind' | 'title' | 'team_name' | 'person_name'>): string {
  if (m.kind === 'pair') return t('One-to-one with {name}', { name: m.person_name ?? '' });
  return m.title ?? t('{team} meeting', { team: m.team_name ?? '' });
}

const ends = (m: Pick<Meeting, 'starts_at' | 'minutes'>) => new Date(new Date(m.starts_at).getTime() + m.minutes * 60000);

/** '10:00 – 10:30', in a zone. */
export const hoursIn = (zone: string, m: Pick<Meeting, 'starts_at' | 'minutes'>): string =>
  new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: zone }).formatRange(new Date(m.starts_at), ends(m));
export const hoursOf = (m: Pick<Meeting, 'starts_at' | 'minutes'>): string => hoursIn(me.value!.zone, m);
/** 'Tuesday, 3 March', for the reader. */
export const dayOf = (iso: string): string => new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long', timeZone: me.value!.zone }).format(new Date(iso));
export const shortDayOf = (iso: string): string => new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: me.value!.zone }).format(new Date(iso));
export const zoneWords = (zone: string): string => zone.replaceAll('_', ' ').split('/').at(-1)!;

// ---- how often ----

export type Often = 'once' | 'daily' | 'weekly' | 'fortnightly' | 'monthly' | 'other';
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** The rule that the choice and the first day give. */
export function ruleOf(often: Often, day: string): string | null {
  const date = new Date(`${day}T00:00:00Z`), name = DAYS[date.getUTCDay()] ?? 'MO', nth = Math.ceil(date.getUTCDate() / 7);
  switch (often) {
    case 'daily': return 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
    case 'weekly': return `FREQ=WEEKLY;BYDAY=${name}`;
    case 'fortnightly': return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${name}`;
    case 'monthly': return `FREQ=MONTHLY;BYDAY=${nth > 4 ? -1 : nth}${name}`;
    default: return null;
  }
}
export function oftenOf(rule: string | null): Often {
  if (!rule) return 'once';
  if (/^FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR$/.test(rule)) return 'daily';
  if (/^FREQ=WEEKLY(;INTERVAL=1)?(;BYDAY=[A-Z]{2})?$/.test(rule)) return 'weekly';
  if (/^FREQ=WEEKLY;INTERVAL=2(;BYDAY=[A-Z]{2})?$|^FREQ=WEEKLY;BYDAY=[A-Z]{2};INTERVAL=2$/.test(rule)) return 'fortnightly';
  return /^FREQ=MONTHLY;BYDAY=-?\d[A-Z]{2}$/.test(rule) ? 'monthly' : 'other';
}
export const oftenWords: Record<Often, string> = {
  get once() { return t('Once'); },
  get daily() { return t('Every working day'); },
  get weekly() { return t('Every week'); },
  get fortnightly() { return t('Every two weeks'); },
  get monthly() { return t('Every month'); },
  get other() { return t('By a rule of its own'); },
};

/** 'Every week, Tuesday 10:00', as it is where the series is at home. */
export function howOften(s: MeetingSeries): string {
  const often = oftenOf(s.rrule);
  const at = new Date(`${s.starts_on}T00:00:00Z`);
  at.setUTCMinutes(s.starts_minute);
  const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options }).format(at);
  const time = said({ hour: 'numeric', minute: '2-digit' });
  const where = s.zone === me.value!.zone ? '' : ` (${zoneWords(s.zone)})`;
  if (often === 'once') return `${said({ day: 'numeric', month: 'long', year: 'numeric' })}, ${time}${where}`;
  if (often === 'daily' || often === 'other') return `${oftenWords[often]}, ${time}${where}`;
  return `${oftenWords[often]}, ${said({ weekday: 'long' })} ${time}${where}`;
}
