// How somebody can be reached by a medium: their contact points, and what a browser can open.
import { t } from '../lang';
import type { Contact, Medium, PersonPage } from '../types';

/** What a contact point leads to, where a browser can go there. */
export function href(medium: string, address: string): string | null {
  if (medium === 'email' && /^\S+@\S+$/.test(address)) return `mailto:${address}`;
  if (medium === 'phone' && /^\+?[\d ()/-]{4,}$/.test(address)) return `tel:${address.replace(/[^\d+]/g, '')}`;
  return /^https:\/\//.test(address) ? address : null;
}

export const mediumNames: Record<Medium, string> = {
  get note() { return t('A written note'); },
  get chat() { return t('The chat'); },
  get call() { return t('A phone or video call'); },
  get meeting() { return t('A meeting, or your next one-to-one'); },
  get now() { return t('Now: speak with them'); },
};
export const media = Object.keys(mediumNames) as Medium[];

const ways: Record<Medium, Contact['medium'][]> = {
  note: ['email', 'other'], chat: ['chat'], call: ['phone', 'video'], meeting: ['video', 'place'], now: ['phone', 'video', 'place'],
};

export interface Reach { topic: string; medium: Contact['medium']; address: string; hours: string | null; to: string | null }

/** Those that fit first, then all others; the e-mail address is always there. With `about`, mail opens with it as its subject. */
export function reaches(person: PersonPage, medium: Medium, about = ''): { fits: Reach[]; others: Reach[] } {
  const all: Reach[] = person.contact_points.map((c) => ({ topic: c.topic, medium: c.medium, address: c.address, hours: c.hours, to: href(c.medium, c.address) }));
  if (!all.some((c) => c.medium === 'email')) all.push({ topic: t('Anything else'), medium: 'email', address: person.email, hours: null, to: href('email', person.email) });
  for (const c of all) if (c.to?.startsWith('mailto:') && about) c.to += `?subject=${encodeURIComponent(about)}`;
  const fit = (c: Reach) => ways[medium].includes(c.medium);
  return { fits: all.filter(fit), others: all.filter((c) => !fit(c)) };
}
