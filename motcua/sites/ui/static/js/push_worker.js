// Shows what came, and opens the page it speaks of. It answers for no page, so it clashes with no other worker.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => {
  const { title = "", body = "", path = "/notices", tag = "" } = event.data?.json() || {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: path, lang: "vi" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = String(event.notification.data || "/");
  // Only pages of our own.
  const address = new URL(path.startsWith("/") && !path.startsWith("//") ? path : "/", self.location.origin);
  event.waitUntil(self.clients.openWindow(address.href));
});
