// The API, as the pages call it. A failure is a Problem with the server's own sentence, and the faults by field.
import { language, t } from './lang';
import { messageKey } from './message-key';
import { heard, unheard } from './offline';

export interface Fault { field: string; detail: string }

export class Problem extends Error {
  constructor(readonly status: number, sentence: string, readonly faults: Fault[] = []) { super(sentence); }
  of(field: string): string | undefined { return this.faults.find((f) => f.field === field)?.detail; }
}

async function read(reply: Response): Promise<unknown> {
  if (reply.status === 204) return null;
  const body = await reply.json().catch(() => null);
  if (reply.ok) return body;
  const problem = body as { detail?: string; fields?: Fault[] } | null;
  throw new Problem(reply.status, problem?.detail ?? t('Something went wrong on the server. Please try again.'), problem?.fields ?? []);
}

/** A key under which something is made only once, however often it is sent. */
export const onceKey = (): string => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** Keys of what was sent without an answer. The same thing sent again, even after the page was closed, must not be there twice. */
function keyOf(path: string, body: string): { key: string; settled: () => void } {
  const place = `unsure:${messageKey(path + body)}`;
  const key = localStorage.getItem(place) ?? onceKey();
  try { localStorage.setItem(place, key); } catch { /* a full or forbidden store only costs the memory of it */ }
  return { key, settled: () => localStorage.removeItem(place) };
}

async function call<T>(method: string, path: string, body?: unknown, match?: number, key?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET') headers['Content-Type'] = 'application/json';
  if (match !== undefined) headers['If-Match'] = `"${match}"`;
  const text = method === 'GET' ? undefined : JSON.stringify(body ?? {});
  const once = method === 'POST' && !key ? keyOf(path, text!) : null;
  if (method === 'POST') headers['Idempotency-Key'] = key ?? once!.key;
  let reply: Response;
  try {
    reply = await fetch(`/api/v1${path}`, { method, headers, body: text, credentials: 'same-origin' });
    heard(reply);
    if (reply.status < 500) once?.settled();
  } catch {
    unheard();
    throw new Problem(0, t('Waymark cannot be reached just now. What you wrote is still here; please try again in a moment.'));
  }
  return (await read(reply)) as T;
}

export const get = <T>(path: string) => call<T>('GET', path);
export const post = <T>(path: string, body?: unknown, key?: string) => call<T>('POST', path, body, undefined, key);
export const put = <T>(path: string, body?: unknown, version?: number) => call<T>('PUT', path, body, version);
export const patch = <T>(path: string, body: unknown, version: number) => call<T>('PATCH', path, body, version);
export const remove = (path: string) => call<null>('DELETE', path);

export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v !== undefined && v !== null && v !== '' && v !== false) q.set(k, String(v));
  const text = q.toString();
  return text ? `?${text}` : '';
}
