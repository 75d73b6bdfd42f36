// Receiving without a line. The kit (numbers, procedures, dates to print) was brought while there was one; no date is
// counted here. What is written down about a person is sealed at once for the server alone: this machine keeps the
// number and the minute, and cannot read the rest any more.
const page = document.querySelector("[data-offline]");
const form = page.querySelector("form");
const one = (name) => page.querySelector(`[data-${name}]`);
const word = (name, values = {}) => one("words").dataset[`say${name[0].toUpperCase()}${name.slice(1)}`].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const ADDRESS = "/desk/counter/offline", EVERY = 20000, LEGAL = 7 * 3600 * 1000;
let db, kit, csrf = "";

// --- what stays on this machine: kit, given (code and minute), waiting (sealed) ---------------------------------------
const opened = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open("mot-cua-offline", 1);
  asked.onupgradeneeded = () => ["kit", "given", "waiting"].forEach((name) => asked.result.createObjectStore(name));
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
const done = (asked) => new Promise((resolve, reject) => {
  asked.oncomplete = asked.onsuccess = () => resolve(asked.result);
  asked.onerror = asked.onabort = () => reject(asked.error);
});
const read = (store, key) => done(db.transaction(store).objectStore(store)[key === undefined ? "getAll" : "get"](key));
const keys = (store) => done(db.transaction(store).objectStore(store).getAllKeys());

// The number is taken and the reception kept in one stroke, on the disk before anything is printed: another window that
// takes the same number fails, and tries the next.
async function keep(code, uuid, reception) {
  const stroke = db.transaction(["given", "waiting"], "readwrite", { durability: "strict" });
  stroke.objectStore("given").add({ code, at: reception.at, procedure: reception.procedure }, code);
  stroke.objectStore("waiting").add(reception, uuid);
  await done(stroke);
}

// --- time: the server's, as far as this machine can know it ----------------------------------------------------------
const now = () => new Date(Date.now() + (kit?.offset ?? 0));
const legal = (moment) => new Date(moment.getTime() + LEGAL).toISOString();
const today = () => legal(now()).slice(0, 10);
const clock = (moment) => legal(moment).slice(11, 16);
const stamp = (moment) => `${legal(moment).slice(0, 19)}+07:00`;
const said = (moment) => `${clock(moment)}, ${legal(moment).slice(8, 10)}/${legal(moment).slice(5, 7)}/${legal(moment).slice(0, 4)}`;

const leasesOfToday = () => kit.leases.filter((lease) => lease.day === today());
const procedure = () => kit.procedures.find((each) => each.code === form.procedure.value);
const limit = () => procedure()?.limits.find((each) => each.key === form.limit.value) ?? procedure()?.limits[0];
const due = (chosen, moment) => (chosen.due[today()] ?? []).filter((each) => each.from <= clock(moment)).at(-1);

// --- sealing ---------------------------------------------------------------------------------------------------------
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
async function sealed(content, spki) {
  const lock = await crypto.subtle.importKey("spki", bytes(spki), { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(content)));
  const wrapped = await crypto.subtle.encrypt({ name: "RSA-OAEP" }, lock, await crypto.subtle.exportKey("raw", key));
  return JSON.stringify({ key: base64(wrapped), iv: base64(iv), body: base64(body) });
}

// --- receiving -------------------------------------------------------------------------------------------------------
function typed() {
  const papers = [...form.querySelectorAll("[data-count]")].filter((box) => Number(box.value) > 0)
    .map((box) => ({ name: box.dataset.count, count: Number(box.value) }));
  const value = (name) => form[name].value.trim();
  return { full_name: value("full_name"), personal_id: value("personal_id"), birth_date: form.birth_date.value, phone: value("phone"),
    address: value("address"), subject: value("subject"), note: value("note"), papers };
}

async function receive() {
  const chosen = procedure(), facts = typed(), moment = now(), date = due(limit(), moment), given = new Set(await keys("given"));
  const lease = leasesOfToday().find((each) => chosen.agencies.includes(each.agency) && each.numbers.some((number) => !given.has(number.code)));
  if (!lease) return tell(word("none"));
  for (const number of lease.numbers.filter((each) => !given.has(each.code))) {
    const { papers, address, subject, note, ...person } = facts;
    const rest = { address, subject, note, ...Object.fromEntries(papers.map((paper) => [paper.name, paper.count])) };
    const content = { code: number.code, procedure: chosen.code, limit: limit().key, received_at: stamp(moment), promised_at: date?.at ?? "", ...person, rest };
    const envelope = await sealed(content, lease.key);
    try {
      await keep(number.code, crypto.randomUUID(), { lease: lease.lease, envelope, code: number.code, at: stamp(moment), procedure: chosen.name });
    } catch (error) {
      if (error?.name === "ConstraintError") continue;
      return tell(word("disk"));
    }
    show(number, lease, chosen, facts, moment, date);
    await count();
    return send();
  }
  return tell(word("none"));
}

// The receipt stands on the page until the next person; after that nothing here can show it again.
function show(number, lease, chosen, facts, moment, date) {
  const receipt = one("receipt"), put = (name, text) => { receipt.querySelector(`[data-r-${name}]`).textContent = text; };
  put("code", number.code); put("secret", number.secret); put("unit", kit.unit); put("officer", kit.officer); put("tracking", kit.tracking);
  put("name", facts.full_name); put("personal-id", facts.personal_id || "—"); put("address", facts.address || "—"); put("phone", facts.phone || "—");
  put("procedure", chosen.full_name); put("agency", lease.agency_name); put("subject", facts.subject || facts.full_name); put("limit", limit().said);
  put("received", said(moment)); put("promised", date ? date.said : word("later")); put("sets", String(chosen.sets));
  receipt.querySelector("[data-r-papers]").replaceChildren(...facts.papers.map((paper) => {
    const line = document.createElement("li");
    line.textContent = `${paper.name}: ${paper.count}`;
    return line;
  }));
  receipt.querySelector("img").src = number.qr;
  form.hidden = true; receipt.hidden = false;
  receipt.querySelector("h2").focus();
}

