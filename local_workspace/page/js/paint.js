/** One cell on the screen: its text, its looks and its marks. Text is only ever set as text. */

import { LOOKS } from "./format.js";
import { element } from "./notices.js";

function textOf(sheet, y, x, waiting) {
  const shown = waiting ?? sheet.shown(y, x);
  if (!sheet.isCheckbox(y, x)) return shown;
  return /^true$/i.test(shown) ? "☑" : "☐";
}

/** A chip stands where the text has an `@`: a person, or a link that is opened in a tab of its own. */
function withChips(cell) {
  const text = cell.userEnteredValue?.stringValue ?? "";
  const parts = [];
  let done = 0;
  for (const { startIndex = 0, chip } of cell.chipRuns) {
    if (!chip?.personProperties && !chip?.richLinkProperties) continue; // plain text after a chip
    parts.push(text.slice(done, startIndex), chipOf(chip));
    done = startIndex + 1;
  }
  return [...parts, text.slice(done)];
}

function chipOf({ personProperties, richLinkProperties }) {
  if (personProperties) return element("span", { class: "chip person", title: personProperties.email, text: personProperties.email });
  const uri = richLinkProperties?.uri ?? "";
  const shown = uri.replace(/^https?:\/\//, "");
  if (!/^https?:\/\//.test(uri)) return element("span", { class: "chip", text: shown });
  return element("a", { class: "chip", href: uri, target: "_blank", rel: "noreferrer", tabindex: "-1", text: shown });
}

/** Text runs over into empty cells to the right unless it is wrapped, clipped or beside a dropdown's arrow. */
function spills(sheet, y, x, text) {
  const wrap = sheet.cell(y, x).userEnteredFormat?.wrapStrategy;
  return text !== "" && wrap !== "WRAP" && wrap !== "CLIP" && !sheet.shown(y, x + 1) && !sheet.choices(y, x) && !sheet.mergeAt(y, x);
}

/** Merged cells are one cell over the lines on show; the others under it are left out. */
function spread(td, sheet, y, x) {
  const box = sheet.mergeAt(y, x);
  const first = box && box.top === y && box.left === x;
  td.classList.toggle("covered", Boolean(box) && !first);
  const on = (from, to, hidden) => Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((line) => !hidden(line)).length;
  const [columns, rows] = first
    ? [on(box.left, box.right, (line) => sheet.columnHidden(line)), on(box.top, box.bottom, (line) => sheet.rowHidden(line))]
    : [1, 1];
  if (td.colSpan !== columns) td.colSpan = Math.max(1, columns);
  if (td.rowSpan !== rows) td.rowSpan = Math.max(1, rows);
}

/** Paints a `td` from the sheet; `waiting` is text of ours that the file has not confirmed yet. */
export function paintCell(td, sheet, { y, x, waiting, commented }) {
  const cell = sheet.cell(y, x);
  const text = textOf(sheet, y, x, waiting);
  if (cell.chipRuns && waiting === undefined) td.replaceChildren(...withChips(cell));
  else if (td.textContent !== text || td.firstElementChild) td.textContent = text;
  if (sheet.merges.length || td.colSpan > 1 || td.rowSpan > 1 || td.classList.contains("covered")) spread(td, sheet, y, x);
  const looks = sheet.looks(y, x);
  for (const name of LOOKS) if (td.style[name] !== (looks[name] ?? "")) td.style[name] = looks[name] ?? "";
  const marks = {
    commented,
    pending: waiting !== undefined,
    note: Boolean(cell.note),
    list: Boolean(sheet.choices(y, x)),
    filled: Boolean(cell.userEnteredFormat?.backgroundColorStyle || cell.userEnteredFormat?.backgroundColor),
    up: looks.verticalAlign === "top",
    wrap: cell.userEnteredFormat?.wrapStrategy === "WRAP",
    spill: spills(sheet, y, x, text),
  };
  for (const [name, on] of Object.entries(marks)) td.classList.toggle(name, on);
  const described = [cell.note, commented ? "has a comment" : ""].filter(Boolean).join("; ");
  if (described) td.setAttribute("aria-description", described);
  else td.removeAttribute("aria-description");
}
