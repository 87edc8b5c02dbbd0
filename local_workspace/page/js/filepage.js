/** One open file on the page: the workbook, its grid, its comments and its tabs, wired together. */

import { Edits } from "./edits.js";
import { cellName, editText } from "./format.js";
import { Grid } from "./grid.js";
import { HoverCard } from "./hover.js";
import { Keys } from "./keys.js";
import { follow } from "./live.js";
import { menuFor } from "./menu.js";
import { changedCells, rowNow } from "./model.js";
import { hideProblem, showProblem, toast } from "./notices.js";
import { ShareDialog } from "./share.js";
import { drawTabs } from "./tabs.js";
import { Threads } from "./threads.js";
import { Workbook } from "./workbook.js";

const byId = (id) => document.getElementById(id);

export class FilePage {
  /** `keepTab(sheetId)` remembers the tab in the address bar; `titled(text)` names the page. */
  constructor(api, fileId, { tab, keepTab, titled }) {
    Object.assign(this, { api, keepTab, titled, sheetId: tab, unseen: new Set(), editStart: null });
    this.workbook = new Workbook(api, fileId, {
      model: (before, after, ours) => this.read(before, after, ours),
      pending: () => this.model && this.drawGrid(),
      problem: showProblem,
      accepted: hideProblem,
      busy: (busy) => this.saving(busy),
    });
    this.edits = new Edits(this.workbook, { changed: () => this.drawTools() });
    this.grid = new Grid(byId("grid"), {
      typed: (cells) => this.typed(cells),
      selected: () => this.selected(),
      menu: (role) => menuFor(role, this.grid.selection, this.actions()),
      resized: (x, width) => this.edits.resizeColumn(this.sheet, x, width),
      edited: (y, x) => (this.editStart = { sheet: this.sheet, y, x }),
    });
    this.threads = new Threads(byId("comments"), {
      write: (requests) => this.comment(requests),
      goTo: (place) => this.goTo(place),
      selected: () => this.selectedPlace(),
    });
    this.hover = new HoverCard(byId("grid"), (y, x) => ({
      note: this.sheet.cell(y, x).note,
      threads: this.model.threadsAt(this.sheet.id, y, x).filter((thread) => thread.open),
    }));
    this.keys = new Keys({
      grid: () => this.grid,
      sheet: () => this.sheet,
      undo: () => this.edits.undo(),
      redo: () => this.edits.redo(),
      clear: () => this.actions().clear(),
      comment: () => this.comments(true),
      edit: () => this.grid.openSelected(),
      pasteOwn: (clip, at) => this.edits.pasteOwn(clip, this.sheet, at),
      pasteText: (at, text) => this.edits.pasteText(this.sheet, at, text),
    });
  }

  get model() {
    return this.workbook.model;
  }

  get sheet() {
    return this.model.sheet(this.sheetId);
  }

  /** Reads the file and follows it; throws the API's problem when the person may not open it. */
  async open() {
    await this.workbook.refresh();
    this.listenToTools();
    this.unfollow = follow(this.workbook.id, this.api.token, () => this.hear());
  }

  /** Something changed: read it. A Workspace that answers again takes its own complaint back. */
  async hear() {
    try {
      await this.workbook.refresh();
      if (this.deaf) hideProblem();
      this.deaf = false;
    } catch (problem) {
      this.deaf = true;
      showProblem(problem);
    }
  }

  close() {
    this.workbook.close();
    this.unfollow?.();
    this.keys.stop();
    this.hover.remove();
    this.grid.close();
    this.tools?.abort();
  }

  // --- what was read --------------------------------------------------------

  read(before, after, ours) {
    this.titled(after.title);
    if (!after.sheet(this.sheetId)) this.sheetId = after.visibleSheets[0]?.id ?? after.sheets[0].id;
    this.drawGrid();
    this.threads.show(after.threads);
    if (before) this.tellNews(before, after, ours);
    this.unseen.delete(this.sheetId);
    this.drawTabs();
    this.drawTools();
    this.showSelected();
  }

  /** Flashes what others changed, marks other tabs, and says when the robot has spoken. */
  tellNews(before, after, ours) {
    let signal = null;
    for (const sheet of after.sheets) {
      const old = before.sheet(sheet.id);
      const news = (old ? changedCells(old, sheet) : []).filter(({ y, x }) => !this.workbook.pending.has(`${sheet.id}:${y}:${x}`));
      if (!news.length) continue;
      const spoken = news.find(({ y, x }) => sheet.shown(y, x) && sheet.headerOf(y, x) === "Signal");
      if (spoken) signal ??= { sheet, ...spoken };
      if (sheet.id !== this.sheetId) this.unseen.add(sheet.id);
      else if (!ours || news.length < 4) this.grid.flash(news);
    }
    const known = new Set(before.threads.map((thread) => thread.id));
    const said = after.threads.find((thread) => !known.has(thread.id) && !thread.head.author?.me);
    if (signal) toast("Signal updated", () => this.goTo(signal));
    else if (said) toast(`New comment by ${said.head.author?.displayName || "someone"}`, said.place && (() => this.goTo(said.place)));
  }

  drawGrid() {
    this.grid.show(this.model, this.sheet, this.workbook.pending);
  }

  drawTabs() {
    drawTabs(byId("tabs"), this.model.visibleSheets, this.sheetId, this.unseen, (id) => this.openTab(id));
  }

