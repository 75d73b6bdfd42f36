// Every page works without this file; it only makes things nearer to hand.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const root = document.documentElement;

// The error summary takes the focus; its links go to the input and not only near it.
const summary = one("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!place) return;
    event.preventDefault();
    const input = place.matches("input,select,textarea") ? place
      : one("[aria-invalid='true']", place) || one("input,select,textarea", place) || place;
    (input.closest(".mc-field") || input).scrollIntoView({ block: "start" });
    input.focus({ preventScroll: true });
    input.select?.();
  });
}

// A second press of the same button sends nothing. The button's own value still goes along with the first.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[method='post']");
  if (!form || form.hasAttribute("data-look") || event.defaultPrevented) return;
  if (form.dataset.sending) { event.preventDefault(); return; }
  form.dataset.sending = "1";
  const buttons = all("button", form);
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  setTimeout(() => { delete form.dataset.sending; buttons.forEach((b) => b.removeAttribute("aria-disabled")); }, 8000);
});
// Back from the next page, the form can be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) all("form[data-sending]").forEach((form) => delete form.dataset.sending);
});

// Size and theme change at once; the cookie is the one that the server reads.
for (const form of all("form[data-look]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const order = { size: ["", "large", "largest"], theme: ["", "dark", "light"] }[button.name];
    const next = order[(order.indexOf(root.dataset[button.name] || "") + 1) % order.length];
    if (next) root.dataset[button.name] = next; else delete root.dataset[button.name];
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `${button.name}=${next};path=/;max-age=31536000;samesite=lax${secure}`;
  });
}

// Menus close with Escape and with a press elsewhere.
for (const menu of all("[data-menu]")) {
  document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; one("summary", menu).focus(); }
  });
}

// Printing is the browser's: its button shows only where there is a script to press it with.
for (const button of all("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }

// Folds that are closed on a telephone and open on a wide screen.
const wide = matchMedia("(min-width:62rem)");
const unfold = () => all("[data-open-wide]").forEach((fold) => { fold.open = wide.matches; });
unfold();
wide.addEventListener?.("change", unfold);

// Communes follow the province, in questions that come up later as well.
document.addEventListener("change", async ({ target }) => {
  if (!target.matches("[data-address] [data-province]")) return;
  const group = target.closest("[data-address]");
  const list = one("datalist", group);
  one(`[list="${list.id}"]`, group).value = "";
  const answer = await fetch(`/communes?province=${encodeURIComponent(target.value)}`).catch(() => null);
  const names = answer?.ok ? await answer.json() : [];
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
});

// Suggestions are the server's: it knows everyday words. Nothing happens while an input method is composing a letter.
for (const form of all("[data-suggest]")) {
  const input = one("input[type=search]", form);
  const list = Object.assign(document.createElement("ul"), { className: "mc-suggestions", id: `${input.id}-suggestions`, hidden: true });
  let pause, asking, chosen = -1;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel || "");
  form.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));

  const close = () => {
    list.hidden = true; chosen = -1;
    input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant");
  };
  const option = (text, number) => {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, textContent: text });
    item.setAttribute("role", "option"); item.setAttribute("aria-selected", "false");
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); input.value = text; close(); form.requestSubmit?.(); });
    return item;
  };
  const draw = async () => {
    const typed = input.value.trim();
    asking?.abort();
    if (typed.length < 2) { close(); return; }
    asking = new AbortController();
    const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    const found = await fetch(address, { signal: asking.signal }).then((answer) => answer.json()).catch(() => null);
    if (!found || input.value.trim() !== typed || document.activeElement !== input) return;
    list.replaceChildren(...found.map(option));
    chosen = -1; list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const soon = () => { clearTimeout(pause); pause = setTimeout(draw, 120); };
  const move = (step) => {
    const items = [...list.children];
    chosen = (chosen + step + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter" && chosen >= 0) input.value = list.children[chosen].textContent;
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
}
