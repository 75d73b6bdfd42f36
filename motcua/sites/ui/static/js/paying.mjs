// Looks now and then whether the money has come, and draws the page anew when it would say something else.
const FIRST_SECONDS = 4, LAST_SECONDS = 60, GROWTH = 1.15;

const waits = document.querySelector("[data-waits]");
let pause = FIRST_SECONDS;

const look = async () => {
  if (!document.hidden) {
    const answer = await fetch(waits.dataset.waits, { cache: "no-store" }).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (said && said.mark !== waits.dataset.mark) { location.replace(location.pathname.replace(/\/vnpay$/, "")); return; }
  }
  pause = Math.min(pause * GROWTH, LAST_SECONDS);
  setTimeout(look, pause * 1000);
};

if (waits) {
  setTimeout(look, pause * 1000);
  // Back from the bank's application: whoever looks at the page again wants to know at once.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) pause = FIRST_SECONDS; });
}

const copied = document.querySelector("[data-copied]");
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    copied.classList.remove("mc-hidden");
    copied.textContent = `${copied.dataset.word} ${button.dataset.copy}`;
  });
}
