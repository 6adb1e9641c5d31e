// A probability in words first, and as so many of a hundred.
import { locale, t } from '../lang';

export function chance(p: number): string {
  if (p >= 0.9) return t('Very likely');
  if (p >= 0.65) return t('Likely');
  if (p > 0.35) return t('Could go either way');
  return p > 0.1 ? t('Unlikely') : t('Very unlikely');
}
export const percent = (v: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(v);
export const inHundred = (p: number): string => t('about {n} in 100', { n: Math.round(p * 100) });
