/** The comments of a Doc: the same list as beside a Sheet, about words instead of cells. */

import { element, toast } from "./notices.js";
import { Threads } from "./threads.js";

const SHOWN_WORDS = 60;

export class DocThreads extends Threads {
  compose() {
    const spot = this.on.selected();
    if (!spot?.text) {
      toast("Select some words to comment on.");
      return;
    }
    this.at = spot;
    this.where.textContent = `Comment on “${shortened(spot.text)}”`;
    this.form.hidden = false;
    this.text.focus();
  }

  async start() {
    const content = this.text.value.trim();
    if (!content) return;
    this.form.hidden = true;
    const range = { startIndex: this.at.start, endIndex: this.at.end - 1 };
    if (await this.on.write([{ insertComment: { content, range } }])) this.text.value = "";
    else this.form.hidden = false;
  }

  signOf(thread) {
    return JSON.stringify([thread.open, thread.head, thread.replies, thread.place?.key, thread.place?.text]);
  }

  placeLine(thread) {
    if (!thread.place) return element("div", { class: "place", text: "Its words were deleted" });
    const button = element("button", { class: "place link", title: "Go to these words", text: shortened(thread.place.text) || "…" });
    button.addEventListener("click", () => this.on.goTo(this.threads.find((one) => one.id === thread.id)?.place ?? thread.place));
    return button;
  }

  isAt(thread, spot) {
    return Boolean(spot && thread?.place?.key === spot.key);
  }
}

function shortened(text) {
  return text.length > SHOWN_WORDS ? `${text.slice(0, SHOWN_WORDS)}…` : text;
}
