/** The small square at the selection's corner: dragged, it continues the cells. The library's own drag only repeats them. */

import { addition } from "./series.js";

export class FillHandle {
  /** `on`: source() is the selected block, cell(y, x) its td, filled(source, block) when the drag ends. */
  constructor(host, on, signal) {
    Object.assign(this, { host, on, drag: null });
    host.addEventListener("mousedown", (event) => this.start(event), { capture: true, signal });
    document.addEventListener("mousemove", (event) => this.move(event), { capture: true, signal });
    document.addEventListener("mouseup", (event) => this.end(event), { capture: true, signal });
  }

  start(event) {
    if (event.button !== 0 || !event.target.classList.contains("jss_corner")) return;
    event.preventDefault();
    event.stopPropagation();
    this.drag = { source: this.on.source(), block: null, marked: [] };
  }

  move(event) {
    if (!this.drag) return;
    event.stopPropagation();
    const td = document.elementFromPoint(event.clientX, event.clientY)?.closest("#grid td[data-x][data-y]");
    if (!td) return;
    this.drag.block = addition(this.drag.source, Number(td.dataset.y), Number(td.dataset.x));
    this.mark();
  }

  mark() {
    for (const td of this.drag.marked) td.classList.remove("filling");
    this.drag.marked = [];
    const block = this.drag.block;
    if (!block) return;
    for (let y = block.top; y <= block.bottom; y += 1) {
      for (let x = block.left; x <= block.right; x += 1) {
        const td = this.on.cell(y, x);
        if (td) this.drag.marked.push(td);
      }
    }
    for (const td of this.drag.marked) td.classList.add("filling");
  }

  end(event) {
    if (!this.drag) return;
    event.stopPropagation();
    const { source, block, marked } = this.drag;
    for (const td of marked) td.classList.remove("filling");
    this.drag = null;
    if (block) this.on.filled(source, block);
  }
}
