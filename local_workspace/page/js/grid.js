/** One sheet as an editable grid: jspreadsheet draws and edits cells, the model says what is in them. */

/* global jspreadsheet */

import { openEditor } from "./editors.js";
import { FillHandle } from "./fillhandle.js";
import { editText, isDate, isoOfCell } from "./format.js";
import { layFrozen } from "./frozen.js";
import { pastMerge } from "./model.js";
import { paintCell } from "./paint.js";
import { pendingKey } from "./workbook.js";

const SPARE_ROWS = 20;
const LEAST = { rows: 40, columns: 8 };
const FLASH_LIMIT = 80; // more cells than this is a moved row or a paste, and no news of single cells

export class Grid {
  /**
   * `on`: typed(cells), selected(), menu(role), resized(x, pixels), edited(y, x) when an editor opens,
   * filled(source, block) by the fill handle; mayEdit(), else explain() is called instead of an editor.
   */
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.sheet = null;
    this.worksheet = null;
    this.shape = "";
    this.closeOpenEditor = null;
    this.postponed = null;
    this.extraRows = 0;
    this.quiet = false;
    this.abort = new AbortController();
    host.addEventListener("focus", () => this.take(), { signal: this.abort.signal });
    host.addEventListener("click", (event) => this.pressed(event), { signal: this.abort.signal });
    host.addEventListener("dblclick", (event) => event.target.closest("td[data-y]") && !this.on.mayEdit() && this.on.explain(), { signal: this.abort.signal });
    const handle = { source: () => this.selection, cell: (y, x) => this.worksheet?.records[y]?.[x]?.element, filled: on.filled };
    new FillHandle(host, handle, this.abort.signal);
  }

  // --- showing --------------------------------------------------------------

  /** Shows a sheet, keeping scroll, selection and the cell being edited; rebuilt only when its shape differs. */
  show(model, sheet, pending) {
    const same = this.sheet?.id === sheet.id;
    if (!same) this.extraRows = 0;
    Object.assign(this, { model, sheet, pending });
    const size = this.sizeOf(sheet);
    const shape = JSON.stringify([sheet.id, size, ...Array.from({ length: size.columns }, (_, x) => [sheet.columnWidth(x), sheet.columnHidden(x)]), this.on.mayEdit()]);
    if (shape !== this.shape && same && this.editing) {
      this.postponed = () => this.show(this.model, this.sheet, this.pending);
      return;
    }
    if (shape !== this.shape) this.build(size, shape, same);
    else this.paintAll();
  }

  sizeOf(sheet) {
    const used = sheet.used;
    return {
      rows: Math.min(sheet.rowCount, Math.max(LEAST.rows, used.rows + SPARE_ROWS) + this.extraRows),
      columns: Math.min(sheet.columnCount, Math.max(LEAST.columns, used.columns + 1)),
    };
  }

  build(size, shape, same) {
    const kept = same ? { box: this.selection, top: this.host.scrollTop, left: this.host.scrollLeft } : null;
    this.destroy();
    this.size = size;
    this.shape = shape;
    this.frozenShown = 0;
    const columns = Array.from({ length: size.columns }, (_, x) => ({ type: this.cellType(), width: this.sheet.columnWidth(x), align: "left" }));
    const data = Array.from({ length: size.rows }, () => Array(size.columns).fill(""));
    const frame = document.createElement("div");
    this.host.replaceChildren(frame);
    [this.worksheet] = jspreadsheet(frame, { ...this.settings(), worksheets: [{ ...this.options(), data, columns }] });
    this.worksheet.table.setAttribute("role", "grid");
    this.worksheet.table.setAttribute("aria-label", this.sheet.title);
    this.host.classList.toggle("readonly", !this.on.mayEdit());
    for (let x = 0; x < size.columns; x += 1) if (this.sheet.columnHidden(x)) this.worksheet.hideColumn(x);
    this.paintAll();
    const box = kept?.box ?? { top: 0, left: 0, bottom: 0, right: 0 };
    this.select(Math.min(box.top, size.rows - 1), Math.min(box.left, size.columns - 1), false);
    this.host.scrollTop = kept?.top ?? 0;
    this.host.scrollLeft = kept?.left ?? 0;
    if (this.sheet.rowCount > size.rows) this.host.append(this.moreRows());
  }

  moreRows() {
    const button = document.createElement("button");
    button.className = "button more";
    button.textContent = "Show 50 more rows";
    button.addEventListener("click", () => {
      this.extraRows += 50;
      this.show(this.model, this.sheet, this.pending);
    });
    return button;
  }

  settings() {
    return {
      about: false, allowExport: false, toolbar: false, tabs: false, parseFormulas: false,
      contextMenu: (_sheet, _x, _y, _event, _items, role) => this.on.menu(role),
      onafterchanges: (_sheet, records) => this.typed(records),
      onselection: () => this.quiet || this.offMerged() || this.on.selected(),
      onresizecolumn: (_sheet, x, width) => this.on.resized(Number(x), Number(width)),
      oneditionend: () => queueMicrotask(() => this.editorGone()),
    };
  }

  options() {
    return {
      columnSorting: false, columnDrag: false, rowDrag: false, rowResize: false, allowComments: false,
      allowInsertRow: false, allowInsertColumn: false, allowDeleteRow: false, allowDeleteColumn: false,
      allowRenameColumn: false, autoIncrement: false, editable: this.on.mayEdit(), columnResize: this.on.mayEdit(), secureFormulas: false, defaultColAlign: "left",
    };
  }

  /** Every column is of this one type, so that a cell's editor follows its own rules and not its column's. */
  cellType() {
    return {
      createCell: () => {},
      updateCell: (td, value) => {
        td.textContent = value;
      },
      openEditor: (td, _value, x, y, _sheet, _column, event) => this.openCell(td, y, x, event),
      closeEditor: (_td, _save, x, y) => this.closeCell(y, x),
    };
  }

  /** Lets go of the page for good. */
  close() {
    this.abort.abort();
    this.destroy();
  }

  destroy() {
    if (!this.worksheet) return;
    this.closeOpenEditor?.();
    this.closeOpenEditor = null;
    jspreadsheet.destroy(this.host.firstElementChild);
    this.host.replaceChildren();
    this.worksheet = null;
    this.shape = "";
  }

  // --- painting -------------------------------------------------------------

  paintAll() {
    const open = this.editing;
    for (let y = 0; y < this.size.rows; y += 1) {
      const row = this.worksheet.rows[y].element;
      row.hidden = this.sheet.rowHidden(y);
      row.classList.toggle("frozen", y < this.sheet.frozenRows);
      const height = this.sheet.rowHeight(y);
      row.classList.toggle("low", height < 16);
      row.style.height = height > 21 ? `${height}px` : "";
      row.classList.toggle("unused", y >= this.sheet.used.rows);
      for (let x = 0; x < this.size.columns; x += 1) {
        this.worksheet.options.data[y][x] = this.textToEdit(y, x);
        if (!open || open.y !== y || open.x !== x) this.paint(y, x);
      }
    }
    this.frozenShown = layFrozen(this.host, this.worksheet, this.sheet, this.size, this.frozenShown);
    this.placeSelection();
  }

  /** Rows may have grown: the fill handle moves along with its cell, and nobody is told of a new selection. */
  placeSelection() {
    if (!this.worksheet.selectedCell || this.editing) return;
    this.quiet = true;
    this.worksheet.updateSelectionFromCoords(...this.worksheet.selectedCell);
    this.quiet = false;
  }

  textToEdit(y, x) {
    return this.pending.get(pendingKey(this.sheet.id, y, x)) ?? editText(this.sheet.cell(y, x));
  }

  paint(y, x) {
    const waiting = this.pending.get(pendingKey(this.sheet.id, y, x));
    const threads = this.model.threadsAt(this.sheet.id, y, x).filter((thread) => thread.open);
    paintCell(this.worksheet.records[y][x].element, this.sheet, { y, x, waiting, commented: threads.length > 0 });
  }

  /** Cells that somebody else changed light up for a moment. */
  flash(cells) {
    if (cells.length > FLASH_LIMIT) return;
    for (const { y, x } of cells) {
      const td = this.worksheet?.records[y]?.[x]?.element;
      if (!td) continue;
      td.classList.remove("flash");
      void td.offsetWidth; // restarts the animation of a cell that changes twice
      td.classList.add("flash");
      setTimeout(() => td.classList.remove("flash"), 2000);
    }
  }

  // --- selecting and editing ------------------------------------------------

  /** The selected block, corners included and zero-based. */
  get selection() {
    const cell = this.worksheet?.selectedCell;
    if (!cell) return null;
    const [left, top, right, bottom] = cell.map(Number);
    return { top: Math.min(top, bottom), left: Math.min(left, right), bottom: Math.max(top, bottom), right: Math.max(left, right) };
  }

  get editing() {
    const edition = this.worksheet?.edition;
    return edition ? { x: Number(edition[2]), y: Number(edition[3]) } : null;
  }

  /** Whether keys pressed now are meant for the grid. */
  get listening() {
    return Boolean(this.worksheet) && jspreadsheet.current === this.worksheet && Boolean(this.worksheet.selectedCell);
  }

  take() {
    if (!this.worksheet) return;
    jspreadsheet.current = this.worksheet;
    if (!this.worksheet.selectedCell) this.select(0, 0);
  }

  leave() {
    jspreadsheet.current = null;
    this.host.blur();
  }

  select(y, x, reveal = true) {
    this.worksheet.updateSelectionFromCoords(x, y, x, y);
    jspreadsheet.current = this.worksheet;
    if (reveal) this.reveal(y, x);
  }

  selectBox({ top, left, bottom, right }) {
    const [lastRow, lastColumn] = [this.size.rows - 1, this.size.columns - 1];
    this.worksheet.updateSelectionFromCoords(Math.max(0, left), Math.max(0, top), Math.min(right, lastColumn), Math.min(bottom, lastRow));
    jspreadsheet.current = this.worksheet;
  }

  /** Of merged cells only the first can be selected; an arrow out of it goes past all of them. */
  offMerged() {
    const box = this.selection;
    const merge = box && box.top === box.bottom && box.left === box.right && this.sheet.mergeAt(box.top, box.left);
    const was = this.wasAt;
    this.wasAt = box && { y: box.top, x: box.left };
    if (!merge || (merge.top === box.top && merge.left === box.left)) return false;
    const { y, x } = pastMerge(merge, box, was);
    this.select(Math.min(y, this.size.rows - 1), Math.min(x, this.size.columns - 1));
    return true;
  }

  reveal(y, x) {
    this.worksheet.records[y]?.[x]?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Goes to a cell from elsewhere on the page, widening the window of rows where needed. */
  goTo(y, x) {
    if (y >= this.size.rows) {
      this.extraRows += y - this.size.rows + SPARE_ROWS;
      this.show(this.model, this.sheet, this.pending);
    }
    if (y < this.size.rows && x < this.size.columns) this.select(y, x);
  }

  /** Opens the editor of the first selected cell. */
  openSelected() {
    if (!this.on.mayEdit()) {
      this.on.explain();
      return;
    }
    const { top, left } = this.selection;
    this.worksheet.openEditor(this.worksheet.records[top][left].element, false);
  }

  /** A press on a dropdown's arrow opens it, as in Sheets. */
  pressed(event) {
    const td = event.target.closest("td.list");
    if (td && this.on.mayEdit() && !this.editing && event.offsetX > td.clientWidth - 18) this.worksheet.openEditor(td, false);
  }

  openCell(td, y, x, event) {
    const finish = () => {
      if (this.editing) this.worksheet.closeEditor(td, true);
    };
    if (this.sheet.isCheckbox(y, x)) {
      const toggled = /^true$/i.test(this.sheet.shown(y, x)) ? "FALSE" : "TRUE";
      this.startText = null;
      this.closeOpenEditor = () => toggled;
      finish();
      return;
    }
    const typing = event?.type === "keydown" && event.key.length === 1;
    const cell = this.sheet.cell(y, x);
    this.startText = this.textToEdit(y, x);
    this.on.edited(y, x);
    this.closeOpenEditor = openEditor(
      td,
      { text: typing ? "" : this.startText, choices: this.sheet.choices(y, x), date: isoOfCell(cell), isDate: isDate(cell) },
      finish,
    );
  }

  /** What the editor leaves in the cell. Text that was not touched never overwrites what others typed meanwhile. */
  closeCell(y, x) {
    const close = this.closeOpenEditor;
    this.closeOpenEditor = null;
    const now = this.worksheet.options.data[y][x];
    const text = close ? close() : now;
    return text === this.startText ? now : text;
  }

  editorGone() {
    const later = this.postponed;
    this.postponed = null;
    if (later && this.worksheet && !this.editing) later();
    else if (this.worksheet && !this.editing) this.paintAll();
    if (document.activeElement === document.body) this.host.focus({ preventScroll: true });
  }

  typed(records) {
    const cells = records
      .filter((record) => String(record.value ?? "") !== String(record.oldValue ?? ""))
      .map((record) => ({ y: Number(record.y), x: Number(record.x), text: String(record.value ?? "") }));
    if (cells.length) this.on.typed(cells);
  }
}
