/** What a person does to the grid, as undoable writes to the file. */

import { growTo } from "./layout.js";
import { confirmed, toast } from "./notices.js";
import * as requests from "./requests.js";
import { fillRequests } from "./series.js";

export class Edits {
  constructor(workbook, { changed }) {
    this.workbook = workbook;
    this.changed = changed;
  }

  batch(made) {
    return () => this.workbook.api.batchUpdate(this.workbook.id, made);
  }

  /** Asks before touching cells that the robot keeps; all other cells need no leave. */
  async mayTouch(sheet, cells) {
    if (!cells.some(({ y, x }) => sheet.warning(y, x))) return true;
    const text = cells.length === 1 ? "This cell is kept by closeplan. Edit anyway?" : "Some of these cells are kept by closeplan. Edit anyway?";
    return confirmed("Kept by closeplan", text, "Edit anyway");
  }

  /** Cells `[{y, x, text}]` as typed by the person. */
  async type(sheet, cells) {
    if (!cells.length || !(await this.mayTouch(sheet, cells))) return false;
    const shown = cells.map((cell) => ({ ...cell, text: cell.text.replace(/^'/, ""), sheetId: sheet.id }));
    const typing = () => this.workbook.api.type(this.workbook.id, requests.typedBlocks(this.current(sheet).title, cells));
    const done = await this.workbook.write(typing, shown);
    if (done) this.remember({ sheet, cells, back: requests.restoreCells(sheet, cells), again: () => this.workbook.write(typing, shown) });
    this.changed();
    return done;
  }

  /** One structural step: `made` does it, `back` undoes it; `watch` are cells that must stand as we left them to undo it. */
  async structure(sheet, made, back, watch = []) {
    const doing = () => this.workbook.write(this.batch(made));
    const done = await doing();
    if (done) this.remember({ sheet, cells: watch, back, again: doing });
    this.changed();
    return done;
  }

  remember({ sheet, cells, back, again }) {
    const found = cells.map(({ y, x }) => ({ y, x, text: sheet.shown?.(y, x) ?? "" }));
    const left = cells.map(({ y, x }) => ({ y, x, text: this.current(sheet).shown(y, x) }));
    this.workbook.history.add({
      undo: () => this.workbook.write(this.batch(back)),
      redo: again,
      stillOurs: () => this.stands(sheet, left),
      // a new tab whose adding was undone is gone: doing it again harms nobody
      stillUndone: () => !this.workbook.model.sheet(sheet.id) || this.stands(sheet, found),
    });
  }

  /** Whether these cells of a tab, which must still be there, show these texts. */
  stands(sheet, cells) {
    const now = this.workbook.model.sheet(sheet.id);
    return Boolean(now) && cells.every(({ y, x, text }) => now.shown(y, x) === text);
  }

  current(sheet) {
    return this.workbook.model.sheet(sheet.id) ?? sheet;
  }

  undo() {
    return this.step("undo", "Not undone: somebody has changed this since.");
  }

  redo() {
    return this.step("redo", "Not redone: somebody has changed this since.");
  }

  /** Steps wait for what is still on its way, and for each other: only then is it known what there is to undo. */
  step(way, refusal) {
    this.stepping = (this.stepping ?? Promise.resolve()).then(async () => {
      await this.workbook.queue;
      if ((await this.workbook.history[way]()) === "changed") toast(refusal);
      this.changed();
    });
    return this.stepping;
  }

  // --- lines ----------------------------------------------------------------

  insertRows(sheet, at, count, likeBefore) {
    const watch = [];
    for (let y = at; y < at + count; y += 1) for (let x = 0; x < sheet.used.columns; x += 1) watch.push({ y, x });
    const made = requests.insertLines(sheet, "ROWS", at, count, likeBefore && at > 0);
    return this.structure(sheet, made, requests.deleteLines(sheet, "ROWS", at, at + count - 1), watch);
  }

  insertColumn(sheet, at, likeBefore) {
    const watch = [];
    for (let y = 0; y < sheet.used.rows; y += 1) watch.push({ y, x: at });
    const made = requests.insertLines(sheet, "COLUMNS", at, 1, likeBefore && at > 0);
    return this.structure(sheet, made, requests.deleteLines(sheet, "COLUMNS", at, at), watch);
  }

  deleteLines(sheet, kind, first, last) {
    return this.structure(sheet, requests.deleteLines(sheet, kind, first, last), requests.undeleteLines(sheet, kind, first, last));
  }

  /** Sorts the table that the selection touches, or the selected rows where there is no table. */
  sort(sheet, box, descending) {
    const rows = sheet.tableAt(box) ?? (box.bottom > box.top ? { ...box, left: 0, right: sheet.used.columns - 1 } : null);
    if (!rows || rows.bottom <= rows.top) {
      toast("Select a cell of a table, or the rows to sort.");
      return false;
    }
    const made = requests.sortRows(sheet, rows, box.left, descending);
    return this.structure(sheet, made, requests.restoreBlock(sheet, rows), cellsOf(sheet, rows));
  }

  resizeColumn(sheet, x, pixels) {
    return this.structure(sheet, requests.columnWidth(sheet, x, pixels), requests.columnWidth(sheet, x, sheet.columnWidth(x)));
  }

  // --- blocks ---------------------------------------------------------------

  clear(sheet, box) {
    const cells = cellsOf(sheet, box).filter(({ y, x }) => sheet.cell(y, x).userEnteredValue);
    return this.type(sheet, cells.map((cell) => ({ ...cell, text: "" })));
  }

  /** Pastes what was copied or cut here: with looks, dropdowns and, when cut, comments. */
  async pasteOwn(clip, sheet, at) {
    const from = this.workbook.model.sheet(clip.sheetId);
    const height = clip.box.bottom - clip.box.top;
    const width = clip.box.right - clip.box.left;
    const target = { top: at.y, left: at.x, bottom: at.y + height, right: at.x + width };
    if (!from || !(await this.mayTouch(sheet, cellsOf(sheet, target)))) return false;
    const make = clip.cut ? requests.moveBlock : requests.copyBlock;
    const back = [...requests.restoreBlock(sheet, target), ...(clip.cut ? requests.restoreBlock(from, clip.box) : [])];
    const left = clip.cut && from.id === sheet.id ? cellsOf(from, clip.box) : [];
    return this.structure(sheet, make(from, clip.box, sheet, target), back, [...cellsOf(sheet, target), ...left]);
  }

  /** Pastes rows of texts from elsewhere: a single one into every selected cell, a block from the first, which may need more room. */
  async pasteRows(sheet, box, rows) {
    const one = rows.length === 1 && rows[0].length === 1;
    const cells = one
      ? cellsOf(sheet, box).map((cell) => ({ ...cell, text: rows[0][0] }))
      : rows.flatMap((row, dy) => row.map((text, dx) => ({ y: box.top + dy, x: box.left + dx, text })));
    const more = growTo(sheet, Math.max(...cells.map(({ y }) => y)) + 1, Math.max(...cells.map(({ x }) => x)) + 1);
    if (more.length && !(await this.workbook.write(this.batch(more)))) return false;
    return this.type(this.current(sheet), cells);
  }

  /** Continues the cells of `source` over the block next to it. */
  async fill(sheet, source, block) {
    const cells = cellsOf(sheet, block);
    if (!(await this.mayTouch(sheet, cells))) return false;
    return this.structure(sheet, fillRequests(sheet, source, block, this.workbook.model.locale), requests.restoreBlock(sheet, block), cells);
  }
}

export function cellsOf(sheet, box) {
  const cells = [];
  for (let y = box.top; y <= Math.min(box.bottom, sheet.rowCount - 1); y += 1) {
    for (let x = box.left; x <= Math.min(box.right, sheet.columnCount - 1); x += 1) cells.push({ y, x });
  }
  return cells;
}
