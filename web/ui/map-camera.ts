// Where one looks at on the map, and how near. The plane is moved without rendering anything; only when what is seen leaves what has
// been drawn, the map is told to draw another part.
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

export interface Part { left: number; top: number; right: number; bottom: number }
interface Spot { x: number; y: number }

export const NEAREST = 2, FARTHEST = 0.08;
const LEGIBLE = 0.3; // below, no word can be read: cards are drawn bare, as colour and place
const FAR = 0.5; // below, only titles can be read
const DRAWN_BEYOND = 0.5, NEEDED_BEYOND = 0.15; // of the view: more is drawn before one comes to the edge, a little at a time
const STEP = 1.25, DRAG = 4; // pixels until a press is a drag
const within = (a: Part, b: Part) => a.left >= b.left && a.top >= b.top && a.right <= b.right && a.bottom <= b.bottom;

export class Camera {
  x = 0; y = 0; zoom = 1;
  view: HTMLElement | null = null;
  plane: HTMLElement | null = null;
  draw: (part: Part, bare: boolean) => void = () => {};
  width = 0; height = 0; // of the whole map
  private drawn: Part = { left: 0, top: 0, right: 0, bottom: 0 };
  private bare = false;
  private frame = 0;

  seen(beyond = 0): Part {
    const w = this.view?.clientWidth ?? 0, h = this.view?.clientHeight ?? 0;
    return {
      left: (-this.x - w * beyond) / this.zoom, top: (-this.y - h * beyond) / this.zoom,
      right: (w - this.x + w * beyond) / this.zoom, bottom: (h - this.y + h * beyond) / this.zoom,
    };
  }
  /** Beyond its edges there is nothing to draw. */
  private inhabited(part: Part): Part {
    return { left: Math.max(0, part.left), top: Math.max(0, part.top), right: Math.min(this.width, part.right), bottom: Math.min(this.height, part.bottom) };
  }
  /** Shows what has been set, with the next frame. `glide`: by a short motion. */
  apply(glide = false): void {
    this.plane?.classList.toggle('glide', glide);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.plane) return;
      this.plane.style.transform = `translate(${Math.round(this.x)}px, ${Math.round(this.y)}px) scale(${this.zoom})`;
      this.plane.classList.toggle('far', this.zoom < FAR);
      if (this.bare !== this.zoom < LEGIBLE || !within(this.inhabited(this.seen(NEEDED_BEYOND)), this.drawn)) this.redraw();
    });
  }
  redraw(): void {
    this.drawn = this.seen(DRAWN_BEYOND);
    this.bare = this.zoom < LEGIBLE;
    this.draw(this.drawn, this.bare);
  }
  move(dx: number, dy: number, glide = false): void {
    this.x += dx;
    this.y += dy;
    this.apply(glide);
  }
  /** Nearer or farther, around a spot of the view that stays where it is. */
  zoomTo(zoom: number, at?: Spot, glide = false): void {
    const spot = at ?? { x: (this.view?.clientWidth ?? 0) / 2, y: (this.view?.clientHeight ?? 0) / 2 };
    const next = Math.min(NEAREST, Math.max(FARTHEST, zoom)), by = next / this.zoom;
    this.x = spot.x - (spot.x - this.x) * by;
    this.y = spot.y - (spot.y - this.y) * by;
    this.zoom = next;
    this.apply(glide);
  }
  nearer = () => this.zoomTo(this.zoom * STEP, undefined, true);
  farther = () => this.zoomTo(this.zoom / STEP, undefined, true);
  /** How near the whole of it can be seen, no larger than life. */
  fitting(width: number, height: number): number {
    return Math.min(1, ((this.view?.clientWidth ?? 1) - 32) / width, ((this.view?.clientHeight ?? 1) - 40) / height);
  }
  whole(width: number, height: number, glide = false): void {
    const w = this.view?.clientWidth ?? 1, h = this.view?.clientHeight ?? 1;
    this.zoom = Math.max(FARTHEST, this.fitting(width, height));
    this.x = (w - width * this.zoom) / 2;
    this.y = Math.max(16, (h - height * this.zoom) / 2);
    this.apply(glide);
  }
  centre(x: number, y: number, glide = false): void {
    this.x = (this.view?.clientWidth ?? 0) / 2 - x * this.zoom;
    this.y = (this.view?.clientHeight ?? 0) / 2 - y * this.zoom;
    this.apply(glide);
  }
  /** As little as needed to see this part. */
  reveal(part: Part): void {
    const w = this.view?.clientWidth ?? 0, h = this.view?.clientHeight ?? 0, edge = 24;
    const left = part.left * this.zoom + this.x, right = part.right * this.zoom + this.x, top = part.top * this.zoom + this.y, bottom = part.bottom * this.zoom + this.y;
    const dx = left < edge ? edge - left : right > w - edge ? w - edge - right : 0;
    const dy = top < edge ? edge - top : bottom > h - edge ? h - edge - bottom : 0;
    if (dx || dy) this.move(dx, dy, true);
  }
}

