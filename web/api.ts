// The API, as the pages call it. A failure is a Problem with the server's own sentence, and the faults by field.
import { language, t } from './lang';

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

async function call<T>(method: string, path: string, body?: unknown, match?: number): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET') headers['Content-Type'] = 'application/json';
  if (match !== undefined) headers['If-Match'] = `"${match}"`;
  // When the browser sends a request again after a lost answer, it must not make two of a thing.
  if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  let reply: Response;
  try {
    reply = await fetch(`/api/v1${path}`, { method, headers, body: method === 'GET' ? undefined : JSON.stringify(body ?? {}), credentials: 'same-origin' });
  } catch {
    throw new Problem(0, t('Waymark cannot be reached just now. What you wrote is still here; please try again in a moment.'));
  }
  return (await read(reply)) as T;
}

export const get = <T>(path: string) => call<T>('GET', path);
export const post = <T>(path: string, body?: unknown) => call<T>('POST', path, body);
export const put = <T>(path: string, body?: unknown) => call<T>('PUT', path, body);
export const patch = <T>(path: string, body: unknown, version: number) => call<T>('PATCH', path, body, version);
export const remove = (path: string) => call<null>('DELETE', path);

export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(values)) if (v !== undefined && v !== null && v !== '' && v !== false) q.set(k, String(v));
  const text = q.toString();
  return text ? `?${text}` : '';
}
