/** Blocks from other programs' clipboards: the HTML table of Google Sheets and Excel, else tab-separated text. */

import { isoOfSerial } from "./format.js";

const DATE_KINDS = new Set([5, 7]); // how Google's clipboard numbers DATE and DATE_TIME
const MOST_SPAN = 1000;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A number as people of the sheet's locale write it, without grouping. */
export function localNumber(number, locale) {
  try {
    return new Intl.NumberFormat(locale.replace("_", "-"), { useGrouping: false, maximumFractionDigits: 15 }).format(number);
  } catch {
    return String(number);
  }
}

/** A serial date as text that means the same day in every locale. */
function dateText(serial) {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  if (!seconds) return isoOfSerial(serial);
  return `${isoOfSerial(serial)} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}

/** Text that stays text though it looks like a number, a date or a formula. */
const asText = (text) => (/^\s*[-+=('"$€£]?[\d.,]|^[='+]|^(true|false)$/i.test(text) ? `'${text}` : text);

/** The text a person reads in a table cell: source line breaks are spaces, `<br>` is a line. */
function readable(td) {
  const copy = td.cloneNode(true);
  for (const hidden of copy.querySelectorAll("style, script")) hidden.remove();
  const breaks = copy.querySelectorAll("br");
  for (const line of breaks) line.replaceWith("\u0001");
  return copy.textContent.replace(/[\s\u00a0]+/g, " ").replace(/ ?\u0001 ?/g, "\n").trim();
}

/** A cell of Google's table carries its value; the shown text alone would be read in another locale. */
function googleText(td, locale) {
  const value = parsed(td.getAttribute("data-sheets-value"));
  if (!value) return null;
  if (value["1"] === 2) return asText(String(value["2"]));
  if (value["1"] === 4) return value["4"] ? "TRUE" : "FALSE";
  if (value["1"] !== 3) return null;
  const number = Number(value["3"]);
  const format = parsed(td.getAttribute("data-sheets-numberformat")) ?? {};
  const pattern = String(format["2"] ?? "").replace(/"[^"]*"|\[[^\]]*\]/g, "");
  if (DATE_KINDS.has(format["1"]) || /[yd]/i.test(pattern)) return dateText(number);
  return readable(td).endsWith("%") ? `${localNumber(number * 100, locale)}%` : localNumber(number, locale);
}

/** Older Excels say the number behind the shown text. */
function excelText(td, locale) {
  if (td.hasAttribute("x:str")) return asText(td.getAttribute("x:str") || readable(td));
  const number = Number(td.getAttribute("x:num") || NaN);
  if (Number.isNaN(number)) return null;
  const shown = readable(td);
  if (/\d[./-]\d+[./-]\d/.test(shown)) return dateText(number);
  return shown.endsWith("%") ? `${localNumber(number * 100, locale)}%` : localNumber(number, locale);
}

/** The rows of the first table in a piece of HTML, merged cells spread out; null when there is no table. */
export function tableOfHtml(html, locale) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  const rows = [];
  [...table.rows].forEach((tr, y) => {
    let x = 0;
    for (const td of tr.cells) {
      const line = (rows[y] ??= []);
      while (line[x] !== undefined) x += 1; // reached by a merge from above
      const text = googleText(td, locale) ?? excelText(td, locale) ?? readable(td);
      for (let dy = 0; dy < Math.min(td.rowSpan || 1, table.rows.length - y); dy += 1) {
        for (let dx = 0; dx < Math.min(td.colSpan || 1, MOST_SPAN); dx += 1) (rows[y + dy] ??= [])[x + dx] = dy || dx ? "" : text;
      }
    }
  });
  return squared(rows);
}

function squared(rows) {
  const width = Math.max(0, ...rows.map((row) => row?.length ?? 0));
  return Array.from(rows, (row) => Array.from({ length: width }, (_, x) => row?.[x] ?? ""));
}

/** A block as spreadsheets put it on the clipboard: tabs, newlines, quotes where a cell holds either. */
export function tableText(sheet, box) {
  const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [];
  for (let y = box.top; y <= box.bottom; y += 1) {
    const row = [];
    for (let x = box.left; x <= box.right; x += 1) row.push(quoted(sheet.shown(y, x)));
    rows.push(row.join("\t"));
  }
  return rows.join("\n");
}

/** The reverse of `tableText`, tolerant of `\r\n` and one trailing newline. */
export function parseTable(source) {
  const text = source.replaceAll("\r\n", "\n").replace(/\n$/, "");
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  while (cell.lastIndex <= text.length) {
    const match = cell.exec(text);
    if (!match) return text.split("\n").map((line) => line.split("\t")); // a stray quote: take it as it stands
    rows.at(-1).push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    if (match[3] === "") return rows;
    if (match[3] === "\n") rows.push([]);
  }
  return rows;
}

/** The block on a clipboard as rows of texts to type; empty when it holds none. */
export function pastedRows(clipboard, locale) {
  const html = clipboard.getData("text/html");
  const rows = html && tableOfHtml(html, locale);
  if (rows?.length) return rows;
  const text = clipboard.getData("text/plain");
  return text ? parseTable(text) : [];
}
