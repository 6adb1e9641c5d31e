import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A native dialog over the page, open as long as it is shown. Escape closes it and gives the focus back. `onClose` comes a
 *  moment later, when something else may be shown already. */
export function Dialog({ label, place, onClose, children }: { label: string; place?: 'top'; onClose: () => void; children: ComponentChildren }) {
  const at = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = at.current!;
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => { // it has left the page by now, and cannot give the focus back by itself
      dialog.close();
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return <dialog ref={at} class={place && `from-${place}`} aria-label={label} onClose={onClose}>{children}</dialog>;
}
