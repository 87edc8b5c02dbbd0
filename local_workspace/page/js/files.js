/** The files a person can open: found, made, renamed and thrown away; the list follows what others do. */

import { DOC, FOLDER } from "./api.js";
import { follow } from "./live.js";
import { askAddress, askText, confirmed, dropMenu, element, hideProblem, showProblem } from "./notices.js";
import { showFileTools } from "./panels.js";
import { Sidebar } from "./sidebar.js";

const SHEET = "application/vnd.google-apps.spreadsheet";
const PAUSE = 600; // a file that is being written is listed anew at most this often

function dateOf(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export class FilesPage {
  /** `link(id)` makes a file's address. */
  constructor(host, api, link) {
    Object.assign(this, { host, api, link, files: [], folder: null, selected: new Set(), closed: false, timer: null, heard: new AbortController() });
    this.body = element("div", { class: "found" });
    this.search = element("input", { type: "search", placeholder: "Search by name", "aria-label": "Search by name", "data-testid": "search-files" });
    this.search.addEventListener("input", () => this.draw());
    const make = element("button", { type: "button", class: "button main", "data-testid": "new-sheet", text: "New Sheet" });
    make.addEventListener("click", () => this.make());
    const folder = element("button", { type: "button", class: "button", "data-testid": "new-folder", text: "New folder" });
    folder.addEventListener("click", () => this.makeFolder());
    this.path = element("nav", { class: "path", "aria-label": "Folder", "data-testid": "folder-path" });
    host.replaceChildren(element("div", { class: "list" }, element("div", { class: "head" }, make, folder, ...this.uploader(), this.search), this.path, this.body));
    this.sidebar = new Sidebar(host, api, { host: "drive" }, { signal: this.heard.signal });
    showFileTools(["toggle-addon"]);
  }

  async open() {
    await this.read();
    if (!this.closed) this.unfollow = follow(null, this.api.token, { changed: () => this.hear() });
  }

  close() {
    this.closed = true;
    this.heard.abort();
    clearTimeout(this.timer);
    this.unfollow?.();
  }

  hear() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.read().then(hideProblem, showProblem);
    }, PAUSE);
  }

  async read() {
    const files = await this.api.files();
    if (this.closed) return;
    this.files = files;
    for (const id of this.selected) if (!files.some((file) => file.id === id)) this.selected.delete(id);
    this.draw();
  }

  /** Selects a file or lets go of it: the add-on is told of all that are selected. */
  select(file, on) {
    if (on) this.selected.add(file.id);
    else this.selected.delete(file.id);
    this.sidebar.look(this.selected.size ? { host: "drive", selected: [...this.selected] } : { host: "drive" });
  }

  async attempt(task) {
    try {
      const made = await task();
      hideProblem();
      await this.read();
      return made;
    } catch (problem) {
      showProblem(problem);
      return null;
    }
  }

  async make() {
    const title = (await askText({ title: "New Sheet", label: "Name of the file", value: "Untitled spreadsheet", button: "Create", testid: "new-sheet-name" }))?.trim();
    const made = title && (await this.attempt(() => this.api.newSpreadsheet(title)));
    if (made) location.hash = this.link(made.spreadsheetId);
  }

  /** A button for files of one's own machine; the input itself looks different in every browser. */
  uploader() {
    const input = element("input", { type: "file", multiple: true, hidden: true, "data-testid": "upload-input" });
    const button = element("button", { type: "button", class: "button", "data-testid": "upload", text: "Upload" });
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const chosen = [...input.files];
      input.value = "";
      for (const file of chosen) await this.attempt(() => this.api.upload(file, this.folder?.id));
    });
    return [button, input];
  }

  async makeFolder() {
    const name = (await askText({ title: "New folder", label: "Name of the folder", value: "Untitled folder", button: "Create", testid: "new-folder-name" }))?.trim();
    if (name) await this.attempt(() => this.api.newFolder(name, this.folder?.id));
  }

  /** A folder is shared from the list: it has no page of its own to do it on. */
  async share(folder) {
    const emailAddress = await askAddress(`Share “${folder.name}” with`, "Share");
    if (emailAddress) await this.attempt(() => this.api.share(folder.id, { type: "user", role: "reader", emailAddress }));
  }

  enter(folder) {
    this.folder = folder;
    this.draw();
  }

  async rename(file) {
    const name = (await askText({ title: "Rename file", label: "Name of the file", value: file.name, button: "Rename", testid: "rename-file" }))?.trim();
    if (name && name !== file.name) await this.attempt(() => this.api.changeFile(file.id, { name }));
  }

  async trash(file) {
    const sure = await confirmed("Move to trash", `Move “${file.name}” to the trash? People it is shared with lose it too.`, "Move to trash");
    if (sure) await this.attempt(() => this.api.changeFile(file.id, { trashed: true }));
  }

  /** What lies in the open folder; at the top, what lies in none that this person sees. A search looks everywhere. */
  here(asked) {
    if (asked) return this.files.filter((file) => file.name.toLowerCase().includes(asked));
    if (this.folder) return this.files.filter((file) => file.parents?.includes(this.folder.id));
    const folders = new Set(this.files.filter((file) => file.mimeType === FOLDER).map((file) => file.id));
    return this.files.filter((file) => !file.parents?.some((parent) => folders.has(parent)));
  }

  drawPath() {
    this.folder = this.files.find((file) => file.id === this.folder?.id) ?? null;
    if (!this.folder) return this.path.replaceChildren();
    const up = element("button", { type: "button", class: "button", "data-testid": "all-files", text: "All files" });
    up.addEventListener("click", () => this.enter(this.files.find((file) => this.folder.parents?.includes(file.id)) ?? null));
    return this.path.replaceChildren(up, element("span", { text: this.folder.name }));
  }

  draw() {
    const asked = this.search.value.trim().toLowerCase();
    this.drawPath();
    const found = this.here(asked);
    if (!this.files.length) {
      const hint = element("p", {}, "No files yet. Run ", element("code", { text: "closeplan demo" }), " to make one, or look as somebody else.");
      this.body.replaceChildren(element("div", { class: "empty", "data-testid": "no-files" }, hint));
      return;
    }
    if (!found.length) {
      this.body.replaceChildren(element("div", { class: "empty" }, element("p", { text: asked ? "No file has such a name." : "This folder is empty." })));
      return;
    }
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const head = element("tr", {}, element("td", {}), ...["Name", "Owner", "Last changed"].map((text) => element("th", { scope: "col", text })), element("td", {}));
    this.body.replaceChildren(element("table", { class: "files", "data-testid": "files" }, element("thead", {}, head), element("tbody", {}, ...found.map((file) => this.row(file)))));
    if (focused) this.body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  row(file) {
    const owner = file.ownedByMe ? "me" : file.owners?.[0]?.displayName || "";
    const by = file.lastModifyingUser?.me ? "me" : file.lastModifyingUser?.displayName || "";
    const kind = { [SHEET]: "sheet", [DOC]: "doc" }[file.mimeType];
    const name = file.mimeType === FOLDER ? this.folderName(file) : kind ? element("a", { href: this.link(file.id), text: file.name, "data-testid": "file", "data-key": `open ${file.id}` }) : element("span", { text: file.name });
    return element(
      "tr",
      {},
      element("td", { class: "pick" }, this.box(file)),
      element("td", { class: kind ? `name ${kind}` : "name" }, name),
      element("td", { text: owner }),
      element("td", { text: `${dateOf(file.modifiedTime)}${by ? ` by ${by}` : ""}` }),
      element("td", { class: "more-of-file" }, this.menu(file)),
    );
  }

  folderName(folder) {
    const button = element("button", { type: "button", class: "folder", text: folder.name, "data-testid": "folder", "data-key": `open ${folder.id}` });
    button.addEventListener("click", () => this.enter(folder));
    return button;
  }

  box(file) {
    const box = element("input", { type: "checkbox", checked: this.selected.has(file.id), "aria-label": `Select ${file.name}`, "data-testid": "select-file", "data-key": `pick ${file.id}` });
    box.addEventListener("change", () => this.select(file, box.checked));
    return box;
  }

  menu(file) {
    const { canRename, canTrash, canShare } = file.capabilities ?? {};
    const sharesHere = canShare && file.mimeType === FOLDER;
    if (!canRename && !canTrash && !sharesHere) return "";
    const button = element("button", { type: "button", class: "dots", "aria-haspopup": "menu", "aria-label": `Actions on ${file.name}`, title: "Rename or move to trash", "data-testid": "file-menu", "data-key": `menu ${file.id}`, text: "⋮" });
    const items = [sharesHere && ["Share", () => this.share(file)], canRename && ["Rename", () => this.rename(file)], canTrash && ["Move to trash", () => this.trash(file)]];
    button.addEventListener("click", () => dropMenu(button, items));
    return button;
  }
}

/** Instead of a file that this person may not open. */
export function drawRefusal(host, email) {
  const hint = element("p", { text: `${email} can't open this file. Look as somebody else, or ask its owner to share it.` });
  host.replaceChildren(element("div", { class: "empty", "data-testid": "refused" }, hint));
}
