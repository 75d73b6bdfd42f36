// One request for what is small; the tus protocol for what is big, since a bad line then costs a piece and not the file.
const PIECE = 1_000_000;
const WAITS = [0, 1000, 3000, 5000, 10_000, 20_000, 20_000];

// Not `elements.item`: every collection has a method of that name.
const itemOf = (form) => form.elements.namedItem("item").value;
const token = (form) => form.elements.csrfmiddlewaretoken.value;
const figure = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const megabytes = (bytes) => figure.format(bytes / 1_000_000);
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

/** Draws how far it has come. What is said aloud is only what changes: begun, broken, going on. */
const bench = (form, name, words) => {
  const box = Object.assign(document.createElement("div"), { className: "papers-bench papers-progress", tabIndex: -1 });
  const said = Object.assign(document.createElement("p"), { textContent: words.sending });
  const bar = document.createElement("progress");
  const amount = document.createElement("p");
  const named = Object.assign(document.createElement("b"), { textContent: name });
  said.setAttribute("role", "status");
  bar.setAttribute("aria-label", name);
  box.append(named, said, bar, amount);
  form.querySelector("[data-bench]").replaceChildren(box);
  form.querySelector("[data-ways]").hidden = true;
  box.focus();
  return {
    say: (sentence) => { said.textContent = sentence; },
    show: (done, all) => {
      Object.assign(bar, { max: all, value: done });
      amount.textContent = fill(words.amount, { done: megabytes(done), all: megabytes(all) });
    },
    offer: (word) => new Promise((pressed) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "mc-button", textContent: word });
      button.addEventListener("click", () => { button.remove(); pressed(); });
      box.append(button); button.focus();
    }),
    onCancel: (press) => {
      const kind = "mc-button mc-button--secondary mc-button--small";
      const button = Object.assign(document.createElement("button"), { type: "button", className: kind, textContent: words.cancel });
      button.addEventListener("click", press);
      box.append(button);
    },
    close: () => { box.remove(); form.querySelector("[data-ways]").hidden = false; },
  };
};

/** Gives the sentence of what was wrong, or none; null when the person thought better of it. */
export const atOnce = async (form, files, words) => {
  const drawn = bench(form, files[0].name, words);
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token(form));
  body.append("item", itemOf(form));
  if (files.length > 1) body.append("together", "1");
  for (const also of form.querySelectorAll("[data-also]")) body.append(also.name, also.value);
  for (const file of files) body.append("file", file, file.name);
  for (;;) {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer) {
      if (answer.type === "opaqueredirect") { drawn.say(words.done); return ""; }
      drawn.close();
      return answer.status === 403 ? words.signed_out : await sentenceOf(answer, form) || words.failed;
    }
    drawn.say(words.not_sent);
    await drawn.offer(words.again);
    drawn.say(words.sending);
  }
};

const sentenceOf = async (answer, form) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = page.getElementById(`${itemOf(form)}-error`);
  place?.querySelector(".mc-hidden")?.remove();
  return place?.textContent.trim() || page.querySelector("main p")?.textContent.trim();
};

/** The same file chosen again goes on where it stopped. What is remembered for it says nothing of its name. */
const fingerprint = async (file, { endpoint }) => {
  const told = new TextEncoder().encode([file.name, file.size, file.lastModified, endpoint].join("|"));
  const digest = await crypto.subtle?.digest("SHA-256", told);
  return digest ? `upload-${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}` : null;
};

export const inPieces = async (form, file, words) => {
  if (!window.tus) await import(words.tus);
  const { Upload } = window.tus;
  const drawn = bench(form, file.name, words);
  return new Promise((settled) => {
    const upload = new Upload(file, {
      endpoint: form.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: WAITS,
      fingerprint,
      removeFingerprintOnSuccess: true,
      metadata: { item: itemOf(form), filename: file.name },
      headers: { "X-CSRFToken": token(form) },
      onProgress: (done, all) => drawn.show(done, all),
      onSuccess: () => { drawn.say(words.done); settled(""); },
      onShouldRetry: (problem) => {
        const status = problem.originalResponse?.getStatus() ?? 0;
        if (!status) drawn.say(words.broken);
        return !status || status >= 500 || status === 409 || status === 423;
      },
      onError: (problem) => {
        const answer = problem.originalResponse;
        if (answer) { drawn.close(); settled(reason(answer, words)); return; }
        goOnLater();
      },
    });
    // Gives back what has come, and the room that it took.
    drawn.onCancel(() => upload.abort(true).catch(() => null).then(() => { drawn.close(); settled(null); }));
    const goOn = () => { drawn.say(words.resumed); upload.start(); };
    const goOnLater = () => {
      drawn.say(words.broken);
      if (!navigator.onLine) addEventListener("online", goOn, { once: true });
      drawn.offer(words.again).then(() => { removeEventListener("online", goOn); goOn(); });
    };
    upload.findPreviousUploads().then((earlier) => {
      if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
      upload.start();
    });
  });
};

const reason = (answer, words) => {
  if (answer.getStatus() === 422) return answer.getBody();
  return answer.getStatus() === 403 ? words.signed_out : words.failed;
};
