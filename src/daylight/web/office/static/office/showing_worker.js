/* Keeps the page of 扫码亮证 and what it is made of, so that it opens again without a signal. Nothing else is kept. */
const STORE = "daylight-showing-1";
const page = (url) => url.pathname === new URL("./", self.registration.scope).pathname;
const part = (url) => url.pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !(page(url) || part(url))) return;
  event.respondWith(
    (async () => {
      const store = await caches.open(STORE);
      try {
        const answer = await fetch(event.request);
        if (answer.ok && !answer.redirected) await store.put(event.request, answer.clone());
        return answer;
      } catch (error) {
        const kept = await store.match(event.request);
        if (kept) return kept;
        throw error;
      }
    })()
  );
});