  openTab(id) {
    if (id === this.sheetId) return;
    this.sheetId = id;
    this.keepTab(id);
    this.unseen.delete(id);
    this.drawGrid();
    this.drawTabs();
  }

  saving(busy) {
    byId("saving").textContent = busy ? "Saving…" : "Saved";
  }

  // --- selection ------------------------------------------------------------

  selectedPlace() {
    const box = this.grid.selection;
    return box && this.model ? { sheet: this.sheet, y: box.top, x: box.left } : null;
  }

  selected() {
    this.showSelected();
    const box = this.grid.selection;
    if (box && box.top === box.bottom && box.left === box.right) this.grid.reveal(box.top, box.left);
  }

  showSelected() {
    const at = this.selectedPlace();
    if (!at) return;
    byId("cell-name").textContent = cellName(at.y, at.x);
    const field = byId("cell-value");
    if (document.activeElement !== field) field.value = editText(at.sheet.cell(at.y, at.x));
    this.threads.mark(at);
  }

  goTo(place) {
    this.openTab(place.sheet.id);
    this.grid.goTo(place.y, place.x);
  }

  // --- edits ----------------------------------------------------------------

  /** The grid's edits; a cell whose row was moved by others during the edit is written where its row is now. */
  async typed(cells) {
    const start = this.editStart;
    this.editStart = null;
    const sheet = this.sheet;
    const moved = cells.map((cell) =>
      start && start.y === cell.y && start.x === cell.x ? { ...cell, y: rowNow(start.sheet, cell.y, cell.x, sheet) } : cell,
    );
    await this.edits.type(sheet, moved);
    this.drawGrid();
  }

  comment(requests) {
    return this.workbook.write(() => this.api.batchUpdate(this.workbook.id, requests));
  }

  actions() {
    const sheet = this.sheet;
    const box = this.grid.selection ?? { top: 0, left: 0, bottom: 0, right: 0 };
    return {
      undo: () => this.edits.undo(),
      redo: () => this.edits.redo(),
      insertRow: () => this.insertRowBelow(box),
      insertRowAbove: () => this.edits.insertRows(sheet, box.top, 1, false),
      insertColumn: () => this.edits.insertColumn(sheet, box.right + 1, true),
      insertColumnLeft: () => this.edits.insertColumn(sheet, box.left, false),
      deleteRow: () => this.deleteLines("ROWS", box.top, box.bottom, this.grid.size.rows),
      deleteColumn: () => this.deleteLines("COLUMNS", box.left, box.right, this.grid.size.columns),
      sortUp: () => this.edits.sort(sheet, box, false),
      sortDown: () => this.edits.sort(sheet, box, true),
      clear: () => this.edits.clear(sheet, box),
      comment: () => this.comments(true),
    };
  }

  /** The new row is where the person will type next. */
  async insertRowBelow(box) {
    if (await this.edits.insertRows(this.sheet, box.bottom + 1, 1, true)) this.grid.goTo(box.bottom + 1, box.left);
  }

  /** A selected column reaches over every row: deleting "its rows" would delete the sheet. */
  deleteLines(kind, first, last, all) {
    if (last - first + 1 < all) return this.edits.deleteLines(this.sheet, kind, first, last);
    toast(kind === "ROWS" ? "Select the rows to delete." : "Select the columns to delete.");
    return false;
  }

  comments(compose) {
    byId("comments").hidden = false;
    byId("toggle-comments").setAttribute("aria-pressed", "true");
    if (compose) this.threads.compose();
  }

  drawTools() {
    const { history } = this.workbook;
    document.querySelector("[data-do=undo]").disabled = !history.canUndo;
    document.querySelector("[data-do=redo]").disabled = !history.canRedo;
  }

  listenToTools() {
    this.tools = new AbortController();
    const { signal } = this.tools;
    document.querySelector(".tools").addEventListener("click", (event) => {
      const what = event.target.dataset?.do;
      if (what && this.model) this.actions()[what]();
    }, { signal });
    // pressing a button must not take the selection from the grid
    document.querySelector(".tools").addEventListener("mousedown", (event) => event.stopPropagation(), { signal });
    byId("share").addEventListener("click", () => this.model && new ShareDialog(this.api, this.workbook.id, this.model.title).open(), { signal });
    byId("toggle-comments").addEventListener("click", (event) => {
      const panel = byId("comments");
      panel.hidden = !panel.hidden;
      event.target.setAttribute("aria-pressed", String(!panel.hidden));
    }, { signal });
    this.listenToFormulaBar(signal);
  }

  listenToFormulaBar(signal) {
    const field = byId("cell-value");
    let at = null;
    field.addEventListener("focus", () => (at = this.selectedPlace()), { signal });
    // the grid would drop its selection on a press outside of it
    field.addEventListener("mousedown", (event) => event.stopPropagation(), { signal });
    field.addEventListener("keydown", (event) => {
      if (!at) return;
      if (event.key === "Enter") {
        const y = rowNow(at.sheet, at.y, at.x, this.sheet);
        this.edits.type(this.sheet, [{ y, x: at.x, text: field.value }]).then(() => this.drawGrid());
      }
      if (event.key === "Enter" || event.key === "Escape") byId("grid").focus();
    }, { signal });
  }
}
