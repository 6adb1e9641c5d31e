// The service worker: Waymark opens without a network and shows what was last seen. The program's own files are kept by their
// hashed names. Of the API's answers the last of each address is kept for one person: whoever signs in next, or is signed in no
// more, finds nothing of it. Nothing is written through here; what one writes waits in the page (ui/offline.tsx).
declare const SHELL: string[]; // what the interface needs, by build.mjs
declare const VERSION: string; // changes when any of it does

const worker = self as unknown as ServiceWorkerGlobalScope; // the library's types know any worker
const SHELL_CACHE = `shell-${VERSION}`, ANSWERS = 'answers';
const SHELLS_KEPT = 2; // a page that is open may still ask for a part of the version before
const ANSWERS_MOST = 300;
const ANSWER_DAYS_MOST = 7;
const OWNER = '/answers-of'; // an entry of the cache that says whose it is
// Secrets and long lists of people operations are not for a device to keep; neither is what makes no sense old.
const NOT_KEPT = /^\/api\/v1\/(openapi\.json|search|tokens|sessions|invitations|imports|care|me\/|sign-)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const shells = (await caches.keys()).filter((name) => name.startsWith('shell-') && name !== SHELL_CACHE);
    await Promise.all(shells.slice(0, Math.max(0, shells.length - SHELLS_KEPT + 1)).map((name) => caches.delete(name)));
    await worker.clients.claim();
  })());
});

let knowing: Promise<unknown> = Promise.resolve(); // the answer of /me that is under way: what is asked beside it waits to be kept
let turn = 0; // an answer that was asked for before somebody else came, or left, is not kept after

const forget = () => { turn++; return caches.delete(ANSWERS); };

/** Answers belong to whom /me names; another person's are gone before theirs are kept. */
async function ownedBy(person: string): Promise<void> {
  const cache = await caches.open(ANSWERS), owner = await (await cache.match(OWNER))?.text();
  if (owner === person) return;
  if (owner !== undefined) await forget();
  await (await caches.open(ANSWERS)).put(OWNER, new Response(person));
}

async function keep(request: Request, reply: Response): Promise<void> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/v1/me') await ownedBy(String(((await reply.clone().json()) as { id: number }).id));
  const cache = await caches.open(ANSWERS);
  if (NOT_KEPT.test(pathname) || !(await cache.match(OWNER))) return;
  await cache.put(request.url, reply);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - ANSWERS_MOST))) {
    if (new URL(old.url).pathname !== OWNER) await cache.delete(old);
  }
}

/** What was last seen at this address, marked with when; nothing after a week. */
async function lastSeen(request: Request): Promise<Response | undefined> {
  const kept = await (await caches.open(ANSWERS)).match(request.url, { ignoreVary: true });
  const at = Date.parse(kept?.headers.get('Date') ?? '');
  if (!kept || !(Date.now() - at < ANSWER_DAYS_MOST * 86400000)) return undefined;
  const headers = new Headers(kept.headers);
  headers.set('X-Waymark-As-Of', new Date(at).toISOString());
  return new Response(kept.body, { status: kept.status, headers });
}

async function answered(event: FetchEvent): Promise<{ reply: Response; kept?: Promise<void> }> {
  const began = turn, whose = new URL(event.request.url).pathname === '/api/v1/me' ? undefined : knowing;
  let reply: Response;
  try {
    reply = await fetch(event.request);
  } catch (error) {
    const seen = await lastSeen(event.request);
    if (seen) return { reply: seen };
    throw error;
  }
  if (reply.status === 401) await forget();
  if (!reply.ok) return { reply };
  const copy = reply.clone();
  const keepCopy = async () => { await whose; if (began === turn) await keep(event.request, copy); };
  return { reply, kept: keepCopy().catch(() => undefined) }; // a full store only costs the copy
}

async function read(event: FetchEvent): Promise<Response> {
  const answer = answered(event), kept = answer.then((a) => a.kept).catch(() => undefined);
  if (new URL(event.request.url).pathname === '/api/v1/me') knowing = kept;
  event.waitUntil(kept);
  return (await answer).reply;
}

async function write(request: Request): Promise<Response> {
  const reply = await fetch(request), { pathname } = new URL(request.url);
  const enters = pathname.startsWith('/api/v1/sign-in') && reply.ok; // another person may have been signed in; it answers as /me does
  if (enters || reply.status === 401 || pathname === '/api/v1/sign-out') await forget();
  if (enters) await reply.clone().json().then((who) => ownedBy(String((who as { id: number }).id))).catch(() => undefined);
  return reply;
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match('/', { cacheName: SHELL_CACHE });
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener('fetch', (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (pathname.startsWith('/api/')) event.respondWith(request.method === 'GET' ? read(event) : write(request));
  else if (request.method !== 'GET') return;
  else if (request.mode === 'navigate') event.respondWith(page(request));
  else event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});
