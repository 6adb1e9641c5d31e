// What was just said, at the foot of every page; with a button, and Ctrl Z, for what can be undone.
import { useEffect } from 'preact/hooks';
import { t } from '../lang';
import { did, keepSaid, letSaidGo, said, say } from '../state';
import type { Said } from '../state';

async function undo(what: Said): Promise<void> {
  said.value = null;
  document.getElementById('main')?.focus({ preventScroll: true });
  try {
    await what.undo!();
    say(t('Undone.'));
    did();
  } catch (e) { say((e as Error).message, true); }
}

const writes = (at: EventTarget | null) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));

export function SaidNow() {
  const now = said.value;
  useEffect(() => {
    if (!now?.undo) return undefined;
    const key = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== 'z' || e.shiftKey || e.altKey || !(e.ctrlKey || e.metaKey) || writes(e.target)) return;
      e.preventDefault();
      void undo(now);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [now]);
  return (
    <div role="status" aria-live="polite" class={now ? `said ${now.bad ? 'bad' : ''}` : 'said empty'} onPointerEnter={keepSaid}
      onPointerLeave={letSaidGo} onFocusIn={keepSaid} onFocusOut={letSaidGo}>
      {now?.text}
      {now?.undo && <button type="button" class="undo" aria-keyshortcuts="Control+Z" onClick={() => undo(now)}>{t('Undo')} <kbd>Ctrl Z</kbd></button>}
    </div>
  );
}
