// Keeps the page on the device so that it opens without a network. `KEPT` stands before: a version, pages, files. It keeps
// nothing else: no other page, no record.
const NAME = `auyl-field ${KEPT.pages[0]} `;
const PAGES = new Set(KEPT.pages), FILES = new Set(KEPT.files);

addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(NAME + KEPT.version);
  // A page that leads elsewhere (to signing in) is not kept: the worker of before stays.
  const pages = KEPT.pages.map((address) => new Request(address, { cache: "reload", credentials: "same-origin", redirect: "error" }));
  await cache.addAll([...pages, ...KEPT.files]);
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== NAME + KEPT.version);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
})()));

addEventListener("message", ({ data }) => { if (data === "now") skipWaiting(); });

addEventListener("fetch", (event) => {
  const { method, url } = event.request, { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !(PAGES.has(pathname) || FILES.has(pathname))) return;
  event.respondWith((async () => {
    const cache = await caches.open(NAME + KEPT.version);
    return await cache.match(pathname) || fetch(event.request);
  })());
});
