/** One cell on the screen: its text, its looks and its marks. Text is only ever set as text. */

import { LOOKS } from "./format.js";

function textOf(sheet, y, x, waiting) {
  const shown = waiting ?? sheet.shown(y, x);
  if (!sheet.isCheckbox(y, x)) return shown;
  return /^true$/i.test(shown) ? "☑" : "☐";
}

/** Text runs over into empty cells to the right unless it is wrapped, clipped or beside a dropdown's arrow. */
function spills(sheet, y, x, text) {
  const wrap = sheet.cell(y, x).userEnteredFormat?.wrapStrategy;
  return text !== "" && wrap !== "WRAP" && wrap !== "CLIP" && !sheet.shown(y, x + 1) && !sheet.choices(y, x);
}

/** Paints a `td` from the sheet; `waiting` is text of ours that the file has not confirmed yet. */
export function paintCell(td, sheet, { y, x, waiting, commented }) {
  const cell = sheet.cell(y, x);
  const text = textOf(sheet, y, x, waiting);
  if (td.textContent !== text || td.firstElementChild) td.textContent = text;
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
