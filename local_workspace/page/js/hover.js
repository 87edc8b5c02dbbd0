/** A card beside a cell under the pointer: its note and the first words of its comments. */

import { element } from "./notices.js";

const WAIT = 250;

export class HoverCard {
  /** `about(y, x)` gives `{note, threads}` of a cell of the sheet on show. */
  constructor(host, about) {
    this.about = about;
    this.timer = null;
    this.card = element("div", { class: "hover", role: "tooltip", "data-testid": "hover", hidden: true });
    document.body.append(this.card);
    this.abort = new AbortController();
    const { signal } = this.abort;
    host.addEventListener("mouseover", (event) => this.over(event.target.closest?.("td[data-x][data-y]")), { signal });
    for (const gone of ["mouseleave", "mousedown", "scroll"]) host.addEventListener(gone, () => this.hide(), { signal });
  }

  over(td) {
    clearTimeout(this.timer);
    if (!td || !(td.classList.contains("note") || td.classList.contains("commented"))) {
      this.hide();
      return;
    }
    this.timer = setTimeout(() => this.show(td), WAIT);
  }

  show(td) {
    const { note, threads } = this.about(Number(td.dataset.y), Number(td.dataset.x));
    const parts = threads.map((thread) =>
      element("div", {}, element("b", { text: thread.head.author?.displayName || "Comment" }), element("p", { text: thread.head.content || "" })),
    );
    if (note) parts.push(element("div", {}, element("b", { text: "Note" }), element("p", { text: note })));
    if (!parts.length) return;
    this.card.replaceChildren(...parts);
    this.card.hidden = false;
    const box = td.getBoundingClientRect();
    const right = box.right + this.card.offsetWidth + 8 < innerWidth;
    this.card.style.left = `${right ? box.right + 6 : Math.max(4, box.left - this.card.offsetWidth - 6)}px`;
    this.card.style.top = `${Math.min(box.top, innerHeight - this.card.offsetHeight - 8)}px`;
  }

  hide() {
    clearTimeout(this.timer);
    this.card.hidden = true;
  }

  remove() {
    this.abort.abort();
    this.hide();
    this.card.remove();
  }
}
