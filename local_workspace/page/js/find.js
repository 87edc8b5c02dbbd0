/** Find and replace in the tab on show, as the bar that Ctrl+F opens. */

import { element } from "./notices.js";

/** The cells `{y, x}` of a sheet that show a text, row by row. */
export function findCells(sheet, text, matchCase) {
  const same = (one) => (matchCase ? one : one.toLowerCase());
  const asked = same(text);
  const found = [];
  if (!asked) return found;
  sheet.rows.forEach((row, y) => {
    if (!sheet.rowHidden(y)) row.forEach((_, x) => !sheet.columnHidden(x) && same(sheet.shown(y, x)).includes(asked) && found.push({ y, x }));
  });
  return found;
}

/** What a cell's text becomes; null for a formula or a value that is no text, which the bar leaves alone. */
export function replaced(cell, text, by, matchCase) {
  const entered = cell.userEnteredValue ?? {};
  const now = entered.formulaValue === undefined ? (entered.stringValue ?? cell.formattedValue) : undefined;
  if (now === undefined) return null;
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchCase ? "g" : "gi");
  return now.replace(pattern, () => by);
}

export class FindBar {
  /** The bar stands above `host`, so that it hides no cell. `on`: sheet(), goTo(y, x), type(cells), mayEdit(), closed(). */
  constructor(host, on) {
    Object.assign(this, { host, on, at: -1 });
    this.text = element("input", { type: "text", placeholder: "Find in this tab", "aria-label": "Find in this tab", "data-testid": "find-text", autocomplete: "off" });
    this.by = element("input", { type: "text", placeholder: "Replace with", "aria-label": "Replace with", "data-testid": "replace-text", autocomplete: "off" });
    this.exact = element("input", { type: "checkbox" });
    this.count = element("output", { "aria-live": "polite", "data-testid": "find-count" });
    this.bar = this.build();
    host.before(this.bar);
  }

  build() {
    const button = (text, label, testid, act) => {
      const made = element("button", { type: "button", class: "plain", title: label, "aria-label": label, "data-testid": testid, text });
      made.addEventListener("click", act);
      return made;
    };
    this.writers = [
      this.by,
      button("Replace", "Replace in the selected cell", "replace-one", () => this.replaceOne()),
      button("Replace all", "Replace in every cell found", "replace-all", () => this.replaceAll()),
    ];
    const bar = element(
      "div", { class: "find", role: "search", "data-testid": "find", hidden: true },
      this.text, this.count,
      button("↑", "The one before", "find-before", () => this.step(-1)),
      button("↓", "The next one", "find-next", () => this.step(1)),
      element("label", {}, this.exact, "Match case"),
      ...this.writers,
      button("✕", "Close", "find-close", () => this.close()),
    );
    for (const changed of [this.text, this.exact]) changed.addEventListener("input", () => this.look());
    bar.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the grid's library would take the key for the cell that was gone to
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && event.target === this.text) this.step(event.shiftKey ? -1 : 1);
      if (event.key === "Enter" && event.target === this.by) this.replaceOne();
    });
    return bar;
  }

  open() {
    this.bar.hidden = false;
    for (const writer of this.writers) writer.hidden = !this.on.mayEdit();
    this.text.focus();
    this.text.select();
    this.look();
  }

  close() {
    this.bar.hidden = true;
    this.on.closed();
  }

  remove() {
    this.bar.remove();
  }

  get found() {
    return findCells(this.on.sheet(), this.text.value, this.exact.checked);
  }

  look() {
    this.at = -1;
    this.say();
  }

  say() {
    const count = this.found.length;
    this.count.textContent = !this.text.value ? "" : this.at >= 0 && count ? `${this.at + 1} of ${count}` : count ? `${count} found` : "Not found";
  }

  step(by) {
    const found = this.found;
    if (found.length) {
      this.at = this.at < 0 ? (by > 0 ? 0 : found.length - 1) : (this.at + by + found.length) % found.length;
      this.on.goTo(found[this.at].y, found[this.at].x);
    }
    this.say();
  }

  changes(cells) {
    const sheet = this.on.sheet();
    return cells.flatMap(({ y, x }) => {
      const text = replaced(sheet.cell(y, x), this.text.value, this.by.value, this.exact.checked);
      return text === null ? [] : [{ y, x, text }];
    });
  }

  async replaceOne() {
    const found = this.found;
    if (this.at < 0 || !found[this.at]) {
      this.step(1);
      return;
    }
    await this.on.type(this.changes([found[this.at]]));
    this.at -= 1;
    this.step(1);
  }

  async replaceAll() {
    const cells = this.changes(this.found);
    if (!cells.length || !(await this.on.type(cells))) return;
    this.at = -1;
    this.count.textContent = cells.length === 1 ? "Replaced in 1 cell" : `Replaced in ${cells.length} cells`;
  }
}
