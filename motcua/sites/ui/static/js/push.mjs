// The button that turns on notifications on this device; it shows only where the browser can do it.
const box = document.querySelector("[data-push]");
const button = box.querySelector("button"), said = box.querySelector("[role=status]");
// Its own small corner of the addresses: the counter's worker has another.
const WORKER = "/push-worker.js", SCOPE = "/notices";

if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  box.hidden = false;
  button.addEventListener("click", turnOn);
}

async function turnOn() {
  if (await Notification.requestPermission() !== "granted") { said.textContent = box.dataset.refused; return; }
  button.setAttribute("aria-disabled", "true");
  try {
    const worker = await ready(await navigator.serviceWorker.register(WORKER, { scope: SCOPE }));
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push) });
    const answer = await fetch(box.dataset.to, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": box.dataset.csrf },
      body: JSON.stringify(subscription),
    });
    said.textContent = answer.ok || answer.status === 422 ? await answer.text() : box.dataset.failed;
    if (answer.ok) button.hidden = true;
  } catch { said.textContent = box.dataset.failed; }
  button.removeAttribute("aria-disabled");
}

// `navigator.serviceWorker.ready` waits for the worker of this page, which is another.
function ready(worker) {
  const coming = worker.installing || worker.waiting;
  if (!coming) return worker;
  return new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done(worker)));
}

function bytes(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
