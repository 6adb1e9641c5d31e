// In a demonstration one always sees that it is one, and looks around with other eyes by one click.
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api';
import { t, tx } from '../lang';
import { me } from '../state';
import type { Demonstration } from '../types';
import { useAct } from './parts';

export type Door = Demonstration['people'][number];

/** Who stands behind the doors: none where this is no demonstration, null while it is not known yet. */
export function useDoors(): Door[] | null {
  const [doors, setDoors] = useState<Door[] | null>(null);
  useEffect(() => { get<Demonstration>('/sign-in/demonstration').then((d) => setDoors(d.people), () => setDoors([])); }, []);
  return doors;
}

/** Everything is loaded anew, as the person who looks is another one. */
export async function enterAs(as: Door['as']): Promise<void> {
  await post('/sign-in/demonstration', { as });
  location.assign('/');
}

const asWhat = (as: Door['as']) => ({ person: t('As a person'), manager: t('As a manager'), people_operations: t('As people operations') })[as];

export default function Bar() {
  const doors = useDoors();
  const { busy, act } = useAct();
  const m = me.value!;
  return (
    <aside class="look-around" aria-label={t('Demonstration')}>
      <p>{tx('You look around as <b>{name}</b>', { name: m.name }, { b: (inner) => <strong>{inner}</strong> })}</p>
      <div class="others">
        {doors?.filter((door) => door.name !== m.name).map((door) => (
          <button key={door.as} type="button" class="plain" title={door.name} disabled={busy} onClick={() => void act(() => enterAs(door.as))}>
            {asWhat(door.as)}
          </button>
        ))}
      </div>
    </aside>
  );
}
