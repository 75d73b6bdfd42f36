// Brings the reception page when there is no line. It keeps that page and its look, and nothing about anybody.
const KEPT = "mot-cua-offline-1";
const PAGE = "/desk/counter/offline/app";

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("mot-cua-offline-") && name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});
self.addEventListener("message", (event) => { if (event.data === "keep") event.waitUntil(keep()); });

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === PAGE) event.respondWith(fetch(request).then((answer) => answer.redirected ? kept(PAGE, answer) : answer, () => kept(PAGE)));
  else if (pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((found) => found || fetch(request)));
});

async function kept(path, otherwise) {
  return (await caches.match(path)) || otherwise || Response.error();
}

// The page, and every file of ours that it names. When one cannot be had, what was kept before stays.
async function keep() {
  const page = await fetch(PAGE, { credentials: "same-origin" });
  if (!page.ok || page.redirected) return;
  const text = await page.clone().text();
  const files = new Set([...text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((found) => found[1]));
  const cache = await caches.open(KEPT);
  await Promise.all([...files].map(async (file) => {
    const answer = await fetch(file);
    if (answer.ok) await cache.put(file, answer);
  }));
  await cache.put(PAGE, page);
}
