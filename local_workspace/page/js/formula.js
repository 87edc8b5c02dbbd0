/** A small evaluator for the formulas of conditional colours. What it does not know, it refuses: then there is no colour. */

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"]|"")*)"|(\$?[A-Za-z]{1,3}\$?\d+)|([A-Za-z][A-Za-z0-9.]*)|(<>|<=|>=|[=<>+\-*/&(),;]))/y;

function tokens(source) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const match = TOKEN.exec(source);
    if (!match) throw new Error("unknown formula");
    const [, number, text, ref, word, sign] = match;
    if (number !== undefined) found.push({ kind: "value", value: Number(number) });
    else if (text !== undefined) found.push({ kind: "value", value: text.replaceAll('""', '"') });
    else if (ref !== undefined) found.push({ kind: "ref", ref });
    else if (word !== undefined) found.push({ kind: "word", word: word.toUpperCase() });
    else found.push({ kind: "sign", sign: sign === ";" ? "," : sign });
  }
  return found;
}

function place(ref) {
  const [, fixedX, letters, fixedY, row] = /^(\$?)([A-Za-z]+)(\$?)(\d+)$/.exec(ref);
  const x = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { x, y: Number(row) - 1, fixedX: fixedX === "$", fixedY: fixedY === "$" };
}

const POWER = { "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4 };

/** A formula's tree, by precedence climbing. */
class Reader {
  constructor(source) {
    this.left = tokens(source);
  }

  whole() {
    const tree = this.expression(0);
    if (this.left.length) throw new Error("unknown formula");
    return tree;
  }

  sign(wanted) {
    if (this.left[0]?.kind !== "sign" || this.left[0].sign !== wanted) return false;
    this.left.shift();
    return true;
  }

  expression(least) {
    let tree = this.operand();
    while (this.left[0]?.kind === "sign" && POWER[this.left[0].sign] > least) {
      const { sign } = this.left.shift();
      tree = { kind: "both", sign, a: tree, b: this.expression(POWER[sign]) };
    }
    return tree;
  }

  operand() {
    if (this.sign("-")) return { kind: "both", sign: "-", a: { kind: "value", value: 0 }, b: this.operand() };
    if (this.sign("(")) {
      const inner = this.expression(0);
      if (!this.sign(")")) throw new Error("unknown formula");
      return inner;
    }
    const token = this.left.shift();
    if (token?.kind === "value") return token;
    if (token?.kind === "ref") return { kind: "ref", ...place(token.ref) };
    if (token?.kind === "word") return this.word(token.word);
    throw new Error("unknown formula");
  }

  word(name) {
    if (!this.sign("(")) {
      if (name === "TRUE" || name === "FALSE") return { kind: "value", value: name === "TRUE" };
      throw new Error("unknown formula");
    }
    const given = [];
    if (this.sign(")")) return { kind: "call", name, given };
    do given.push(this.expression(0));
    while (this.sign(","));
    if (!this.sign(")")) throw new Error("unknown formula");
    return { kind: "call", name, given };
  }
}

const text = (value) => (value === null ? "" : value === true ? "TRUE" : value === false ? "FALSE" : String(value));
const number = (value) => {
  const made = value === null || value === "" ? 0 : Number(value);
  if (Number.isNaN(made)) throw new Error("#VALUE!");
  return made;
};
const RANK = { number: 0, string: 1, boolean: 2 };

/** Sheets' order: numbers before text before booleans; a blank equals 0, "" and FALSE. */
function compare(a, b) {
  const like = (value, other) => (value === null ? { string: "", boolean: false }[typeof other] ?? 0 : value);
  let [first, second] = [like(a, b), like(b, a)];
  if (typeof first !== typeof second) return RANK[typeof first] - RANK[typeof second];
  if (typeof first === "string") [first, second] = [first.toLowerCase(), second.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

const BOTH = {
  "=": (a, b) => compare(a, b) === 0,
  "<>": (a, b) => compare(a, b) !== 0,
  "<": (a, b) => compare(a, b) < 0,
  ">": (a, b) => compare(a, b) > 0,
  "<=": (a, b) => compare(a, b) <= 0,
  ">=": (a, b) => compare(a, b) >= 0,
  "&": (a, b) => text(a) + text(b),
  "+": (a, b) => number(a) + number(b),
  "-": (a, b) => number(a) - number(b),
  "*": (a, b) => number(a) * number(b),
  "/": (a, b) => number(a) / number(b),
};

const CALLS = {
  AND: (_, ...given) => given.every(Boolean),
  OR: (_, ...given) => given.some(Boolean),
  NOT: (_, value) => !value,
  IF: (_, test, yes, no = false) => (test ? yes : no),
  ISBLANK: (_, value) => value === null,
  ISNUMBER: (_, value) => typeof value === "number",
  ISDATE: (_, value) => typeof value === "number",
  ISTEXT: (_, value) => typeof value === "string",
  LEN: (_, value) => text(value).length,
  LOWER: (_, value) => text(value).toLowerCase(),
  UPPER: (_, value) => text(value).toUpperCase(),
  TRIM: (_, value) => text(value).trim(),
  LEFT: (_, value, count = 1) => text(value).slice(0, count),
  TODAY: (sheet) => sheet.today,
  REGEXMATCH: (_, value, pattern) => new RegExp(pattern).test(text(value)),
  SEARCH: (_, what, within) => {
    const at = text(within).toLowerCase().indexOf(text(what).toLowerCase());
    if (at < 0) throw new Error("#VALUE!");
    return at + 1;
  },
};

function evaluate(tree, sheet, dy, dx) {
  const of = (part) => evaluate(part, sheet, dy, dx);
  if (tree.kind === "value") return tree.value;
  if (tree.kind === "ref") return sheet.value(tree.y + (tree.fixedY ? 0 : dy), tree.x + (tree.fixedX ? 0 : dx));
  if (tree.kind === "both") return BOTH[tree.sign](of(tree.a), of(tree.b));
  if (tree.name === "ISNUMBER" || tree.name === "ISERROR" || tree.name === "IFERROR") return guarded(tree, of);
  const call = CALLS[tree.name];
  if (!call) throw new Error("unknown formula");
  return call(sheet, ...tree.given.map(of));
}

/** The three functions that look at an error instead of passing it on. */
function guarded(tree, of) {
  const [first, fallback] = tree.given;
  try {
    const value = of(first);
    return tree.name === "ISNUMBER" ? typeof value === "number" : tree.name === "ISERROR" ? false : value;
  } catch (problem) {
    if (problem.message !== "#VALUE!") throw problem;
    return tree.name === "IFERROR" ? of(fallback) : tree.name === "ISERROR";
  }
}

/** A formula as `(sheet, dy, dx) => value`, or null when it is beyond this evaluator. */
export function compiled(source) {
  try {
    const tree = new Reader(source.replace(/^=/, "")).whole();
    return (sheet, dy, dx) => {
      try {
        return evaluate(tree, sheet, dy, dx);
      } catch {
        return null; // an error or an unknown function colours nothing
      }
    };
  } catch {
    return null;
  }
}
