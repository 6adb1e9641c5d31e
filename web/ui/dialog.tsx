import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A native dialog over the page, open as long as it is shown. Escape closes it and gives the focus back. */
export function Dialog({ label, place, onClose, children }: { label: string; place?: 'top'; onClose: () => void; children: ComponentChildren }) {
  const at = useRef<HTMLDialogElement>(null), gone = useRef(false);
  useEffect(() => {
    const dialog = at.current!;
    dialog.showModal();
    return () => { gone.current = true; dialog.close(); };
  }, []);
  // The browser says that it has closed a moment later, when something else may be open in its place.
  return <dialog ref={at} class={place && `from-${place}`} aria-label={label} onClose={() => { if (!gone.current) onClose(); }}>{children}</dialog>;
}
