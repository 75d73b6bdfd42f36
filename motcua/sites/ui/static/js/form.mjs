// A page of questions: each answer saves itself, and questions come and go as answers change.
// Without this file the page is complete: it saves when it is sent, and the server decides what it asks.
import { evaluate, holds } from "./conditions.mjs";

const form = document.querySelector("form[data-live]");
const live = JSON.parse(document.getElementById("live").textContent);
const status = form.querySelector("[data-saved]");
const PAUSE = 2000, LONGEST_PAUSE = 60000, KEPT = 2 * 3600 * 1000;
// What is not saved yet stays in this window alone: telephones are shared, and signing out clears it.
const PLACE = `unsaved:${location.pathname}${location.search}`;

// A question that this case does not ask waits in a <template>; what was typed into it stays when it goes away again.
const questions = new Map();
for (const place of form.querySelectorAll("[data-question]")) {
  const box = place.localName === "template" ? place.content.firstElementChild : place;
  questions.set(place.dataset.question, { box, place, type: box.dataset.type, drawn: place === box });
}
const isAsked = (key) => form.contains(questions.get(key).box);
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
const controls = (box) => [...box.querySelectorAll("input[name],select[name],textarea[name]")];
const named = (box, name) => box.querySelectorAll(`[name="${name}"]`);
const text = (box, name) => (named(box, name)[0]?.value ?? "").normalize().trim();
const checked = (box, name) => [...named(box, name)].filter((each) => each.checked).map((each) => each.value);

// An answer as the server would store it, as far as conditions look at it.
const two = (part) => (/^\d$/.test(part) ? `0${part}` : part);
const date = (box, name) => {
  const [year, month, day] = ["year", "month", "day"].map((part) => text(box, `${name}_${part}`));
  return year && month && day ? `${year}-${two(month)}-${two(day)}` : year && month ? `${year}-${two(month)}` : year;
};
const figure = (box, name) => {
  const typed = text(box, name).replace(/(đồng|vnđ|vnd|đ)$/i, "").trim();
  const bare = /^-?\d{1,3}([. ]\d{3})+(?=,|$)/.test(typed) ? typed.replace(/[. ]/g, "") : typed;
  return /^-?\d{1,15}([.,]\d{1,6})?$/.test(bare) ? Number(bare.replace(",", ".")) : typed;
};
const place = (box, name) => {
  const found = {};
  for (const part of ["province", "commune", "detail", "old"]) if (text(box, `${name}_${part}`)) found[part] = text(box, `${name}_${part}`);
  return found;
};
const yes = (box, name) => ({ true: true, false: false })[checked(box, name).at(-1) ?? named(box, name)[0]?.value] ?? null;
const tick = (box, name) => checked(box, name).length > 0 || null;
const READ = {
  boolean: yes, declaration: tick, date, partial_date: date, radio: (box, name) => checked(box, name)[0],
  multiselect: checked, money: figure, integer: figure, number: figure, year: figure, address: place, admin_unit: place,
  table: (box, name) => [...box.querySelectorAll(".mc-row")].map((row, number) => {
    const cells = Object.entries(live.columns[name]).map(([column, type]) => [column, answer(row, type, `${name}-${number}-${column}`)]);
    return Object.fromEntries(cells.filter(([, cell]) => cell !== null));
  }).filter((row) => Object.values(row).some((cell) => cell !== false)),
};
function answer(box, type, name) {
  const found = (READ[type] ?? text)(box, name) ?? null;
  return found === "" || (typeof found === "object" && !Object.keys(found ?? {}).length) ? null : found;
}

function known() {
  const answers = { ...live.answers };
  for (const [key, { box, drawn, type }] of questions) {
    if (drawn && type !== "computed_text") answers[key] = answer(box, type, key);
  }
  for (const [key, tree] of live.computed) answers[key] = evaluate(tree, answers, live.context);
  return answers;
}

