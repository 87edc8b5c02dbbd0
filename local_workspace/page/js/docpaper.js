/** Draws a Doc on its page; a person clicks on words and types others in their place. */

import { cssColor } from "./format.js";
import { element } from "./notices.js";

const TAGS = { TITLE: "h1", HEADING_1: "h2", HEADING_2: "h3", HEADING_3: "h4" };

function cssOf(style, inherited) {
  const size = style.fontSize?.magnitude ?? inherited?.fontSize?.magnitude;
  const ink = cssColor(null, (style.foregroundColor ?? inherited?.foregroundColor)?.color);
  const bold = style.bold ?? inherited?.bold;
  const italic = style.italic ?? inherited?.italic;
  return { fontSize: size ? `${size}pt` : "", color: ink ?? "", fontWeight: bold ? "600" : "", fontStyle: italic ? "italic" : "" };
}

/** A cell with lines and room of its own. */
function frame(style, { lines, room, stands }) {
  for (const [side, line] of Object.entries(lines)) {
    if (line) style[`border${side}`] = `${line.width?.magnitude ?? 0}pt solid ${cssColor(null, line.color?.color) ?? "#000"}`;
    style[`padding${side}`] = `${room[side]}pt`;
  }
  style.height = "auto";
  style.verticalAlign = stands;
}

export class DocPaper {
  /** `on`: typed(spot, text, revision), selected(spot), mayEdit(). */
  constructor(host, on) {
    Object.assign(this, { host, on, selection: null, editing: null });
    this.host.addEventListener("mousedown", (event) => this.select(event.target.closest("[data-key]")));
    this.host.addEventListener("focusin", (event) => this.select(event.target.closest("[data-key]")));
    this.host.addEventListener("dblclick", (event) => this.edit(event.target.closest("[data-key]")));
    this.host.addEventListener("keydown", (event) => this.key(event));
    this.host.addEventListener("focusout", () => this.finish(true));
  }

  /** The selected spot in the newest reading. */
  get spot() {
    return this.model?.spots.find((spot) => spot.key === this.selection) ?? null;
  }

  show(model) {
    const news = this.model && this.newsIn(model);
    this.model = model;
    if (this.editing) return; // drawn anew when the person is done
    const focused = this.host.contains(document.activeElement);
    this.host.style.width = `${model.width}pt`;
    this.host.style.padding = `${model.margin}pt`;
    const commented = new Set(model.threads.filter((thread) => thread.open && thread.place).map((thread) => thread.place.key));
    this.host.replaceChildren(...model.blocks.map((block) => (block.table ? this.table(block.table) : this.paragraph(block.spot))));
    for (const key of commented) this.find(key)?.classList.add("commented");
    for (const key of news ?? []) this.find(key)?.classList.add("news");
    this.mark();
    if (focused) this.find(this.selection)?.focus({ preventScroll: true });
  }

  /** Which words are others than they were, where nothing was added or taken away. */
  newsIn(model) {
    const old = new Map(this.model.spots.map((spot) => [spot.key, spot.text]));
    const changed = model.spots.filter((spot) => old.has(spot.key) && old.get(spot.key) !== spot.text);
    return changed.length < 12 ? changed.map((spot) => spot.key) : [];
  }

  find(key) {
    return key ? this.host.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  }

  paragraph(spot) {
    const { named } = spot.paragraphs[0];
    const made = element(TAGS[named] ?? "p", { "data-key": spot.key, tabindex: "0" });
    this.fill(made, spot);
    return made;
  }

  table(table) {
    const columns = table.widths.map((width) => element("col", width ? { style: `width:${width}pt` } : {}));
    const rows = table.rows.map((row) => {
      const covered = new Set();
      const cells = row.cells.filter((cell) => {
        for (let x = cell.x + 1; x < cell.x + cell.columnSpan; x += 1) covered.add(x);
        return !covered.has(cell.x);
      });
      return element("tr", {}, ...cells.map((cell) => this.cell(cell, row.header)));
    });
    return element("table", { "data-testid": "doc-table" }, element("colgroup", {}, ...columns), element("tbody", {}, ...rows));
  }

  cell(cell, header) {
    const made = element(header ? "th" : "td", { "data-key": cell.key, tabindex: "0", colspan: cell.columnSpan, rowspan: cell.rowSpan });
    made.style.background = cssColor(null, cell.fill) ?? "";
    made.style.textAlign = cell.paragraphs[0]?.alignment ?? "";
    if (cell.frame) frame(made.style, cell.frame);
    this.fill(made, cell);
    return made;
  }

  fill(host, spot) {
    spot.paragraphs.forEach((paragraph, number) => {
      if (number) host.append("\n");
      const inherited = this.model.sizes.get(paragraph.named) ?? {};
      for (const part of paragraph.parts) {
        const run = element("span", { class: part.chip ? "chip" : null, text: part.text });
        Object.assign(run.style, cssOf(part.style, inherited));
        host.append(run);
      }
    });
  }

  // --- selecting and typing -------------------------------------------------

  select(target) {
    if (!target || target.dataset.key === this.selection) return;
    this.selection = target.dataset.key;
    this.mark();
    this.on.selected(this.spot);
  }

  goTo(spot) {
    this.selection = spot.key;
    this.mark();
    const target = this.find(spot.key);
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
    this.on.selected(spot);
  }

  mark() {
    for (const marked of this.host.querySelectorAll(".selected")) marked.classList.remove("selected");
    this.find(this.selection)?.classList.add("selected");
  }

  key(event) {
    if (this.editing) {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        const { target } = this.editing;
        this.finish(true);
        this.find(target.dataset.key)?.focus({ preventScroll: true });
      } else if (event.key === "Escape") this.finish(false);
      return;
    }
    const target = event.target.closest("[data-key]");
    if (!target) return;
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      this.edit(target);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.edit(target, true);
    else if (event.key === "Delete" && this.on.mayEdit()) this.on.typed(this.spot, "", this.model.revision);
  }

  /** Lets the person type into a cell or paragraph; `anew` in place of what stands there. */
  edit(target, anew = false) {
    const spot = target && this.model.spots.find((one) => one.key === target.dataset.key);
    if (!spot || this.editing || !this.on.mayEdit()) return;
    this.editing = { target, spot, revision: this.model.revision };
    target.textContent = anew ? "" : spot.text;
    target.setAttribute("contenteditable", "plaintext-only");
    target.focus();
    const range = document.createRange();
    range.selectNodeContents(target);
    range.collapse(false);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  finish(keep) {
    const { editing } = this;
    if (!editing) return;
    this.editing = null;
    const text = editing.target.textContent.replace(/\n$/, "");
    editing.target.removeAttribute("contenteditable");
    if (keep && text !== editing.spot.text) this.on.typed(editing.spot, text, editing.revision);
    else this.show(this.model);
  }
}
