// Papers: two buttons in place of the file field. The rest comes on the tap that needs it; without this file one field
// takes one file or several, and the server makes the document.
const words = JSON.parse(document.getElementById("papers-words").textContent);
const SENT_IN_PIECES = 1_000_000;
const isPicture = (file) => /^image\/(jpeg|png|webp|bmp|gif|heic|heif)$/.test(file.type);

/** Opens the dialogue within the tap itself: later no browser allows it. */
export const choose = (way, accept, then) => {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: way !== "camera", accept });
  if (way === "camera") input.setAttribute("capture", "environment");
  input.addEventListener("change", () => { if (input.files.length) then([...input.files]); });
  input.click();
};

const told = (form, sentence) => {
  form.querySelector(".mc-error[data-told]")?.remove();
  if (!sentence) return;
  const place = Object.assign(document.createElement("p"), { className: "mc-error", textContent: sentence });
  place.dataset.told = ""; place.setAttribute("role", "alert");
  form.querySelector("[data-ways]").before(place);
};

/** Sends one bundle after the other, then draws the page anew, which says what was received. */
const send = async (form, bundles) => {
  const sending = await import(words.sending_module);
  for (const files of bundles) {
    const big = files.length === 1 && files[0].size > SENT_IN_PIECES;
    const problem = await (big ? sending.inPieces(form, files[0], words) : sending.atOnce(form, files, words));
    if (problem !== "") { told(form, problem); form.querySelector("[data-way]").focus(); return; }
  }
  location.hash = form.querySelector("[name=item]").value;
  location.reload();
};

const take = async (form, files) => {
  told(form, "");
  if (files.some((file) => file.size > words.most_bytes && !isPicture(file))) { told(form, words.too_large); return; }
  if (!files.every(isPicture)) { await send(form, files.map((file) => [file])); return; }
  const photos = await import(words.photos_module);
  const taken = await photos.look(form, files, { words, choose });
  if (taken) await send(form, [taken]);
  else form.querySelector("[data-way]").focus();
};

for (const form of document.querySelectorAll("[data-paper]")) {
  const plain = form.querySelector("input[type=file]");
  form.querySelector("[data-plain]").hidden = true;
  form.querySelector("[data-ways]").hidden = false;
  plain.addEventListener("change", () => {
    const files = [...plain.files];
    // So that the same file can be chosen once more.
    plain.value = "";
    if (files.length) take(form, files);
  });
  const ways = { camera: () => choose("camera", "image/*", (files) => take(form, files)), choose: () => plain.click() };
  for (const button of form.querySelectorAll("[data-way]")) button.addEventListener("click", ways[button.dataset.way]);
}
