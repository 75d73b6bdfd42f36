// Papers, time and fee of the case follow the answers at once. The server reckons the same from the same trees.
import { evaluate } from "./conditions.mjs";

const standing = (tree, known, context) => {
  if (tree === null) return "yes";
  const value = evaluate(tree, known, context);
  return value === true ? "yes" : value === null ? "open" : "no";
};
const both = (a, b) => ["no", "open", "yes"].find((each) => each === a || each === b);
const any = (found) => ["yes", "open"].find((each) => found.includes(each)) ?? "no";
const here = (each, context) => each.channel === "any" || each.channel === context.channel;

function answers(data, given, context) {
  const asked = data.questions.filter(({ when }) => standing(when, given, context) === "yes");
  const known = {};
  for (const { key } of asked) if ((given[key] ?? null) !== null) known[key] = given[key];
  const values = {};
  for (const { key, tree } of data.computed) {
    const value = evaluate(tree, known, context);
    if (value === null) delete known[key]; else known[key] = values[key] = value;
  }
  return { asked: asked.map(({ key }) => key), known: { ...known, ...values } };
}

function limits(data, known, context) {
  const special = data.limits.filter((each) => here(each, context) && !each.default && !each.manual);
  const of = (wanted) => special.filter(({ when }) => standing(when, known, context) === wanted);
  const base = of("yes").find((each) => !each.adds) ?? data.limits.find((each) => each.default);
  return [[base, ...of("yes").filter((each) => each.adds)], of("open")];
}

function fee({ rates, exemptions }, known, context) {
  const open = [];
  for (const [number, rate] of rates.entries()) {
    const found = standing(rate.when, known, context);
    if (!here(rate, context) || found === "no") continue;
    if (found === "open") { open.push(number); continue; }
    const exempt = exemptions.find(({ when }) => standing(when, known, context) === "yes")?.key ?? "";
    const value = rate.formula && evaluate(rate.formula, known, { ...context, rate: rate.amount });
    return { rate: number, amount: exempt ? 0 : typeof value === "number" ? Math.trunc(value) : rate.amount, exempt, open };
  }
  return { rate: null, amount: 0, exempt: "", open };
}

export function reckon(data, given, channel) {
  const context = { today: data.today, channel };
  const { asked, known } = answers(data, given, context);
  const [held, open] = limits(data, known, context);
  return {
    asked,
    papers: Object.fromEntries(data.papers.map(({ key, when: [group, own], is_form }) => [key, channel === "online" && is_form
      ? "no" : both(standing(group, known, context), standing(own, known, context))])),
    limits: held.map(({ key }) => key),
    open_limits: open.map(({ key }) => key),
    fees: Object.fromEntries(data.fees.map((each) => [each.key, fee(each, known, context)])),
    unset: any(data.unset.map((when) => standing(when, known, context))),
  };
}

// What was typed, as the server would read it.
const whole = (text) => text.replace(/^-?\d{1,3}([. ]\d{3})+(?=,|$)/, (found) => found.replace(/[. ]/g, ""));
const READ = {
  boolean: (text) => ({ true: true, false: false })[text] ?? null,
  integer: (text) => (/^-?\d{1,15}$/.test(whole(text)) ? Number(whole(text)) : text || null),
  number: (text) => (/^-?\d{1,12}([.,]\d{1,6})?$/.test(whole(text)) ? Number(whole(text).replace(",", ".")) : text || null),
};
READ.money = (text) => READ.integer(text.replace(/ *(đồng|vnđ|vnd|đ)$/i, ""));

function show(form, data) {
  const one = (selector, within = form) => within.querySelector(selector);
  const typed = new FormData(form);
  const last = (key) => String(typed.getAll(key).at(-1) ?? "").trim();
  const given = Object.fromEntries(data.questions.map(({ key, type }) => [key, READ[type] ? READ[type](last(key)) : last(key) || null]));
  const channel = last("channel"), found = reckon(data, given, channel), { words } = data;
  const dong = (amount) => words.dong.replace("%s", String(amount).replace(/\B(?=(\d{3})+$)/g, words.separator));
  for (const { key } of data.questions) one(`[data-question="${key}"]`).hidden = !found.asked.includes(key);

  for (const [key, how] of Object.entries(found.papers)) {
    const line = one(`[data-paper="${key}"]`);
    line.dataset.standing = how; line.hidden = how === "no";
    one(`[data-unneeded="${key}"]`).hidden = how !== "no";
  }
  for (const group of form.querySelectorAll("[data-group]")) group.hidden = !one("li:not([hidden])", group);
  one("[data-none]").hidden = Boolean(one("[data-group]:not([hidden])"));
  one("[data-unneeded-all]").hidden = !one("[data-unneeded]:not([hidden])");
  for (const each of form.querySelectorAll("[data-of-form]")) each.hidden = channel !== "online";
  const asked = (key, counted) => counted.includes(found.papers[key]) && data.papers.find((p) => p.key === key).required;
  const number = (...counted) => data.groups.reduce((sum, { one, papers }) => {
    const needed = papers.filter((key) => asked(key, counted)).length;
    return sum + (one ? Math.min(needed, 1) : needed);
  }, 0);
  const least = number("yes"), sure = least === number("yes", "open");
  const count = sure ? String(least) : least ? words.at_least.replace("%s", least) : words.open;

  const limit = (key) => data.limits.find((each) => each.key === key);
  for (const each of data.fees) {
    const due = found.fees[each.key], rate = due.rate === null ? null : each.rates[due.rate], line = one(`[data-fee="${each.key}"]`);
    const note = each.exemptions.find(({ key }) => key === due.exempt)?.label ?? rate?.note ?? "";
    line.hidden = !rate && !due.open.length;
    one("[data-amount]", line).textContent = rate ? `: ${due.amount ? dong(due.amount) + rate.per : words.exempt}` : "";
    one("[data-note]", line).textContent = note;
    one("[data-note]", line).hidden = !note;
    one("[data-perhaps]", line).replaceChildren(...due.open.map((number) => element("span", `${words.perhaps} ${each.rates[number].perhaps}`)));
  }
  one("[data-time-perhaps-all]").hidden = !found.open_limits.length;
  one("[data-time-perhaps]").replaceChildren(...found.open_limits.map((key) => element("li", `${limit(key).words}: ${limit(key).name}`)));
  const total = Object.values(found.fees).reduce((sum, { amount }) => sum + amount, 0);
  const open = found.unset === "open" || Object.values(found.fees).some((each) => each.open.length);
  const nothing = found.unset === "yes" ? words.unset : open ? words.open : words.free;
  const out = { time: found.limits.map((key) => limit(key).words).join(", "), fee: total ? dong(total) : nothing, count };
  // Said aloud only when it is another.
  for (const [name, text] of Object.entries(out)) { const place = one(`[data-out="${name}"]`); if (place.textContent !== text) place.textContent = text; }
}
const element = (name, textContent) => Object.assign(document.createElement(name), { textContent });

const form = document.querySelector("form[data-case]");
if (form) {
  const data = JSON.parse(document.getElementById("case-data").textContent);
  form.addEventListener("input", () => show(form, data));
  addEventListener("pageshow", () => show(form, data));
  show(form, data);
}
