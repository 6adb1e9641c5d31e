// Who and which team: chosen by a few letters, shown by name, easily somebody else.
import { t } from '../../lang';
import type { Find } from '../../types';
import { Picker } from '../../ui/picker';

export interface Somebody { id: number; name: string }
export const somebody = (f: Find): Somebody => ({ id: f.id, name: f.title });

/** A person, or nobody named yet. */
export function Who({ name, label, hint, value, onPick, onClear, fault }: { name: string; label: string; hint?: string; value: Somebody | null; onPick: (p: Somebody) => void; onClear: () => void; fault?: string }) {
  if (!value) return <Picker kind="person" label={label} hint={hint} name={name} fault={fault} onPick={(f) => onPick(somebody(f))} />;
  return (
    <div class={`field ${fault ? 'faulty' : ''}`}><span class="label">{label}</span>
      <p class="picked"><b>{value.name}</b> <button type="button" class="plain" aria-label={t('Somebody else than {name}', { name: value.name })} onClick={onClear}>{t('Somebody else')}</button></p>
      {fault && <p class="fault">{fault}</p>}
    </div>
  );
}

export function Joins({ teams, onChange, fault }: { teams: Somebody[]; onChange: (teams: Somebody[]) => void; fault?: string }) {
  return (
    <>
      <Picker kind="team" label={t('Joins a team')} name="joins" fault={fault} onPick={(f) => { if (!teams.some((x) => x.id === f.id)) onChange([...teams, somebody(f)]); }} />
      {teams.length > 0 && <ul class="chips">{teams.map((x) => <li key={x.id}>{x.name} <button type="button" class="plain" aria-label={t('Not {team}', { team: x.name })} onClick={() => onChange(teams.filter((y) => y.id !== x.id))}>×</button></li>)}</ul>}
    </>
  );
}
