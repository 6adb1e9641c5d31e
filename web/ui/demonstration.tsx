// In a demonstration one always sees that it is one, and looks around with other eyes by one click.
import { useEffect, useState } from 'preact/hooks';
import { get, post } from '../api';
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

const words: Record<Door['as'], string> = { person: 'a person', manager: 'a manager', people_operations: 'people operations' };

export default function Bar() {
  const doors = useDoors();
  const { busy, act } = useAct();
  const m = me.value!;
  return (
    <aside class="look-around" aria-label="Demonstration">
      <p>You look around as <strong>{m.name}</strong></p>
      <div class="others">
        {doors?.filter((door) => door.name !== m.name).map((door) => (
          <button key={door.as} type="button" class="plain" title={door.name} disabled={busy} onClick={() => void act(() => enterAs(door.as))}>
            As {words[door.as]}
          </button>
        ))}
      </div>
    </aside>
  );
}
