// Serves articles that a reader saved, and nothing else, where there is no network.
// It never writes down a page on its own: what is kept was saved by hand (science/offline.js).
"use strict";
const KEPT = "saved-articles-1";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("saved-articles-") && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

async function follow(request, answer) {
  // What was withdrawn or corrected is so for the saved copy too, once there is a network.
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request.url);
  if (!kept) { return; }
  if (answer.status === 404 || answer.status === 410) { await cache.delete(request.url); return; }
  if (!answer.ok) { return; }
  const fresh = await fetch(request.url, { credentials: "omit" });
  if (fresh.ok && !fresh.redirected) { await cache.put(request.url, fresh); }
}

async function answerTo(event) {
  try {
    const answer = await fetch(event.request);
    if (event.request.mode === "navigate") { event.waitUntil(follow(event.request, answer.clone())); }
    return answer;
  } catch (fault) {
    const cache = await caches.open(KEPT);
    const kept = await cache.match(event.request.url);
    if (kept) { return kept; }
    throw fault;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) { return; }
  event.respondWith(answerTo(event));
});
