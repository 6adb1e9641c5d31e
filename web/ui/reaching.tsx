// Where and when to reach somebody by the medium that was chosen; the rest is folded away.
import { t } from '../lang';
import type { Medium, PersonPage } from '../types';
import { mediumWords } from '../words';
import { LocalTime } from './local-time';
import { reaches, type Reach } from './reach';

function Way({ way }: { way: Reach }) {
  return (
    <li><b>{way.topic}</b><span>{mediumWords[way.medium]}: {way.to ? <a href={way.to} target="_blank" rel="noreferrer">{way.address}</a> : way.address}</span>{way.hours && <span class="hint">{way.hours}</span>}</li>
  );
}

export function Reaching({ person, medium, about }: { person: PersonPage; medium: Medium; about?: string }) {
  const { fits, others } = reaches(person, medium, about);
  return (
    <div class="reaching">
      <h2>{t('How to reach {name}', { name: person.name })}</h2>
      {fits.length > 0 ? <ul class="names contacts">{fits.map((w) => <Way key={w.address + w.topic} way={w} />)}</ul>
        : <p class="hint">{t('{name} has written down no contact point for this. Their other ones are below.', { name: person.name })}</p>}
      {others.length > 0 && <details open={fits.length === 0}><summary>{t('Other ways')}</summary><ul class="names contacts">{others.map((w) => <Way key={w.address + w.topic} way={w} />)}</ul></details>}
      <LocalTime person={person} />
    </div>
  );
}
