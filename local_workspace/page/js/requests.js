/** Edits as Sheets API requests: pure, from a sheet as it was read. Corners are zero-based and included. */

import { rangeName } from "./format.js";

const VALUE = "userEnteredValue,userEnteredFormat.numberFormat";
const WHOLE = "userEnteredValue,userEnteredFormat,note,dataValidation";

export function gridRange(sheet, { top, left, bottom, right }) {
  return { sheetId: sheet.id, startRowIndex: top, endRowIndex: bottom + 1, startColumnIndex: left, endColumnIndex: right + 1 };
}

const dimension = (sheet, kind, first, last) => ({ sheetId: sheet.id, dimension: kind, startIndex: first, endIndex: last + 1 });

function boxOf(cells) {
  const box = { top: Infinity, bottom: 0, left: Infinity, right: 0 };
  for (const { y, x } of cells) {
    Object.assign(box, { top: Math.min(box.top, y), bottom: Math.max(box.bottom, y), left: Math.min(box.left, x), right: Math.max(box.right, x) });
  }
  return box;
}

const fills = (box, cells) => (box.bottom - box.top + 1) * (box.right - box.left + 1) === cells.length;

/** Typed cells `[{y, x, text}]` as blocks of values: one when they fill a rectangle, else one a cell. */
export function typedBlocks(title, cells) {
  const box = boxOf(cells);
  if (!fills(box, cells)) {
    return cells.map((cell) => ({ range: rangeName(title, cell.y, cell.x), values: [[cell.text]] }));
  }
  const values = [];
  for (const cell of cells) (values[cell.y - box.top] ||= [])[cell.x - box.left] = cell.text;
  return [{ range: rangeName(title, box.top, box.left, box.bottom, box.right), values }];
}

function asRead(cell, whole) {
  const kept = {};
  if (cell.userEnteredValue) kept.userEnteredValue = cell.userEnteredValue;
  if (whole) {
    for (const part of ["userEnteredFormat", "note", "dataValidation"]) if (cell[part]) kept[part] = cell[part];
  } else if (cell.userEnteredFormat?.numberFormat) {
    kept.userEnteredFormat = { numberFormat: cell.userEnteredFormat.numberFormat };
  }
  return kept;
}

/** Puts single cells back to what `sheet` says they held: in one request when they fill a rectangle. */
export function restoreCells(sheet, cells) {
  const box = boxOf(cells);
  if (cells.length > 1 && fills(box, cells)) return restoreBlock(sheet, box, false);
  return cells.map(({ y, x }) => ({
    updateCells: {
      range: gridRange(sheet, { top: y, bottom: y, left: x, right: x }),
      rows: [{ values: [asRead(sheet.cell(y, x), false)] }],
      fields: VALUE,
    },
  }));
}

/** Puts a block back with looks, notes and dropdowns, or (not `whole`) the values alone. */
export function restoreBlock(sheet, box, whole = true) {
  const rows = [];
  for (let y = box.top; y <= box.bottom; y += 1) {
    const values = [];
    for (let x = box.left; x <= box.right; x += 1) values.push(asRead(sheet.cell(y, x), whole));
    rows.push({ values });
  }
  return [{ updateCells: { range: gridRange(sheet, box), rows, fields: whole ? WHOLE : VALUE } }];
}

/** New rows or columns (`kind` ROWS or COLUMNS) before `at`, looking like the one they are put next to. */
export function insertLines(sheet, kind, at, count, likeBefore) {
  const rows = kind === "ROWS";
  const requests = [{ insertDimension: { range: dimension(sheet, kind, at, at + count - 1), inheritFromBefore: likeBefore } }];
  const model = likeBefore ? at - 1 : at + count;
  if (rows) requests.push(sameRowRules(sheet, model, at, count));
  return requests;
}

/** Dropdowns reach a new row as in the Sheets editor; the API alone takes over looks only. */
function sameRowRules(sheet, model, at, count) {
  const columns = { left: 0, right: sheet.columnCount - 1 };
  return {
    copyPaste: {
      source: gridRange(sheet, { top: model, bottom: model, ...columns }),
      destination: gridRange(sheet, { top: at, bottom: at + count - 1, ...columns }),
      pasteType: "PASTE_DATA_VALIDATION",
    },
  };
}

export function deleteLines(sheet, kind, first, last) {
  return [{ deleteDimension: { range: dimension(sheet, kind, first, last) } }];
}

/** Undoes a deletion: the lines again, and what they held. */
export function undeleteLines(sheet, kind, first, last) {
  const box =
    kind === "ROWS"
      ? { top: first, bottom: last, left: 0, right: Math.max(0, sheet.used.columns - 1) }
      : { top: 0, bottom: Math.max(0, sheet.used.rows - 1), left: first, right: last };
  return [
    { insertDimension: { range: dimension(sheet, kind, first, last), inheritFromBefore: first > 0 } },
    ...restoreBlock(sheet, box),
    ...sameMarks(sheet, kind, first, last),
  ];
}

/** The metadata by which programs know a line again, under the ids it had. */
function sameMarks(sheet, kind, first, last) {
  const metadata = kind === "ROWS" ? sheet.rowMetadata : sheet.columnMetadata;
  return metadata.slice(first, last + 1).flatMap((line, at) =>
    (line?.developerMetadata ?? []).map(({ metadataId, metadataKey, metadataValue, visibility }) => ({
      createDeveloperMetadata: {
        developerMetadata: {
          metadataId, metadataKey, metadataValue, visibility,
          location: { dimensionRange: dimension(sheet, kind, first + at, first + at) },
        },
      },
    })),
  );
}

export function sortRows(sheet, box, x, descending) {
  const order = descending ? "DESCENDING" : "ASCENDING";
  return [{ sortRange: { range: gridRange(sheet, box), sortSpecs: [{ dimensionIndex: x, sortOrder: order }] } }];
}

export function columnWidth(sheet, x, pixels) {
  return [
    {
      updateDimensionProperties: {
        range: dimension(sheet, "COLUMNS", x, x),
        properties: { pixelSize: Math.round(pixels) },
        fields: "pixelSize",
      },
    },
  ];
}

export function copyBlock(from, source, to, target) {
  return [{ copyPaste: { source: gridRange(from, source), destination: gridRange(to, target), pasteType: "PASTE_NORMAL" } }];
}

export function moveBlock(from, source, to, target) {
  const destination = { sheetId: to.id, rowIndex: target.top, columnIndex: target.left };
  return [{ cutPaste: { source: gridRange(from, source), destination, pasteType: "PASTE_NORMAL" } }];
}

export function newThread(sheet, y, x, content) {
  return [{ insertComment: { content, coordinate: { sheetId: sheet.id, rowIndex: y, columnIndex: x } } }];
}

/** A reply, with "RESOLVE" or "REOPEN" or neither. */
export function reply(commentId, content, action) {
  const post = {};
  if (content) post.content = content;
  if (action) post.commentAction = action;
  return [{ addCommentReply: { commentId, post } }];
}
