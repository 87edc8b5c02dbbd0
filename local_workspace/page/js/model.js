/** A spreadsheet as the page needs it, made from Google's Spreadsheet resource. Read only. */

import { conditionalLooks, within } from "./conditional.js";
import { cssColor, looksOf, todaySerial } from "./format.js";

const EMPTY = Object.freeze({});

/** What a cell is worth in a formula: number, text, boolean, or null when blank. */
function worth(cell) {
  const value = cell.effectiveValue || cell.userEnteredValue;
  if (!value) return null;
  return value.numberValue ?? value.stringValue ?? value.boolValue ?? null;
}

function gridOf(raw) {
  const rows = [];
  const rowMetadata = [];
  const columnMetadata = [];
  for (const block of raw.data || []) {
    const top = block.startRow || 0;
    const left = block.startColumn || 0;
    (block.rowData || []).forEach((row, dy) => {
      const cells = (rows[top + dy] ||= []);
      (row.values || []).forEach((cell, dx) => (cells[left + dx] = cell));
    });
    (block.rowMetadata || []).forEach((meta, dy) => (rowMetadata[top + dy] = meta));
    (block.columnMetadata || []).forEach((meta, dx) => (columnMetadata[left + dx] = meta));
  }
  return { rows, rowMetadata, columnMetadata };
}

/** One of Google's grid ranges with its corners included. */
function boxOf(range) {
  return { top: range.startRowIndex ?? 0, bottom: range.endRowIndex - 1, left: range.startColumnIndex ?? 0, right: range.endColumnIndex - 1 };
}

/** A banded range's colour for a row and column, or undefined outside of every band. */
function bandColors(bandings) {
  const colour = (band, name) => cssColor(band[name], band[`${name}Style`]);
  return (y, x) => {
    const banding = bandings.find((candidate) => candidate.range && within(candidate.range, y, x));
    const band = banding?.rowProperties;
    if (!band) return undefined;
    const header = colour(band, "headerColor");
    const start = banding.range.startRowIndex ?? 0;
    if (header && y === start) return header;
    return colour(band, (y - start - (header ? 1 : 0)) % 2 === 0 ? "firstBandColor" : "secondBandColor");
  };
}

export class Sheet {
  constructor(raw, today) {
    const properties = raw.properties;
    this.id = properties.sheetId || 0;
    this.title = properties.title;
    this.hidden = Boolean(properties.hidden);
    this.tabColor = cssColor(properties.tabColor, properties.tabColorStyle);
    this.rowCount = properties.gridProperties?.rowCount ?? 1000;
    this.columnCount = properties.gridProperties?.columnCount ?? 26;
    this.index = properties.index ?? 0;
    this.frozenRows = properties.gridProperties?.frozenRowCount ?? 0;
    this.frozenColumns = properties.gridProperties?.frozenColumnCount ?? 0;
    this.merges = (raw.merges || []).map(boxOf);
    this.bandings = [...(raw.bandedRanges || []), ...(raw.tables || []).map((table) => ({ range: table.range, rowProperties: table.rowsProperties }))];
    this.protections = raw.protectedRanges || [];
    this.anchors = raw.commentAnchors || [];
    this.today = today;
    Object.assign(this, gridOf(raw));
    const band = bandColors(this.bandings);
    const conditional = conditionalLooks(raw.conditionalFormats || [], this);
    this.looks = (y, x) => ({ ...looksOf(this.cell(y, x), band(y, x)), ...conditional(y, x) });
  }

  cell(y, x) {
    return this.rows[y]?.[x] ?? EMPTY;
  }

  shown(y, x) {
    return this.cell(y, x).formattedValue ?? "";
  }

  value(y, x) {
    return worth(this.cell(y, x));
  }

  columnHidden(x) {
    return Boolean(this.columnMetadata[x]?.hiddenByUser || this.columnMetadata[x]?.hiddenByFilter);
  }

  rowHidden(y) {
    return Boolean(this.rowMetadata[y]?.hiddenByUser || this.rowMetadata[y]?.hiddenByFilter);
  }

  /** The merged block over a cell, or null. */
  mergeAt(y, x) {
    return this.merges.find((box) => y >= box.top && y <= box.bottom && x >= box.left && x <= box.right) ?? null;
  }

  /** At least 21 is a line of text, less than 16 a gap. */
  rowHeight(y) {
    return this.rowMetadata[y]?.pixelSize ?? 21;
  }

  columnWidth(x) {
    return this.columnMetadata[x]?.pixelSize ?? 100;
  }

  /** The choices of a cell's dropdown, or null. */
  choices(y, x) {
    const condition = this.cell(y, x).dataValidation?.condition;
    if (condition?.type !== "ONE_OF_LIST") return null;
    return (condition.values || []).map((value) => value.userEnteredValue);
  }

  isCheckbox(y, x) {
    return this.cell(y, x).dataValidation?.condition?.type === "BOOLEAN";
  }

