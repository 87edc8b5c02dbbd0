/** Keys and clipboard for the grid. The library's own undo, deletion and clipboard are kept from running: they know one page only. */

import { pastedRows, tableText } from "./clipboard.js";

const CTRL = { z: "undo", y: "redo", f: "find", h: "find", b: "bold", i: "italic" };

export class Keys {
  /** `on`: grid(), sheet(), locale(), mayEdit(), pasteOwn(clip, at), pasteRows(box, rows) and the actions by their names. */
  constructor(on) {
    this.on = on;
    this.clip = null;
    this.abort = new AbortController();
    const listen = (type, handler) => document.addEventListener(type, handler, { capture: true, signal: this.abort.signal });
    listen("keydown", (event) => this.key(event));
    listen("copy", (event) => this.copy(event, false));
    listen("cut", (event) => this.copy(event, true));
    listen("paste", (event) => this.paste(event));
  }

  stop() {
    this.abort.abort();
  }

  /** Keys belong to the grid unless a field, a dialog or a cell's editor has them. */
  mine(event) {
    const grid = this.on.grid();
    if (!grid.listening || grid.editing) return false;
    const target = event.target;
    return target === document.body || target === grid.host || (grid.host.contains(target) && !target.matches("input, textarea, button, select"))
      || target.classList?.contains("jss_textarea");
  }

  key(event) {
    const grid = this.on.grid();
    if (grid.editing && grid.host.contains(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f" && !event.target.closest?.("dialog")) {
      this.handled(event, "find");
      return;
    }
    if (!this.mine(event)) {
      // the library listens to the whole document and would open a cell while somebody types a comment
      if (grid.listening) grid.leave();
      return;
    }
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (ctrl && CTRL[key]) this.handled(event, event.shiftKey && key === "z" ? "redo" : CTRL[key]);
    else if (ctrl && ["c", "x", "v", "s"].includes(key)) event.stopImmediatePropagation();
    else if (ctrl && event.altKey && key === "m") this.handled(event, "comment");
    else if (event.shiftKey && key === "f2") this.handled(event, "note");
    else if (ctrl || event.altKey) return;
    else if (key === "delete" || key === "backspace") this.handled(event, "clear");
    else if (key === "enter" && !event.shiftKey) this.handled(event, "edit");
    else if (key === "escape") grid.leave();
    else if (key.length === 1 && !this.on.mayEdit()) this.handled(event, "explain");
  }

  handled(event, what) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.on.act(what);
  }

  copy(event, cut) {
    if (!this.mine(event)) return;
    const sheet = this.on.sheet();
    const box = this.on.grid().selection;
    const text = tableText(sheet, box);
    this.clip = { sheetId: sheet.id, box, cut: cut && this.on.mayEdit(), text };
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  paste(event) {
    if (!this.mine(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.on.mayEdit()) {
      this.on.act("explain");
      return;
    }
    const box = this.on.grid().selection;
    const text = event.clipboardData.getData("text/plain");
    if (this.clip && this.clip.text === text.replaceAll("\r\n", "\n")) {
      this.on.pasteOwn(this.clip, { y: box.top, x: box.left });
      if (this.clip.cut) this.clip = null;
      return;
    }
    const rows = pastedRows(event.clipboardData, this.on.locale());
    if (rows.length) this.on.pasteRows(box, rows);
  }
}
