// Numbers and times in the reader's language and zone.
import { locale, t } from './lang';
import { me } from './state';

const zone = () => me.value?.zone;
const formatter = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), options);

export function number(v: number | null | undefined, digits = 2): string {
  return v === null || v === undefined ? '–' : new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(v);
}
export const score = (v: number | null | undefined) => (v === null || v === undefined ? '–' : new Intl.NumberFormat(locale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(v));

/** A calendar day, which has no zone. */
export function day(iso: string | null | undefined): string {
  if (!iso) return '–';
  return formatter({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));
}
/** Such as "Tuesday, 24 November". */
export const longDay = (iso: string): string => formatter({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));
export function instant(iso: string | null | undefined): string {
  if (!iso) return '–';
  return formatter({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone() }).format(new Date(iso));
}
export function ago(iso: string | null | undefined): string {
  if (!iso) return '';
  const s = (new Date(iso).getTime() - Date.now()) / 1000;
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [[60, 'second'], [3600, 'minute'], [86400, 'hour'], [86400 * 14, 'day'], [86400 * 60, 'week'], [Infinity, 'month']];
  const size: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86400, week: 604800, month: 2629800 };
  const unit = steps.find(([most]) => Math.abs(s) < most)![1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(s / size[unit]!), unit);
}
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone() }).format(new Date());
}
export function clock(zoneName: string): string {
  return formatter({ hour: '2-digit', minute: '2-digit', weekday: 'short', timeZone: zoneName }).format(new Date());
}
export const minutes = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
export const hours = (h: number): string =>
  (h < 48 ? t('{n, plural, one {# hour} other {# hours}}', { n: Math.max(1, h) }) : t('{n, plural, one {# day} other {# days}}', { n: Math.round(h / 24) }));
/** The short name of a day of the week, 0 for Monday. 1 January 2024 was one. */
export const weekday = (i: number): string => formatter({ weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + i)));
/** '1 goal' or '3 goals'. */
export const counted = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
