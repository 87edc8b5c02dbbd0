/** The little markup that card text knows, as elements; every other tag stays the characters it is. */

import { element } from "./notices.js";

const TAG = /<(\/?)(b|i|u|s|strike|a|font|br)((?:\s+[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>|\n/gi;
const ENTITIES = { lt: "<", gt: ">", quot: '"', amp: "&", apos: "'", nbsp: "\u00a0" };
const KEPT = { b: "b", i: "i", u: "u", s: "s", strike: "s" };

/** The nodes of a text. */
export function formatted(text = "") {
  const source = String(text);
  const root = element("span");
  const open = [{ tag: null, node: root }];
  let from = 0;
  for (const found of source.matchAll(TAG)) {
    put(open, unescaped(source.slice(from, found.index)));
    from = found.index + found[0].length;
    const [whole, closing, name, attributes] = found;
    if (whole === "\n" || name.toLowerCase() === "br") open.at(-1).node.append(element("br"));
    else if (!closing) begin(open, name.toLowerCase(), attributes);
    else if (open.some(({ tag }) => tag === name.toLowerCase())) end(open, name.toLowerCase());
    else put(open, whole);
  }
  put(open, unescaped(source.slice(from)));
  return [...root.childNodes];
}

/** A text for places that show no markup, such as headings. */
export function plain(text = "") {
  return unescaped(String(text).replace(TAG, (whole) => (whole === "\n" ? " " : "")));
}

/** Whether an address may be followed: nothing that would run in the page. */
export function isSafe(url) {
  return /^(https?:|mailto:)/i.test(String(url));
}

function put(open, text) {
  if (text) open.at(-1).node.append(text);
}

function begin(open, tag, attributes) {
  const node = made(tag, attributes);
  open.at(-1).node.append(node);
  open.push({ tag, node });
}

function end(open, tag) {
  while (open.pop().tag !== tag);
}

function made(tag, attributes) {
  const value = (name) => unescaped(new RegExp(`${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i").exec(attributes)?.slice(1).find(Boolean) ?? "");
  if (tag === "a" && isSafe(value("href"))) return element("a", { href: value("href"), target: "_blank", rel: "noopener" });
  if (tag !== "font") return element(KEPT[tag] ?? "span");
  const node = element("span");
  node.style.color = value("color"); // the browser takes a colour and nothing else
  return node;
}

function unescaped(text) {
  return text.replace(/&(?:#(\d{1,6})|([a-z]+));/gi, (entity, number, name) => (number ? String.fromCodePoint(Number(number)) : ENTITIES[name.toLowerCase()] ?? entity));
}
