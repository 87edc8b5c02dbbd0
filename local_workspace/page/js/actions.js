/** Everything a person can do to the open file from tools, menus and keys, by name. */

import { toast } from "./notices.js";

const NOWHERE = { top: 0, left: 0, bottom: 0, right: 0 };
const READING = new Set(["comment", "find", "explain"]);

/** How a number is shown, by the names in the toolbar; null takes the format away. */
const NUMBERS = {
  automatic: null,
  text: { type: "TEXT", pattern: "@" },
  number: { type: "NUMBER", pattern: "#,##0.00" },
  whole: { type: "NUMBER", pattern: "#,##0" },
  percent: { type: "PERCENT", pattern: "0.00%" },
  dollars: { type: "CURRENCY", pattern: '"$"#,##0.00' },
  euros: { type: "CURRENCY", pattern: '#,##0.00 "€"' },
  date: { type: "DATE", pattern: "yyyy-mm-dd" },
  moment: { type: "DATE_TIME", pattern: "yyyy-mm-dd hh:mm" },
};

/** The actions on a page's selection; those that write only explain themselves to people who may not. */
export function actionsOf(page) {
  const { edits, shaping, sheet, grid } = page;
  const box = grid.selection ?? NOWHERE;
  const made = {
    undo: () => edits.undo(),
    redo: () => edits.redo(),
    clear: () => edits.clear(sheet, box),
    edit: () => grid.openSelected(),
    sortUp: () => edits.sort(sheet, box, false),
    sortDown: () => edits.sort(sheet, box, true),
    note: () => shaping.note(sheet, box.top, box.left),
    merge: () => shaping.merge(sheet, box),
    ...ofLines(page, box),
    ...ofLooks(shaping, sheet, box),
    ...ofTabs(shaping, page),
    comment: () => page.comments(true),
    find: () => page.find.open(),
    explain: () => page.explain(),
  };
  if (page.access.mayEdit) return made;
  return Object.fromEntries(Object.keys(made).map((name) => [name, READING.has(name) ? made[name] : () => page.explain()]));
}

function ofLines(page, box) {
  const { edits, shaping, sheet, grid } = page;
  const rows = [sheet, "ROWS", box.top, box.bottom];
  const columns = [sheet, "COLUMNS", box.left, box.right];
  return {
    insertRow: () => insertRowBelow(page, box),
    insertRowAbove: () => edits.insertRows(sheet, box.top, 1, false),
    insertColumn: () => edits.insertColumn(sheet, box.right + 1, true),
    insertColumnLeft: () => edits.insertColumn(sheet, box.left, false),
    deleteRow: () => notAll(rows, grid.size.rows, "Select the rows to delete.") && edits.deleteLines(...rows),
    deleteColumn: () => notAll(columns, grid.size.columns, "Select the columns to delete.") && edits.deleteLines(...columns),
    hideRow: () => notAll(rows, grid.size.rows, "Select the rows to hide.") && shaping.hide(...rows),
    hideColumn: () => notAll(columns, grid.size.columns, "Select the columns to hide.") && shaping.hide(...columns),
    unhideRow: () => shaping.unhide(sheet, "ROWS", ...around(box.top, box.bottom, (y) => sheet.rowHidden(y), sheet.rowCount)),
    unhideColumn: () => shaping.unhide(sheet, "COLUMNS", ...around(box.left, box.right, (x) => sheet.columnHidden(x), sheet.columnCount)),
    moveRowUp: () => moved(page, rows, -1),
    moveRowDown: () => moved(page, rows, 1),
    moveColumnLeft: () => moved(page, columns, -1),
    moveColumnRight: () => moved(page, columns, 1),
    freezeRows: () => shaping.freeze(sheet, "ROWS", box.bottom + 1),
    freezeColumns: () => shaping.freeze(sheet, "COLUMNS", box.right + 1),
    unfreezeRows: () => shaping.freeze(sheet, "ROWS", 0),
    unfreezeColumns: () => shaping.freeze(sheet, "COLUMNS", 0),
  };
}

function ofLooks(shaping, sheet, box) {
  const first = sheet.cell(box.top, box.left).userEnteredFormat ?? {};
  const flip = (name) => () => shaping.look(sheet, box, { textFormat: { [name]: !first.textFormat?.[name] } }, `textFormat.${name}`);
  const colour = (rgbColor) => (rgbColor ? { rgbColor } : undefined);
  return {
    bold: flip("bold"),
    italic: flip("italic"),
    strike: flip("strikethrough"),
    wrap: () => shaping.look(sheet, box, { wrapStrategy: first.wrapStrategy === "WRAP" ? "OVERFLOW_CELL" : "WRAP" }, "wrapStrategy"),
    fill: (rgb) => shaping.look(sheet, box, { backgroundColorStyle: colour(rgb) }, "backgroundColorStyle"),
    ink: (rgb) => shaping.look(sheet, box, { textFormat: { foregroundColorStyle: colour(rgb) } }, "textFormat.foregroundColorStyle"),
    align: (side) => shaping.look(sheet, box, { horizontalAlignment: side }, "horizontalAlignment"),
    number: (name) => shaping.look(sheet, box, NUMBERS[name] ? { numberFormat: NUMBERS[name] } : {}, "numberFormat"),
  };
}

function ofTabs(shaping, page) {
  const tab = (id) => page.model.sheet(id);
  return {
    addTab: () => shaping.addTab(),
    renameTab: (id) => shaping.renameTab(tab(id)),
    duplicateTab: (id) => shaping.duplicateTab(tab(id)),
    deleteTab: (id) => shaping.deleteTab(tab(id)),
    moveTab: (id, by) => shaping.moveTab(tab(id), by),
  };
}

/** The new row is where the person will type next. */
async function insertRowBelow({ edits, sheet, grid }, box) {
  if (await edits.insertRows(sheet, box.bottom + 1, 1, true)) grid.goTo(box.bottom + 1, box.left);
}

/** The moved lines stay selected, so that they can be moved on. */
async function moved({ shaping, grid }, [sheet, kind, first, last], by) {
  const box = grid.selection;
  if (!(await shaping.move(sheet, kind, first, last, by))) return;
  const [down, right] = kind === "ROWS" ? [by, 0] : [0, by];
  grid.selectBox({ top: box.top + down, bottom: box.bottom + down, left: box.left + right, right: box.right + right });
}

/** A selected column reaches over every row: deleting "its rows" would delete the sheet. */
function notAll([, , first, last], all, advice) {
  if (last - first + 1 < all) return true;
  toast(advice);
  return false;
}

/** The selected lines and the hidden ones next to them. */
export function around(first, last, hidden, count) {
  let [from, to] = [first, last];
  while (from > 0 && hidden(from - 1)) from -= 1;
  while (to + 1 < count && hidden(to + 1)) to += 1;
  return [from, to];
}