function next() {
  form.reset(); draw();
  one("receipt").hidden = true; form.hidden = false;
  form.procedure.focus();
}

// --- the form --------------------------------------------------------------------------------------------------------
const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
function draw() {
  const chosen = procedure();
  form.limit.replaceChildren(...(chosen?.limits ?? []).map((each) => option(each.key, `${each.name} (${each.said})`)));
  one("limits").hidden = (chosen?.limits.length ?? 0) < 2;
  one("papers").replaceChildren(...(chosen?.papers ?? []).map((paper, place) => {
    const row = one("paper").content.cloneNode(true), box = row.querySelector("input");
    box.id = `paper-${place}`; box.dataset.count = paper.name; box.value = paper.always ? 1 : 0;
    row.querySelector("label").htmlFor = box.id; row.querySelector("label").textContent = paper.name;
    return row;
  }));
  promise();
}
function promise() {
  const date = limit() && due(limit(), now());
  one("due").textContent = !procedure() ? "" : date ? word("due", { date: date.said }) : word("later");
}
// A scanner types what the card's code says: number|old number|name|birth date|sex|address|issued.
function card() {
  const [id, , name, born = "", , address] = form.card.value.normalize("NFC").split("|");
  if (!/^\d{12}$/.test(id) || !name) return;
  form.personal_id.value = id; form.full_name.value = name; form.address.value = address ?? "";
  if (/^\d{8}$/.test(born)) form.birth_date.value = `${born.slice(4)}-${born.slice(2, 4)}-${born.slice(0, 2)}`;
  form.card.value = "";
}

// --- the line --------------------------------------------------------------------------------------------------------
const tell = (text) => { one("told").textContent = text; };
async function count() {
  const given = new Set(await keys("given")), waiting = await keys("waiting");
  const free = kit ? leasesOfToday().flatMap((lease) => lease.numbers).filter((number) => !given.has(number.code)).length : 0;
  one("free").textContent = free; one("waiting").textContent = waiting.length;
  one("ready").hidden = !kit; one("missing").hidden = Boolean(kit && leasesOfToday().length);
  form.querySelector("[data-receive]").disabled = !free;
}
async function fetched(address, options) {
  const answer = await fetch(`${ADDRESS}${address}`, { credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": csrf, "Content-Type": "application/json" }, ...options });
  if (answer.redirected || answer.status === 403) throw new SignedOut();
  if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error("no answer of ours");
  return answer;
}
class SignedOut extends Error {}

async function refresh() {
  const answer = await fetched("/kit");
  if (!answer.ok) return;
  const { csrf: token, ...found } = await answer.json();
  csrf = token;
  kit = { ...found, offset: Date.parse(found.made_at) - Date.now() };
  const stroke = db.transaction("kit", "readwrite");
  stroke.objectStore("kit").put(kit, "kit");
  await done(stroke);
  one("clock").hidden = Math.abs(kit.offset) < 5 * 60000;
  procedures();
  navigator.serviceWorker?.controller?.postMessage("keep");
}
function procedures() {
  const chosen = form.procedure.value, open = kit.procedures.filter((each) => kit.leases.some((lease) => each.agencies.includes(lease.agency)));
  form.procedure.replaceChildren(option("", word("choose")), ...open.map((each) => option(each.code, each.name)));
  form.procedure.value = open.some((each) => each.code === chosen) ? chosen : "";
  if (form.procedure.value !== chosen || !chosen) draw();
}

let sending = false;
async function send() {
  if (sending) return;
  sending = true;
  try {
    await refresh();
    const stroke = db.transaction("waiting").objectStore("waiting");
    const [uuids, receptions] = await Promise.all([done(stroke.getAllKeys()), done(stroke.getAll())]);
    for (const [place, uuid] of uuids.entries()) {
      const { lease, envelope, code } = receptions[place];
      const answer = await fetched("/receptions", { method: "POST", body: JSON.stringify({ uuid, lease, envelope, sent_at: new Date().toISOString() }) });
      const { problem } = await answer.json();
      // Only what the server says it has is taken away here.
      if (answer.ok) await done(db.transaction("waiting", "readwrite").objectStore("waiting").delete(uuid));
      else tell(`${code}: ${problem}`);
    }
    one("line").textContent = word("online");
  } catch (error) {
    one("line").textContent = error instanceof SignedOut ? word("signin") : word("offline");
    one("signin").hidden = !(error instanceof SignedOut);
  } finally {
    sending = false;
    await count();
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); tell(""); if (form.reportValidity()) receive(); });
form.procedure.addEventListener("change", draw);
form.limit.addEventListener("change", promise);
form.card.addEventListener("change", card);
one("print").addEventListener("click", () => print());
one("next").addEventListener("click", next);
one("send").addEventListener("click", send);
addEventListener("online", send);

db = await opened();
navigator.storage?.persist?.();
kit = await read("kit", "kit");
if (kit) procedures();
await count();
page.hidden = false;
await send();
await navigator.serviceWorker?.register(`${ADDRESS}/worker.js`).catch(() => {});
setInterval(() => { promise(); send(); }, EVERY);
page.dataset.ready = "yes";
