// The queue by keyboard. Single keys work only while the focus is in the list (WCAG 2.1.4), and by the place of the key
// (`code`), so that Telex or VNI cannot swallow them. Without this file every row has its link.
const table = document.querySelector("[data-queue]");
const body = table?.tBodies[0];
let row = body?.rows[0];

const choose = (next) => {
  if (!next) return;
  row.tabIndex = -1; row.setAttribute("aria-selected", "false");
  row = next;
  row.tabIndex = 0; row.setAttribute("aria-selected", "true");
  row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" });
};
const open = () => row.querySelector("a[href]")?.click();
const moves = {
  ArrowDown: () => choose(row.nextElementSibling), KeyJ: () => choose(row.nextElementSibling),
  ArrowUp: () => choose(row.previousElementSibling), KeyK: () => choose(row.previousElementSibling),
  Home: () => choose(body.rows[0]), End: () => choose(body.rows[body.rows.length - 1]), Enter: open,
};

if (row) {
  for (const each of body.rows) { each.tabIndex = -1; each.setAttribute("aria-selected", "false"); }
  row.tabIndex = 0; row.setAttribute("aria-selected", "true");
  body.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select,textarea,button")) return;
    const move = moves[event.code];
    if (move) { event.preventDefault(); move(); }
  });
  body.addEventListener("click", (event) => {
    const pressed = event.target.closest("tr");
    if (pressed && !event.target.closest("a,button,input,label")) choose(pressed);
  });
}

// On a dossier's page the acts carry their key: data-key="A". They work while the focus is in the row of acts.
const acts = document.querySelector("[data-acts]");
acts?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select,textarea")) return;
  const button = acts.querySelector(`[data-key="${event.code.replace("Key", "")}"]`);
  if (button) { event.preventDefault(); button.click(); }
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "Slash" || event.target.closest("input,textarea,select")) return;
  const search = document.querySelector("[data-desk-search] input");
  if (search) { event.preventDefault(); search.focus(); search.select(); }
});
