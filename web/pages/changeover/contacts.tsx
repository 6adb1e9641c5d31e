// Contact points that somebody gets: for what, how, where and when; a line each.
import type { Problem } from '../../api';
import { t } from '../../lang';
import type { ContactPoint } from '../../api-types';
import { Choice, Text } from '../../ui/parts';
import { mediumWords } from '../../words';

export interface NewContact { topic: string; medium: string; address: string; hours: string }
export const blankContact: NewContact = { topic: '', medium: 'phone', address: '', hours: '' };
const MOST = 20;

/** What is sent: lines in which something was written. */
export const written = (contacts: NewContact[]) => contacts.filter((c) => c.topic || c.address || c.hours).map((c) => ({ ...c, hours: c.hours || null }));
export const contactFaults = (contacts: NewContact[]) => contacts.flatMap((_, i) => ['topic', 'medium', 'address', 'hours'].map((k) => `contact_points[${i}].${k}`));

export function NewContacts({ contacts, onChange, problem }: { contacts: NewContact[]; onChange: (contacts: NewContact[]) => void; problem: Problem | null }) {
  const set = (i: number, change: Partial<NewContact>) => onChange(contacts.map((c, at) => (at === i ? { ...c, ...change } : c)));
  // Faults count the lines that were sent.
  const sent = contacts.map((_, i) => contacts.slice(0, i).filter((x) => x.topic || x.address || x.hours).length);
  return (
    <>
      {contacts.map((c, i) => {
        const text = (k: 'topic' | 'address' | 'hours', label: string) => (
          <Text label={label} name={`contact-${i}-${k}`} value={c[k]} onInput={(v) => set(i, { [k]: v })} fault={problem?.of(`contact_points[${sent[i]}].${k}`)} />);
        return (
          <fieldset key={i} class="new-contact"><legend>{t('Contact point {n}', { n: i + 1 })}</legend>
            <div class="row">{text('topic', t('For what'))}
              <Choice label={t('How')} name={`contact-${i}-medium`} value={c.medium} onInput={(v) => set(i, { medium: v })} options={Object.entries(mediumWords)} />
              {text('address', t('Where'))}{text('hours', t('When'))}</div>
            <button type="button" class="plain" aria-label={t('Not so: contact point {n}', { n: i + 1 })} onClick={() => onChange(contacts.filter((_, at) => at !== i))}>{t('Not so')}</button>
          </fieldset>
        );
      })}
      {contacts.length < MOST && <button type="button" class="quiet" onClick={() => onChange([...contacts, blankContact])}>{contacts.length ? t('One more contact point') : t('Add a contact point')}</button>}
    </>
  );
}

/** The contact points that somebody has; what is not ticked ends. */
export function StillHold({ contacts, ends, onChange }: { contacts: ContactPoint[]; ends: Set<number>; onChange: (ends: Set<number>) => void }) {
  if (contacts.length === 0) return <p class="hint">{t('None are written down yet. The e-mail address always counts.')}</p>;
  const flip = (id: number) => { const next = new Set(ends); if (!next.delete(id)) next.add(id); onChange(next); };
  return (
    <fieldset class="choices"><legend>{t('These still hold')}</legend>{contacts.map((c) => (
      <label key={c.id}><input type="checkbox" checked={!ends.has(c.id)} onChange={() => flip(c.id)} /><span><b>{c.topic}</b> {mediumWords[c.medium]}: {c.address}</span></label>))}</fieldset>
  );
}
