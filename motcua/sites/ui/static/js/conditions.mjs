// The browser's twin of motcua/blueprints/expressions: the same trees, the same answers, one shared table of cases.
// Null is "not known yet". The server decides; this only shows at once what it will say.
const MOST = Number.MAX_SAFE_INTEGER;
const unknown = () => { throw new TypeError(); };
const filled = (a) => a !== null && a !== "" && !(typeof a === "object" && Object.keys(a).length === 0);
const number = (a) => (typeof a === "number" && Math.abs(a) <= MOST ? a : unknown());
const claim = (a) => (typeof a === "boolean" ? a : unknown());
const items = (a) => (Array.isArray(a) ? a : [a]);
const counted = (a) => items(a).filter((item) => filled(item) && item !== false);
const total = (all) => number(all.reduce((sum, a) => sum + number(a), 0));

function same(a, b) {
  if (typeof a === "string" && typeof b === "string") return a.normalize() === b.normalize();
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, n) => same(each, b[n]));
  if (a && b && typeof a === "object" && typeof b === "object" && !Array.isArray(a) && !Array.isArray(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  }
  return a === b;
}

function among(a, list) {
  const all = items(list);
  if (all.some((each) => each !== null && same(a, each))) return true;
  return all.includes(null) ? null : false;
}

// Of a partial date the earliest day is meant.
const isDate = (a) => typeof a === "string" && /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/.test(a);
function day(a) {
  if (!isDate(a)) unknown();
  const [year, month = 1, date = 1] = a.split("-").map(Number);
  const found = new Date(0);
  found.setUTCFullYear(year, month - 1, date);
  if (!year || found.getUTCMonth() !== month - 1 || found.getUTCDate() !== date) unknown();
  return found;
}
const DAY = 86400000;
const days = (a) => day(a).getTime() / DAY;
const iso = (a) => a.toISOString().slice(0, 10);
const order = (a, b) => (isDate(a) && isDate(b) ? days(a) - days(b) : number(a) - number(b));

function years(a, b) {
  const [first, last] = [day(a), day(b)];
  const before = iso(last).slice(5) < iso(first).slice(5);
  return last.getUTCFullYear() - first.getUTCFullYear() - (before ? 1 : 0);
}

function workingDays({ closed = [], opened = [] }, a, b) {
  let count = 0;
  for (let at = day(a).getTime() + DAY; at <= day(b).getTime(); at += DAY) {
    const date = new Date(at), name = iso(date), weekday = date.getUTCDay();
    if (opened.includes(name) || (weekday && weekday < 6 && !closed.includes(name))) count += 1;
  }
  return count;
}

const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
function belowHundred(n) {
  const tens = Math.floor(n / 10), ones = n % 10;
  if (!tens) return DIGITS[ones];
  const after = { 0: "", 1: tens === 1 ? " một" : " mốt", 5: " lăm" }[ones] ?? ` ${DIGITS[ones]}`;
  return (tens === 1 ? "mười" : `${DIGITS[tens]} mươi`) + after;
}
function inWords(a) {
  const found = day(a), month = found.getUTCMonth() + 1, year = found.getUTCFullYear();
  const rest = year % 1000, below = rest % 100;
  const hundreds = rest ? ` ${DIGITS[Math.floor(rest / 100)]} trăm` : "";
  const last = below ? ` ${below < 10 ? "linh " : ""}${belowHundred(below)}` : "";
  return `Ngày ${belowHundred(found.getUTCDate())}, tháng ${month === 4 ? "tư" : belowHundred(month)}, `
    + `năm ${DIGITS[Math.floor(year / 1000)]} nghìn${hundreds}${last}`;
}

// As the server has them.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const firstToken = (a) => (typeof a === "string" ? a : unknown()).normalize().toLowerCase().split(SPACES).find(Boolean);

const every = (a) => (a.includes(false) ? false : a.includes(null) ? null : true);
const some = (a) => (a.includes(true) ? true : a.includes(null) ? null : false);
const opposite = (a) => (a === null ? null : !a);

// Asked even when an argument is not known.
const SEES_NULL = {
  all: every,
  any: some,
  filled: ([a]) => filled(a),
  any_filled: (a) => a.some(filled),
  or_else: ([a, b]) => (filled(a) ? a : b),
  list: (a) => a,
};
const FUNCTIONS = {
  not: ([a]) => !claim(a),
  eq: ([a, b]) => same(a, b),
  ne: ([a, b]) => !same(a, b),
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  in: ([a, b]) => among(a, b),
  not_in: ([a, b]) => opposite(among(a, b)),
  contains: ([a, b]) => among(b, a),
  add: total,
  subtract: ([a, b]) => number(number(a) - number(b)),
  multiply: (a) => number(a.reduce((product, each) => product * number(each), 1)),
  min: (a) => Math.min(...a.map(number)),
  max: (a) => Math.max(...a.map(number)),
  count: ([a]) => counted(a).length,
  sum: ([a]) => total(counted(a)),
  first_token: ([a]) => firstToken(a),
  today: (_, context) => context.today,
  submitted_on: (_, context) => context.submitted_on ?? context.today,
  years_between: ([a, b]) => years(a, b),
  days_between: ([a, b]) => days(b) - days(a),
  working_days_between: ([a, b], context) => workingDays(context, a, b),
  date_in_words: ([a]) => inWords(a),
  channel: (_, context) => context.channel,
  rate: (_, context) => context.rate,
};

function answer(key, answers) {
  const dot = key.indexOf("."), name = dot < 0 ? key : key.slice(0, dot);
  const found = Object.hasOwn(answers, name) ? answers[name] ?? null : null;
  if (dot < 0 || dot === key.length - 1 || !Array.isArray(found)) return found;
  const column = key.slice(dot + 1);
  return found.filter((row) => row && typeof row === "object" && !Array.isArray(row))
    .map((row) => (Object.hasOwn(row, column) ? row[column] ?? null : null));
}

function call(name, trees, answers, context) {
  const values = trees.map((tree) => evaluate(tree, answers, context));
  if (Object.hasOwn(SEES_NULL, name)) return SEES_NULL[name](values);
  if (!Object.hasOwn(FUNCTIONS, name)) throw new RangeError(name);
  if (values.includes(null)) return null;
  try {
    return FUNCTIONS[name](values, context) ?? null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

export function evaluate(tree, answers, context) {
  if ("call" in tree) return call(tree.call, tree.args ?? [], answers, context);
  if ("op" in tree) return call(tree.op, [{ field: tree.field }, { value: tree.value }], answers, context);
  if ("field" in tree) return answer(tree.field, answers);
  if ("all" in tree) return call("all", tree.all, answers, context);
  if ("any" in tree) return call("any", tree.any, answers, context);
  return "not" in tree ? call("not", [tree.not], answers, context) : tree.value;
}

// No condition always holds; one that is not known yet does not.
export const holds = (tree, answers, context) => tree == null || evaluate(tree, answers, context) === true;
