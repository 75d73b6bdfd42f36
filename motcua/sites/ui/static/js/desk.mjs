// The desk by keyboard. Single keys work only while the focus is in the list or among the acts (WCAG 2.1.4), and by the
// place of the key (`code`), so that Telex or VNI cannot swallow them. Without this file every row has its link.
const table = document.querySelector("[data-queue]");
const body = table?.tBodies[0];
const preview = document.querySelector("#quick-view");
const many = document.querySelector("[data-many]");
const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]),select,textarea");
let row = body?.querySelector("[data-chosen]") || body?.rows[0];
let waiting = "";

const choose = (next) => {
  if (!next) return;
  row.tabIndex = -1; row.setAttribute("aria-selected", "false");
  row = next;
  row.tabIndex = 0; row.setAttribute("aria-selected", "true");
  row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" });
};
const open = () => row.querySelector("a[href]")?.click();
const tick = () => {
  const box = row.querySelector("input[type=checkbox]:not(:disabled)");
  if (box) { box.checked = !box.checked; counted(); }
};
const moves = {
  ArrowDown: () => choose(row.nextElementSibling), KeyJ: () => choose(row.nextElementSibling),
  ArrowUp: () => choose(row.previousElementSibling), KeyK: () => choose(row.previousElementSibling),
  Home: () => choose(body.rows[0]), End: () => choose(body.rows[body.rows.length - 1]), Enter: open, KeyX: tick,
};

// The key of an act presses the button of the quick view, once it shows the row on which the focus is.
const press = (key, where = document.querySelector("[data-acts]")) => {
  const button = where?.querySelector(`[data-key="${key}"]`);
  button?.click();
  return Boolean(button);
};
const act = (event) => {
  const key = event.code.match(/^Key([A-Z])$/)?.[1];
  if (!key || event.shiftKey) return;
  const undo = key === "Z" && document.querySelector("[data-undo]");
  if (undo) { event.preventDefault(); undo.click(); return; }
  if (preview?.querySelector("[data-code]")?.dataset.code === row.dataset.code) {
    if (press(key)) event.preventDefault();
  } else if (preview) { waiting = key; event.preventDefault(); }
};

// How many are ticked; without the list's own bar nothing is counted.
const boxes = () => [...body.querySelectorAll("input[type=checkbox]")];
const counted = () => {
  if (!many) return;
  const count = boxes().filter((box) => box.checked).length;
  const line = many.querySelector("[data-count]");
  line.textContent = line.dataset.count.replace("#", count);
  many.hidden = !count;
};

// After an act the row is done with, and the next one that is not has the focus.
const done = (code, word) => {
  const gone = [...body.rows].find((each) => each.dataset.code === code);
  if (!gone) return;
  gone.classList.add("is-done");
  const label = gone.querySelector(".mc-label");
  if (label) { label.className = "mc-label mc-label--good"; label.textContent = word; }
  const box = gone.querySelector("input[type=checkbox]");
  if (box) { box.checked = false; box.disabled = true; counted(); }
  let next = gone.nextElementSibling;
  while (next?.classList.contains("is-done")) next = next.nextElementSibling;
  if (next) choose(next); else document.querySelector(".mc-pager a[href*='after=']")?.focus();
};

if (row) {
  for (const each of body.rows) { each.tabIndex = -1; each.setAttribute("aria-selected", "false"); }
  row.tabIndex = 0; row.setAttribute("aria-selected", "true");
  for (const box of boxes()) box.tabIndex = -1;
  body.addEventListener("keydown", (event) => {
    if (typing(event) || event.target.closest("button")) return;
    if (event.code === "Enter" && event.target.closest("a")) return;
    const move = !event.shiftKey && moves[event.code];
    if (move) { event.preventDefault(); move(); } else act(event);
  });
  body.addEventListener("click", (event) => {
    const pressed = event.target.closest("tr");
    if (pressed && !event.target.closest("a,button,input,label")) choose(pressed);
  });
  // Where the day is a list, its keys work from the first moment.
  if (preview && (!document.activeElement || document.activeElement === document.body)) row.focus({ preventScroll: true });
}
if (many) {
  const all = table.querySelector("[data-all]");
  all.closest("label").hidden = false;
  all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked && !box.disabled; counted(); });
  body.addEventListener("change", counted);
  counted();
}
// Only what has settled is wired: a button that is pressed earlier would leave the list.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== preview || !waiting) return;
  const key = waiting;
  if (preview.querySelector("[data-code]")?.dataset.code === row.dataset.code) { waiting = ""; press(key, preview); }
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  const said = event.detail.target.id === "said" && event.detail.target.querySelector("[data-done]");
  if (!said || !body) return;
  // Where the row stays, the quick view is asked for again: other acts are open now.
  if ("stays" in said.dataset) window.htmx.ajax("GET", row.getAttribute("hx-get"), "#quick-view");
  else done(said.dataset.done, said.dataset.word);
});

// On a dossier's page the acts carry their key: data-key="A". They work while the focus is in the row of acts.
document.querySelector(".desk-acts[data-acts]")?.addEventListener("keydown", (event) => {
  if (!typing(event) && press(event.code.replace("Key", ""), event.currentTarget)) event.preventDefault();
});

// The page of an act that was opened from a list begins at its first question, and is sent with Ctrl+Enter.
const form = document.querySelector("main form[novalidate]");
// Among the things to ask for: a digit ticks one with that reason, the arrows go on, End leads to what closes the list.
const asked = (event) => {
  const [item, digit] = [event.target, event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]];
  const fault = digit && form.elements[`fault-${item.value}`];
  const items = [...form.querySelectorAll("[name=items]")].filter((each) => each.offsetParent);
  const next = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (fault && fault.options[digit]) { item.checked = true; fault.selectedIndex = Number(digit); }
  else if (next) items[items.indexOf(item) + next]?.focus();
  else if (event.code === "End" && form.elements.looked) form.elements.looked.focus();
  else return;
  event.preventDefault();
};
if (form && new URLSearchParams(location.search).has("next")) {
  form.querySelector("input:not([type=hidden]),select,textarea,button")?.focus();
}
form?.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.code === "Enter") { event.preventDefault(); form.requestSubmit(); return; }
  if (event.target.name === "items" && !typing(event)) asked(event);
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "Slash" || typing(event)) return;
  const [search, keys] = [document.querySelector("[data-desk-search] input"), document.querySelector("[data-keys]")];
  const help = event.shiftKey || event.key === "?";
  if (help && keys) {
    event.preventDefault(); keys.open = !keys.open; keys.scrollIntoView({ block: "nearest" });
  } else if (!help && search) { event.preventDefault(); search.focus(); search.select(); }
});
