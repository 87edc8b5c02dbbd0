/** One open Doc on the page: its paper, its comments and its tools, wired together. */

import { Access } from "./access.js";
import { ApprovalBanner } from "./approvals.js";
import { DocModel, cellLocation, retype } from "./docmodel.js";
import { DocPaper } from "./docpaper.js";
import { DocThreads } from "./docthreads.js";
import { follow } from "./live.js";
import { askText, element, hideProblem, showProblem, toast } from "./notices.js";
import { showFileTools } from "./panels.js";
import { drawPresence } from "./presence.js";
import { ShareDialog } from "./share.js";
import { Sidebar } from "./sidebar.js";

const byId = (id) => document.getElementById(id);

export class DocPage {
  constructor(api, fileId, { titled }) {
    Object.assign(this, { api, fileId, titled, access: new Access(), saves: 0, reading: null });
    this.sheet = element("article", { class: "paper", "data-testid": "doc", "aria-label": "Document" });
    this.panel = element("aside", { class: "comments", "data-testid": "comments-panel", "aria-label": "Comments" });
    this.work = element("div", { class: "work" }, element("section", { class: "desk" }, this.sheet), this.panel);
    byId("doc").replaceChildren(this.tools(), this.work);
    this.paper = new DocPaper(this.sheet, {
      typed: (spot, text, revision) => this.write(retype(spot, text), revision),
      selected: (spot) => this.selected(spot),
      mayEdit: () => this.mayEdit(),
    });
    this.threads = new DocThreads(this.panel, {
      write: (requests) => this.write(requests, this.model.revision),
      goTo: (spot) => this.paper.goTo(spot),
      selected: () => this.paper.spot,
    });
  }

  get model() {
    return this.paper.model;
  }

  /** Reads the Doc and follows it; throws the API's problem when the person may not open it. */
  async open() {
    await this.read();
    this.listen();
    this.drawAccess();
    this.approval = new ApprovalBanner(byId("approval"), this.api, this.fileId);
    this.unfollow = follow(this.fileId, this.api.token, {
      changed: (mine) => {
        if (!mine) this.approval.hear();
        this.read().catch(showProblem);
      },
      role: (role) => this.access.change(role) && this.drawAccess(),
      people: (people) => drawPresence(byId("present"), people, this.api.email),
    });
  }

  close() {
    this.closed = true;
    this.unfollow?.();
    this.heard?.abort();
    this.approval?.close();
    byId("doc").replaceChildren();
    drawPresence(byId("present"), {}, "");
  }

  /** One reading at a time; what is asked for meanwhile is read once more. */
  read() {
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.readNow().finally(() => (this.reading = null));
    return this.reading;
  }

  async readNow() {
    do {
      this.again = false;
      const model = new DocModel(await this.api.document(this.fileId));
      if (this.closed) return;
      this.paper.show(model);
      this.threads.show(model.threads);
      this.titled(model.title);
    } while (this.again);
  }

  /** Writes for the state the person saw: what others did meanwhile stays, and their words move ours along. */
  async write(requests, revision) {
    if (!requests.length) return true;
    this.saving(1);
    try {
      await this.api.editDocument(this.fileId, requests, revision);
      hideProblem();
      return true;
    } catch (problem) {
      showProblem(problem);
      return false;
    } finally {
      await this.read().catch(showProblem);
      this.saving(-1);
    }
  }

  saving(step) {
    this.saves += step;
    byId("saving").textContent = this.saves ? "Saving…" : "Saved";
  }

  selected(spot) {
    this.threads.mark(spot);
  }

  // --- tools ----------------------------------------------------------------

  tools() {
    const made = [
      ["Insert row", "doc-insert-row", "Insert a row below the selected one", () => this.insertRow()],
      ["Delete row", "doc-delete-row", "Delete the selected row", () => this.deleteRow()],
      ["Comment", "doc-comment", "Comment on the selected words", () => this.threads.compose()],
    ].map(([text, testid, title, act]) => {
      const button = element("button", { type: "button", "data-testid": testid, title, text });
      button.addEventListener("click", act);
      return button;
    });
    return element("div", { class: "tools", role: "toolbar", "aria-label": "Editing" }, ...made);
  }

  insertRow() {
    const cell = this.selectedCell();
    if (cell) this.write([{ insertTableRow: { tableCellLocation: cellLocation(cell), insertBelow: true } }], this.model.revision);
  }

  deleteRow() {
    const cell = this.selectedCell();
    if (cell) this.write([{ deleteTableRow: { tableCellLocation: cellLocation(cell) } }], this.model.revision);
  }

  selectedCell() {
    const { spot } = this.paper;
    if (!this.mayEdit()) return null;
    if (spot?.table === undefined) toast("Select a cell of a table.");
    return spot?.table === undefined ? null : spot;
  }

  mayEdit() {
    if (!this.access.mayEdit) toast(this.access.reason);
    return this.access.mayEdit;
  }

  listen() {
    this.heard = new AbortController();
    const { signal } = this.heard;
    byId("share").addEventListener("click", () => new ShareDialog(this.api, this.fileId, this.model.title, this.access.mayEdit).open(), { signal });
    byId("rename").addEventListener("click", () => this.rename(), { signal });
    byId("toggle-comments").addEventListener("click", () => this.showComments(this.panel.hidden), { signal });
    const subject = { host: "docs", fileId: this.fileId };
    this.sidebar = new Sidebar(this.work, this.api, subject, { signal, shown: (open) => open && this.showComments(false) });
    showFileTools(["share", "rename", "toggle-comments", "toggle-addon"]);
  }

  /** Comments and the add-on share the right side: one of them at a time. */
  showComments(open) {
    this.panel.hidden = !open;
    byId("toggle-comments").setAttribute("aria-pressed", String(open));
    if (open) this.sidebar.set(false);
  }

  async rename() {
    const name = (await askText({ title: "Rename file", label: "Name of the file", value: this.model.title, button: "Rename", testid: "rename-file" }))?.trim();
    if (!name || name === this.model.title) return;
    try {
      await this.api.changeFile(this.fileId, { name });
      await this.read();
    } catch (problem) {
      showProblem(problem);
    }
  }

  drawAccess() {
    const badge = byId("access");
    badge.textContent = this.access.label;
    badge.title = this.access.reason;
    badge.hidden = this.access.mayEdit;
    byId("rename").hidden = !this.access.mayEdit;
    this.threads.allow(this.access.mayComment);
  }
}