  /** The warning-only protection over a cell, if any. */
  warning(y, x) {
    return this.protections.find(
      (candidate) =>
        candidate.warningOnly && candidate.range && within(candidate.range, y, x) &&
        !(candidate.unprotectedRanges || []).some((free) => within(free, y, x)),
    );
  }

  /** One past the last row and column that hold anything. */
  get used() {
    this.extent ??= this.measure();
    return this.extent;
  }

  measure() {
    let [rows, columns] = [0, 0];
    this.rows.forEach((row, y) => {
      row.forEach((cell, x) => {
        if (cell.userEnteredValue === undefined && !cell.note) return;
        rows = Math.max(rows, y + 1);
        columns = Math.max(columns, x + 1);
      });
    });
    return { rows, columns };
  }

  /** The body of the banded range that a block touches (its header left out), cut to the rows in use; null outside. */
  tableAt({ top, bottom, left }) {
    const touched = ({ range }) => range && (range.startRowIndex ?? 0) <= bottom && within(range, Math.max(top, range.startRowIndex ?? 0), left);
    const banding = this.bandings.find(touched);
    if (!banding) return null;
    const { startRowIndex = 0, endRowIndex = this.rowCount, startColumnIndex = 0, endColumnIndex = this.columnCount } = banding.range;
    const header = banding.rowProperties?.headerColor || banding.rowProperties?.headerColorStyle ? 1 : 0;
    return {
      top: startRowIndex + header,
      bottom: Math.min(endRowIndex, this.used.rows) - 1,
      left: startColumnIndex,
      right: Math.min(endColumnIndex, this.columnCount) - 1,
    };
  }

  /** The text above a cell in its table's header, or the column's first text. */
  headerOf(y, x) {
    for (let row = Math.min(y, this.rows.length - 1); row >= 0; row -= 1) {
      if (this.cell(row, x).userEnteredFormat?.textFormat?.bold && this.shown(row, x)) return this.shown(row, x);
    }
    return "";
  }
}

/** A comment thread and the cell it stands on (null when its cell is gone). */
function threadsOf(raw, sheets) {
  const places = new Map();
  for (const sheet of sheets) {
    for (const anchor of sheet.anchors) {
      const range = anchor.range || {};
      places.set(anchor.anchorId, { sheet, y: range.startRowIndex ?? 0, x: range.startColumnIndex ?? 0 });
    }
  }
  return (raw.comments || []).map((thread) => ({
    id: thread.commentId,
    open: thread.status !== "RESOLVED",
    head: thread.headPost || {},
    replies: (thread.replies || []).filter((post) => !post.deleted),
    place: places.get(thread.anchorId) ?? null,
  }));
}

export class Model {
  constructor(raw) {
    this.title = raw.properties.title;
    this.locale = raw.properties.locale ?? "en_US";
    const today = todaySerial(raw.properties.timeZone);
    this.sheets = (raw.sheets || []).map((sheet) => new Sheet(sheet, today));
    this.threads = threadsOf(raw, this.sheets);
  }

  sheet(id) {
    return this.sheets.find((sheet) => sheet.id === id) ?? null;
  }

  get visibleSheets() {
    return this.sheets.filter((sheet) => !sheet.hidden);
  }

  threadsAt(sheetId, y, x) {
    return this.threads.filter((thread) => thread.place?.sheet.id === sheetId && thread.place.y === y && thread.place.x === x);
  }
}

/** The cells of one sheet whose shown text differs between two readings: `[{y, x}]`. */
export function changedCells(before, after) {
  const changed = [];
  const height = Math.max(before.rows.length, after.rows.length);
  for (let y = 0; y < height; y += 1) {
    const width = Math.max(before.rows[y]?.length ?? 0, after.rows[y]?.length ?? 0);
    for (let x = 0; x < width; x += 1) {
      if (before.shown(y, x) !== after.shown(y, x)) changed.push({ y, x });
    }
  }
  return changed;
}

/**
 * Where a row of an earlier reading stands now: rows inserted or sorted by others move it.
 * The cell at `x` is left out, being the one under edit. Falls back to the same index.
 */
export function rowNow(before, y, x, after) {
  const told = (before.rows[y] || []).map((_, column) => (column === x ? "" : before.shown(y, column)));
  const words = told.filter((text) => text !== "").length;
  const likeness = (row) => told.filter((text, column) => text !== "" && after.shown(row, column) === text).length;
  if (!words || likeness(y) * 2 > words) return y;
  let best = y;
  for (let row = 0; row < after.rows.length; row += 1) if (likeness(row) > likeness(best)) best = row;
  return best;
}

/** Where a selection that landed under a merged block belongs: past the block when it came from its first cell, else on that. */
export function pastMerge(merge, box, was) {
  const first = { y: merge.top, x: merge.left };
  if (was?.y !== first.y || was?.x !== first.x) return first;
  return box.top > was.y ? { y: merge.bottom + 1, x: was.x } : { y: was.y, x: merge.right + 1 };
}