function ask() {
  const answers = known();
  for (const [key, { visible, required }] of Object.entries(live.fields)) {
    const question = questions.get(key);
    if (!question) continue;
    if (visible) show(key, question, holds(visible, answers, live.context));
    if (required) mark(question.box, holds(required, answers, live.context));
  }
}

function show(key, question, wanted) {
  if (wanted === isAsked(key)) return;
  if (!wanted) {
    question.place = document.createElement("template");
    question.box.replaceWith(question.place);
    return;
  }
  question.box = document.adoptNode(question.box);
  question.place.replaceWith(question.box);
  question.place = question.box;
  question.drawn = true;
}

function mark(box, required) {
  const word = box.querySelector(".mc-optional");
  if (word) word.hidden = required;
  for (const input of named(box, box.dataset.question)) if (input.type !== "hidden") input.required = required;
}

const unsaved = new Map();
let timer = 0, pause = PAUSE, sending = false, leaving = false, stopped = false;

const keyOf = (target) => target.closest?.("[data-question]")?.dataset.question;
const pairs = (box, files) => controls(box).flatMap((each) => {
  if (each.disabled || (/radio|checkbox/.test(each.type) && !each.checked)) return [];
  if (each.type === "file") return files ? [...each.files].map((file) => [each.name, file]) : [];
  return [[each.name, each.value]];
});

// What waits stays in sight at the foot of the window.
function say(sentence, { waits = false, link = "", word = "" } = {}) {
  status.toggleAttribute("data-waits", waits);
  if (status.textContent === sentence) return;
  status.replaceChildren(sentence);
  if (!link) return;
  status.append(" ", made("a", { href: link, textContent: word }));
}

function remember() {
  const fields = Object.fromEntries([...unsaved.keys()].map((key) => [key, pairs(questions.get(key).box)]));
  try {
    if (unsaved.size && !leaving) sessionStorage.setItem(PLACE, JSON.stringify({ at: Date.now(), fields }));
    else sessionStorage.removeItem(PLACE);
  } catch { /* it saves all the same */ }
}

function note(key, wait) {
  if (stopped) return;
  unsaved.delete(key);
  unsaved.set(key, Symbol(key));
  remember();
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

function body(files) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "revision"]) data.set(name, form.elements[name].value);
  for (const key of unsaved.keys()) {
    for (const [name, value] of pairs(questions.get(key).box, files)) data.append(name, value);
  }
  return data;
}

async function send() {
  if (sending || !unsaved.size || stopped) return;
  sending = true;
  const sent = new Map(unsaved);
  const answered = await fetch(live.path, {
    method: "POST", body: body(true), redirect: "manual", headers: { Accept: "application/json" },
    keepalive: document.visibilityState === "hidden" && !form.querySelector("input[type=file]"),
  }).catch(() => null);
  const said = answered?.ok ? await answered.json().catch(() => null) : null;
  sending = false;
  if (said) saved(said, sent);
  else if (answered?.status === 403) stop(live.words.signedOut, live.words.signIn);
  else if (answered && !answered.ok && answered.status < 500) stop(live.words.closed, live.words.reload);
  else again();
}

