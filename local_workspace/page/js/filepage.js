/** One open file on the page: the workbook, its grid, its comments and its tabs, wired together. */

import { Access } from "./access.js";
import { actionsOf } from "./actions.js";
import { Addon } from "./addon.js";
import { ApprovalBanner } from "./approvals.js";
import { Edits } from "./edits.js";
import { FindBar } from "./find.js";
import { cellName, editText } from "./format.js";
import { listenToFormulaBar } from "./formulabar.js";
import { Grid } from "./grid.js";
import { HoverCard } from "./hover.js";
import { Keys } from "./keys.js";
import { follow } from "./live.js";
import { menuFor } from "./menu.js";
import { changedCells, rowNow } from "./model.js";
import { askText, hideProblem, showProblem, toast } from "./notices.js";
import { FILE_TOOLS, Panels, showFileTools } from "./panels.js";
import { drawPresence } from "./presence.js";
import { Shaping } from "./shaping.js";
import { ShareDialog } from "./share.js";
import { placeSidebar } from "./sidebar.js";
import { drawTabs } from "./tabs.js";
import { Threads } from "./threads.js";
import { drawTools, listenToTools } from "./toolbar.js";
import { Versions } from "./versions.js";
import { Workbook } from "./workbook.js";

const byId = (id) => document.getElementById(id);

export class FilePage {
  /** `keepTab(sheetId)` remembers the tab in the address bar; `titled(text)` names the page. */
  constructor(api, fileId, { tab, keepTab, titled }) {
    Object.assign(this, { api, keepTab, titled, sheetId: tab, unseen: new Set(), editStart: null, access: new Access() });
    this.workbook = new Workbook(api, fileId, {
      model: (before, after, ours) => this.read(before, after, ours),
      pending: () => this.model && this.drawGrid(),
      problem: showProblem,
      accepted: hideProblem,
      busy: (busy) => this.saving(busy),
    });
    this.edits = new Edits(this.workbook, { changed: () => this.drawTools() });
    this.shaping = new Shaping(this.edits, { goTo: (id) => this.openTab(id) });
    this.versions = new Versions(byId("versions"), api, fileId);
    this.addon = new Addon(placeSidebar(document.querySelector("#file .work")), api, { host: "sheets", fileId });
    this.grid = new Grid(byId("grid"), {
      typed: (cells) => this.typed(cells),
      selected: () => this.selected(),
      menu: (role) => this.menu(role),
      filled: (source, block) => this.edits.fill(this.sheet, source, block),
      mayEdit: () => this.access.mayEdit,
      explain: () => this.explain(),
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
    this.find = new FindBar(document.querySelector(".work"), {
      sheet: () => this.sheet,
      goTo: (y, x) => this.grid.goTo(y, x),
      type: (cells) => this.edits.type(this.sheet, cells),
      mayEdit: () => this.access.mayEdit,
      closed: () => byId("grid").focus({ preventScroll: true }),
    });
    this.keys = new Keys({
      grid: () => this.grid,
      sheet: () => this.sheet,
      locale: () => this.model.locale,
      mayEdit: () => this.access.mayEdit,
      act: (name) => this.model && this.actions()[name](),
      pasteOwn: (clip, at) => this.edits.pasteOwn(clip, this.sheet, at),
      pasteRows: (box, rows) => this.edits.pasteRows(this.sheet, box, rows),
    });
  }

  menu(role) {
    const { access, sheet } = this;
    return menuFor(role, { selection: this.grid.selection, sheet, act: this.actions(), mayEdit: access.mayEdit, mayComment: access.mayComment });
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
    this.panels.only("comments");
    this.approval = new ApprovalBanner(byId("approval"), this.api, this.workbook.id);
    this.drawAccess();
    this.unfollow = follow(this.workbook.id, this.api.token, {
      changed: (mine) => this.hear(mine),
      role: (role) => this.knowRole(role),
      people: (people) => drawPresence(byId("present"), people, this.api.email),
    });
  }

  /** Something changed: read it. A Workspace that answers again takes its own complaint back. */
  async hear(mine) {
    try {
      await this.workbook.hear(mine);
      this.versions.refresh();
      if (!mine) this.approval.hear();
      if (this.deaf) hideProblem();
      this.deaf = false;
    } catch (problem) {
      this.deaf = true;
      showProblem(problem);
    }
  }

  close() {
    this.workbook.close();
    this.approval?.close();
    this.unfollow?.();
    this.keys.stop();
    this.hover.remove();
    this.grid.close();
    this.find.remove();
    drawPresence(byId("present"), {}, "");
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
    drawTabs(byId("tabs"), this.model.visibleSheets, {
      current: this.sheetId,
      unseen: this.unseen,
      choose: (id) => this.openTab(id),
      act: this.access.mayEdit ? () => this.actions() : null,
    });
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
    return actionsOf(this);
  }

  explain() {
    toast(this.access.reason);
  }

  comments(compose) {
    this.panels.open("comments");
    if (compose && this.access.mayComment) this.threads.compose();
    else if (compose) this.explain();
  }

  drawTools() {
    drawTools(document.querySelector(".tools"), { history: this.workbook.history, access: this.access });
  }

  /** The role may change while the file is open: what may be done is drawn anew. */
  knowRole(role) {
    if (!this.access.change(role) || !this.model) return;
    this.drawAccess();
    this.drawGrid();
    this.drawTabs();
  }

  drawAccess() {
    const badge = byId("access");
    badge.textContent = this.access.label;
    badge.title = this.access.reason;
    badge.hidden = this.access.mayEdit;
    byId("cell-value").readOnly = !this.access.mayEdit;
    byId("rename").hidden = !this.access.mayEdit;
    this.threads.allow(this.access.mayComment);
    this.drawTools();
  }

  listenToTools() {
    this.tools = new AbortController();
    const { signal } = this.tools;
    listenToTools(document.querySelector(".tools"), () => this.model && this.actions(), signal);
    this.panels = new Panels((name) => ({ versions: () => this.versions.refresh(), addon: () => this.addon.open() })[name]?.(), signal);
    byId("share").addEventListener("click", () => this.model && new ShareDialog(this.api, this.workbook.id, this.model.title, this.access.mayEdit).open(), { signal });
    byId("rename").addEventListener("click", () => this.rename(), { signal });
    listenToFormulaBar(byId("cell-value"), {
      place: () => this.selectedPlace(),
      sheet: () => this.sheet,
      mayEdit: () => this.access.mayEdit,
      type: (cell) => this.edits.type(this.sheet, [cell]).then(() => this.drawGrid()),
      leave: () => byId("grid").focus(),
    }, signal);
    showFileTools(FILE_TOOLS);
  }

  async rename() {
    const name = (await askText({ title: "Rename file", label: "Name of the file", value: this.model.title, button: "Rename", testid: "rename-file" }))?.trim();
    if (name && name !== this.model.title) await this.workbook.write(() => this.api.changeFile(this.workbook.id, { name }));
  }
}
