/** How a file is laid out, as Sheets API requests: hidden, moved and frozen lines, merges, notes, looks, tabs. Pure. */

import { gridRange } from "./requests.js";

const lines = (sheet, kind, first, last) => ({ sheetId: sheet.id, dimension: kind, startIndex: first, endIndex: last + 1 });

export function hideLines(sheet, kind, first, last, hidden) {
  return [
    { updateDimensionProperties: { range: lines(sheet, kind, first, last), properties: { hiddenByUser: hidden }, fields: "hiddenByUser" } },
  ];
}

/** Moves lines by one place; `by` is -1 or 1. A destination is counted before the lines are taken out. */
export function moveLines(sheet, kind, first, last, by) {
  return [{ moveDimension: { source: lines(sheet, kind, first, last), destinationIndex: by < 0 ? first - 1 : last + 2 } }];
}

export function freeze(sheet, kind, count) {
  const field = kind === "ROWS" ? "frozenRowCount" : "frozenColumnCount";
  return tabProperties(sheet.id, { gridProperties: { [field]: count } }, `gridProperties.${field}`);
}

/** New lines at the end, so that a pasted block fits. */
export function growTo(sheet, rows, columns) {
  const made = [];
  if (rows > sheet.rowCount) made.push({ appendDimension: { sheetId: sheet.id, dimension: "ROWS", length: rows - sheet.rowCount } });
  if (columns > sheet.columnCount) made.push({ appendDimension: { sheetId: sheet.id, dimension: "COLUMNS", length: columns - sheet.columnCount } });
  return made;
}

// --- merges, notes, looks ----------------------------------------------------

export function merge(sheet, box) {
  return [{ mergeCells: { range: gridRange(sheet, box), mergeType: "MERGE_ALL" } }];
}

export function unmerge(sheet, box) {
  return [{ unmergeCells: { range: gridRange(sheet, box) } }];
}

export function note(sheet, y, x, text) {
  const range = gridRange(sheet, { top: y, bottom: y, left: x, right: x });
  return [{ updateCells: { range, rows: [{ values: [text ? { note: text } : {}] }], fields: "note" } }];
}

/** One part of the looks of a block, `part` being a path in Google's CellFormat. */
export function look(sheet, box, format, part) {
  return [{ repeatCell: { range: gridRange(sheet, box), cell: { userEnteredFormat: format }, fields: `userEnteredFormat.${part}` } }];
}

/** Puts the looks of a block back to what `sheet` says they were. */
export function restoreLooks(sheet, box) {
  const rows = [];
  for (let y = box.top; y <= box.bottom; y += 1) {
    const values = [];
    for (let x = box.left; x <= box.right; x += 1) {
      const format = sheet.cell(y, x).userEnteredFormat;
      values.push(format ? { userEnteredFormat: format } : {});
    }
    rows.push({ values });
  }
  return [{ updateCells: { range: gridRange(sheet, box), rows, fields: "userEnteredFormat" } }];
}

// --- tabs --------------------------------------------------------------------

function tabProperties(sheetId, properties, fields) {
  return [{ updateSheetProperties: { properties: { sheetId, ...properties }, fields } }];
}

export const addTab = (sheetId, title) => [{ addSheet: { properties: { sheetId, title } } }];
export const deleteTab = (sheetId) => [{ deleteSheet: { sheetId } }];
export const renameTab = (sheetId, title) => tabProperties(sheetId, { title }, "title");
/** An index is counted as if the tab were still where it is, so that one further right is two on. */
export const placeTab = (sheetId, from, to) => tabProperties(sheetId, { index: to > from ? to + 1 : to }, "index");

export function duplicateTab(sheet, newSheetId, newSheetName, index) {
  return [{ duplicateSheet: { sourceSheetId: sheet.id, newSheetId, newSheetName, insertSheetIndex: index } }];
}