/** Fingers and mouse: one moves, two move and zoom. A press that became a drag is no click. */
function holdTo(camera: Camera, view: HTMLElement): () => void {
  const down = new Map<number, Spot>();
  let dragged = false, start: Spot = { x: 0, y: 0 };
  const spot = (e: MouseEvent): Spot => { const box = view.getBoundingClientRect(); return { x: e.clientX - box.left, y: e.clientY - box.top }; };
  const middle = (): Spot => { const all = [...down.values()]; return { x: all.reduce((s, p) => s + p.x, 0) / all.length, y: all.reduce((s, p) => s + p.y, 0) / all.length }; };
  const spread = (): number => { const [a, b] = [...down.values()]; return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0; };
  const press = (e: PointerEvent) => {
    if (e.button !== 0) return;
    if (down.size === 0) { dragged = false; start = spot(e); }
    down.set(e.pointerId, spot(e));
  };
  const drag = (e: PointerEvent) => {
    if (!down.has(e.pointerId)) return;
    const before = middle(), apart = spread(), now = spot(e);
    if (!dragged && down.size === 1 && Math.hypot(now.x - start.x, now.y - start.y) < DRAG) return;
    if (!dragged) { dragged = true; view.setPointerCapture(e.pointerId); view.classList.add('held'); }
    down.set(e.pointerId, now);
    const after = middle();
    camera.move(after.x - before.x, after.y - before.y);
    if (apart > 0) camera.zoomTo(camera.zoom * (spread() / apart), after);
  };
  const release = (e: PointerEvent) => { down.delete(e.pointerId); if (down.size === 0) view.classList.remove('held'); };
  const click = (e: MouseEvent) => { if (dragged && e.detail > 0) { e.stopPropagation(); e.preventDefault(); } dragged = false; };
  const wheel = (e: WheelEvent) => { e.preventDefault(); camera.zoomTo(camera.zoom * Math.exp(-e.deltaY * (e.deltaMode === 1 ? 0.05 : e.ctrlKey ? 0.01 : 0.0015)), spot(e)); };
  view.addEventListener('pointerdown', press);
  view.addEventListener('pointermove', drag);
  view.addEventListener('pointerup', release);
  view.addEventListener('pointercancel', release);
  view.addEventListener('click', click, true);
  view.addEventListener('wheel', wheel, { passive: false });
  return () => {
    view.removeEventListener('pointerdown', press);
    view.removeEventListener('pointermove', drag);
    view.removeEventListener('pointerup', release);
    view.removeEventListener('pointercancel', release);
    view.removeEventListener('click', click, true);
    view.removeEventListener('wheel', wheel);
  };
}

export function useCamera(): { camera: Camera; part: Part; bare: boolean; view: RefObject<HTMLDivElement | null>; plane: RefObject<HTMLDivElement | null> } {
  const camera = useMemo(() => new Camera(), []);
  const view = useRef<HTMLDivElement>(null), plane = useRef<HTMLDivElement>(null);
  const [{ part, bare }, setDrawn] = useState<{ part: Part; bare: boolean }>({ part: { left: 0, top: 0, right: 0, bottom: 0 }, bare: false });
  useLayoutEffect(() => {
    camera.view = view.current;
    camera.plane = plane.current;
    camera.draw = (next, far) => setDrawn({ part: next, bare: far });
    const sized = new ResizeObserver(() => camera.redraw());
    sized.observe(view.current!);
    const leave = holdTo(camera, view.current!);
    return () => { leave(); sized.disconnect(); camera.plane = null; };
  }, []);
  return { camera, part, bare, view, plane };
}
