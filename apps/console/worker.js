/**
 * Opens the console without a line. `scripts/build.mjs` writes the version and the files before the first line: those of the first page
 * and of the pages that work offline. Everything else is fetched as ever.
 */
/* global self, caches, fetch, URL, Response, version, files */
const shell = `zhibu-shell-${version}`;
const rules = 'zhibu-rules';
/** What anybody may read, and what a form needs to ask its questions. Nothing about anybody, ever. */
const isPublic = ({ pathname }) => pathname === '/api/v1/policies' || pathname === '/api/v1/policies/areas' || pathname === '/api/v1/policies/rules';
/** The console before this one: a tab that is still open may need its files. */
const shellsKept = 2;

let isEmptied = false;

const install = async () => {
  const cache = await caches.open(shell);
  const page = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } });
  const html = await page.clone().text();
  // Built anew between the two answers: the next visit tries again.
  if (!page.ok || !files.some((file) => html.includes(file))) throw new Error('expected the page of this build');
  await cache.addAll(files);
  await cache.put('/', page);
  await self.skipWaiting();
};

const activate = async () => {
  const shells = (await caches.keys()).filter((name) => name.startsWith('zhibu-shell-') && name !== shell);
  await Promise.all(shells.slice(0, Math.max(0, shells.length - (shellsKept - 1))).map((name) => caches.delete(name)));
  await self.clients.claim();
};

/** The service first. The kept page has its own policy and nonce with it, and the files of its own build. */
const page = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(shell)).match('/');
    if (kept === undefined) throw error;
    return kept;
  }
};

const asset = async (request) => (await caches.match(request)) ?? fetch(request);

/** Rules are kept for an area, whichever day they were asked for last. */
const keptAs = (address) => {
  const key = new URL(address);
  key.searchParams.delete('on');
  return key.href;
};

const publicAnswer = async (request) => {
  try {
    const answer = await fetch(request);
    if (answer.ok && !isEmptied) await (await caches.open(rules)).put(keptAs(request.url), answer.clone());
    return answer;
  } catch (error) {
    const kept = await (await caches.open(rules)).match(keptAs(request.url));
    if (kept === undefined) throw error;
    return kept;
  }
};

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', ({ data }) => {
  if (data === 'empty') isEmptied = true;
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || isEmptied) return;
  if (request.mode === 'navigate' && !/^\/(api|docs)(\/|$)|^\/openapi\.json$/.test(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else if (isPublic(url)) event.respondWith(publicAnswer(request));
});
