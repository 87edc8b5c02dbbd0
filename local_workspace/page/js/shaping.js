/** What a person does to a file beside typing: hidden, moved and frozen lines, merges, notes, looks, tabs. All of it can be undone. */

import { cellsOf } from "./edits.js";
import * as layout from "./layout.js";
import { askText, confirmed } from "./notices.js";
import { restoreBlock } from "./requests.js";

/** A number for a tab that no other tab has. */
const freshId = () => Math.floor(Math.random() * 2 ** 30) + 1;

/** The cells of a new tab that must stay as they are for its adding to be undone. */
const watched = (rows, columns) => cellsOf({ rowCount: rows, columnCount: columns }, { top: 0, left: 0, bottom: rows, right: columns });

function freeTitle(sheets, wanted) {
  const taken = new Set(sheets.map((sheet) => sheet.title.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const title = wanted(number);
    if (!taken.has(title.toLowerCase())) return title;
  }
}

export class Shaping {
  /** `goTo(sheetId)` opens a tab. */
  constructor(edits, { goTo }) {
    Object.assign(this, { edits, goTo });
  }

  get model() {
    return this.edits.workbook.model;
  }

  hide(sheet, kind, first, last) {
    return this.edits.structure(sheet, layout.hideLines(sheet, kind, first, last, true), layout.hideLines(sheet, kind, first, last, false));
  }

  unhide(sheet, kind, first, last) {
    return this.edits.structure(sheet, layout.hideLines(sheet, kind, first, last, false), layout.hideLines(sheet, kind, first, last, true));
  }

  /** Moves lines one place up or left (-1), or down or right (1). */
  move(sheet, kind, first, last, by) {
    const [size, frozen] = kind === "ROWS" ? [sheet.rowCount, sheet.frozenRows] : [sheet.columnCount, sheet.frozenColumns];
    if (first + by < (first < frozen ? 0 : frozen) || last + by >= size) return false;
    const back = layout.moveLines(sheet, kind, first + by, last + by, -by);
    return this.edits.structure(sheet, layout.moveLines(sheet, kind, first, last, by), back);
  }

  freeze(sheet, kind, count) {
    const now = kind === "ROWS" ? sheet.frozenRows : sheet.frozenColumns;
    return this.edits.structure(sheet, layout.freeze(sheet, kind, count), layout.freeze(sheet, kind, now));
  }

  /** Merges a block, or takes the merges in it apart. Of merged cells only the first keeps its content. */
  async merge(sheet, box) {
    const inside = sheet.merges.filter((one) => one.top <= box.bottom && one.bottom >= box.top && one.left <= box.right && one.right >= box.left);
    if (inside.length) {
      const back = inside.flatMap((one) => layout.merge(sheet, one));
      return this.edits.structure(sheet, inside.flatMap((one) => layout.unmerge(sheet, one)), back);
    }
    if (box.top === box.bottom && box.left === box.right) return false;
    const made = layout.merge(sheet, box);
    return this.edits.structure(sheet, made, [...layout.unmerge(sheet, box), ...restoreBlock(sheet, box)]);
  }

  async note(sheet, y, x) {
    const now = sheet.cell(y, x).note ?? "";
    const text = await askText({ title: now ? "Edit note" : "Add note", label: "Note", value: now, button: "Save", testid: "note", long: true });
    if (text === null || text === now) return false;
    return this.edits.structure(sheet, layout.note(sheet, y, x, text), layout.note(sheet, y, x, now));
  }

  /** One part of the looks of a block; `format` without the part takes it away. */
  look(sheet, box, format, part) {
    return this.edits.structure(sheet, layout.look(sheet, box, format, part), layout.restoreLooks(sheet, box));
  }

  // --- tabs -------------------------------------------------------------------

  async addTab() {
    const id = freshId();
    const title = freeTitle(this.model.sheets, (number) => `Sheet${this.model.sheets.length + number}`);
    if (await this.edits.structure({ id }, layout.addTab(id, title), layout.deleteTab(id), watched(30, 15))) this.goTo(id);
  }

  async duplicateTab(sheet) {
    const id = freshId();
    const title = freeTitle(this.model.sheets, (number) => (number === 1 ? `Copy of ${sheet.title}` : `Copy of ${sheet.title} ${number}`));
    if (await this.edits.structure({ id }, layout.duplicateTab(sheet, id, title, sheet.index + 1), layout.deleteTab(id), watched(sheet.used.rows + 5, sheet.used.columns + 5))) this.goTo(id);
  }

  async renameTab(sheet) {
    const title = (await askText({ title: "Rename tab", label: "Name of the tab", value: sheet.title, button: "Rename", testid: "rename-tab" }))?.trim();
    if (!title || title === sheet.title) return false;
    return this.edits.structure(sheet, layout.renameTab(sheet.id, title), layout.renameTab(sheet.id, sheet.title));
  }

  /** Moves a tab past its neighbour on show. */
  moveTab(sheet, by) {
    const shown = this.model.visibleSheets;
    const other = shown[shown.findIndex((one) => one.id === sheet.id) + by];
    if (!other) return false;
    return this.edits.structure(sheet, layout.placeTab(sheet.id, sheet.index, other.index), layout.placeTab(sheet.id, other.index, sheet.index));
  }

  /** The API gives no deleted tab back, so it is asked first. */
  async deleteTab(sheet) {
    const sure = await confirmed("Delete tab", `Delete “${sheet.title}” with everything on it? This can't be undone.`, "Delete");
    return sure && this.edits.workbook.write(this.edits.batch(layout.deleteTab(sheet.id)));
  }
}
