// How wide an element is, so that what is drawn in it has lines and letters of their true size.
import { useEffect, useRef, useState } from 'preact/hooks';

export function useWidth<E extends Element>(first: number) {
  const at = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!at.current) return undefined;
    const look = new ResizeObserver((found) => setWidth(Math.max(220, Math.round(found[0]!.contentRect.width))));
    look.observe(at.current);
    return () => look.disconnect();
  }, []);
  return [at, width] as const;
}
