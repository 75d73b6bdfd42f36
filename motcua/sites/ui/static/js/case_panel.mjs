// What an answer changes is reckoned by a module that comes with the first answer: to look around, nobody needs it.
const form = document.querySelector("form[data-case]");
const reckon = () => import(form.dataset.case);
// A browser that kept what was chosen shows more than the server knew when it drew the page.
const kept = () => [...form.querySelectorAll("input")].some((each) => each.checked !== each.defaultChecked);

for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
form.addEventListener("input", reckon, { once: true });
addEventListener("pageshow", () => { if (kept()) reckon(); });