function again() {
  say(live.words.offline, { waits: true });
  pause = Math.min(pause * 2, LONGEST_PAUSE);
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

// The page keeps what was typed; the address leads back to it, through the sign-in where that is needed.
function stop(sentence, word) {
  stopped = true;
  remember();
  say(sentence, { waits: true, link: `${location.pathname}${location.search}`, word });
}

function saved(said, sent) {
  pause = PAUSE;
  form.elements.revision.value = said.revision;
  for (const [key, symbol] of sent) {
    const { box } = questions.get(key);
    if (unsaved.get(key) === symbol) unsaved.delete(key);
    if (said.conflicts[key]) { choose(key, box, said.conflicts[key]); continue; }
    named(box, "asked")[0].value = `${key}=${said.marks[key]}`;
    box.querySelector("[data-source]")?.remove();
    if (!box.contains(document.activeElement)) remark(box, said.remarks[key]);
    for (const input of box.querySelectorAll("input[type=file]")) if (input.value && !said.remarks[key]) kept(box, input);
  }
  for (const [key, words] of Object.entries(said.computed)) {
    const output = questions.get(key)?.box.querySelector("output");
    if (output && words) output.textContent = words;
  }
  // The server decides; while something is still on its way, what was answered here shows first.
  if (!unsaved.size) for (const [key, { visible }] of Object.entries(live.fields)) {
    if (visible && questions.has(key)) show(key, questions.get(key), said.shown.includes(key));
  }
  remember();
  say(said.saved);
  if (unsaved.size) { clearTimeout(timer); timer = setTimeout(send, PAUSE); }
}

function kept(box, input) {
  input.value = "";
  const word = box.querySelector("[data-kept]");
  if (word) word.hidden = false;
}

// A hint; the page judges when it is left.
function remark(box, sentence) {
  const old = box.querySelector("[data-remark]");
  if (old?.textContent === sentence) return;
  old?.remove();
  if (sentence && !box.querySelector(".mc-error")) {
    box.append(made("p", { className: "portal-remark", textContent: sentence }));
    box.lastElementChild.dataset.remark = "";
  }
}

// The same question answered otherwise on two devices: both stand at the question, and the person chooses.
function choose(key, box, { mine, theirs, mark }) {
  box.querySelector("[data-both]")?.remove();
  const both = made("div", { className: "mc-notice mc-notice--warn" });
  both.dataset.both = "";
  both.setAttribute("role", "alert");
  const button = (word, value, onclick) => made("button", { type: "button", className: "mc-button mc-button--secondary", textContent: `${word}: ${value || live.words.empty}`, onclick });
  const buttons = made("p", { className: "mc-actions" });
  buttons.append(
    button(live.words.mine, mine, () => { named(box, "asked")[0].value = `${key}=${mark}`; both.remove(); note(key, 0); }),
    button(live.words.theirs, theirs, () => { leaving = true; location.hash = key; location.reload(); }),
  );
  both.append(made("p", { textContent: live.words.both }), buttons);
  box.prepend(both);
}

form.addEventListener("input", ({ target }) => { const key = keyOf(target); if (key) note(key, PAUSE); });
form.addEventListener("change", ({ target }) => {
  const key = keyOf(target);
  if (!key) return;
  ask();
  note(key, 100);
});
form.addEventListener("focusout", ({ target }) => { if (unsaved.has(keyOf(target))) { clearTimeout(timer); timer = setTimeout(send, 100); } });
document.addEventListener("submit", () => { leaving = true; sessionStorage.removeItem(PLACE); });
addEventListener("online", () => { pause = PAUSE; send(); });
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !leaving) send(); });
addEventListener("pagehide", () => { if (!leaving && !stopped && unsaved.size) navigator.sendBeacon(live.path, body(false)); });

// Back after the session or the network was gone.
function restore() {
  const here = sessionStorage.getItem(PLACE);
  Object.keys(sessionStorage).filter((key) => key.startsWith("unsaved:")).forEach((key) => sessionStorage.removeItem(key));
  const { at, fields } = JSON.parse(here) ?? {};
  if (!fields || Date.now() - at > KEPT) return;
  let last = null;
  for (const [key, values] of Object.entries(fields)) {
    const box = questions.get(key)?.box;
    if (!box) continue;
    for (const input of controls(box)) {
      const mine = values.filter(([name]) => name === input.name).map(([, value]) => value);
      if (input.type === "file") continue;
      // With the mark that it was typed upon: what another device has saved since is not overwritten in silence.
      if (input.name === "asked") input.value = mine[0];
      else if (/radio|checkbox/.test(input.type)) input.checked = mine.includes(input.value);
      else if (mine.length && input.type !== "hidden") { input.value = mine[0]; last = input; }
    }
    note(key, 100);
  }
  ask();
  last?.focus();
}
try { restore(); } catch { /* nothing was kept */ }
