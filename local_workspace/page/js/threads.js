/** The comments of a file: a list beside the grid, with replies, resolving and new threads. */

import { cellName } from "./format.js";
import { element, toast } from "./notices.js";
import { newThread, reply } from "./requests.js";

const SHOWN = { open: (thread) => thread.open, resolved: (thread) => !thread.open, all: () => true };

function when(time) {
  const date = new Date(time);
  if (!time || Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

function authorOf(post) {
  if (post.author?.me) return "You";
  return post.author?.displayName || (post.author?.anonymous ? "Someone with the link" : "Someone");
}

const ACTIONS = { RESOLVE: "marked as resolved", REOPEN: "reopened" };

function postView(post) {
  const action = ACTIONS[post.commentAction];
  const head = element("header", {}, element("b", { text: authorOf(post) }), element("time", { text: when(post.createTime) }));
  const body = [];
  if (post.content) body.push(element("p", { text: post.content }));
  if (action) body.push(element("p", { class: "action", text: action }));
  if (post.assigneeEmail) body.push(element("p", { class: "action", text: `assigned to ${post.assigneeEmail}` }));
  return element("article", { class: "post" }, head, ...body);
}

export class Threads {
  /** `on`: write(requests) → accepted?, goTo(place), selected() → {sheet, y, x} or null. */
  constructor(host, on) {
    this.host = host;
    this.on = on;
    this.filter = "open";
    this.drafts = new Map();
    this.threads = [];
    this.list = element("div", { class: "list" });
    this.count = element("span", { class: "count" });
    this.host.replaceChildren(this.head(), this.newForm(), this.list);
  }

  head() {
    const pick = element("select", { "aria-label": "Which comments to show", "data-testid": "thread-filter" });
    for (const [value, label] of [["open", "Open"], ["resolved", "Resolved"], ["all", "All"]]) pick.append(element("option", { value, text: label }));
    pick.addEventListener("change", () => {
      this.filter = pick.value;
      this.draw();
    });
    return element("div", { class: "head" }, element("h2", { text: "Comments" }), this.count, pick);
  }

  newForm() {
    this.where = element("label", { for: "new-comment", text: "" });
    this.text = element("textarea", { id: "new-comment", rows: "2", maxlength: "2048", "data-testid": "new-comment" });
    const send = element("button", { class: "button main", "data-testid": "send-comment", text: "Comment" });
    const cancel = element("button", { class: "button", type: "button", text: "Cancel" });
    this.form = element("form", { class: "new", hidden: true }, this.where, this.text, element("div", { class: "actions" }, cancel, send));
    cancel.addEventListener("click", () => (this.form.hidden = true));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
    return this.form;
  }

  /** Opens the form for a new thread on the selected cell. */
  compose() {
    const at = this.on.selected();
    if (!at) {
      toast("Select a cell to comment on.");
      return;
    }
    this.at = at;
    this.where.textContent = `Comment on ${at.sheet.title}, ${cellName(at.y, at.x)}`;
    this.form.hidden = false;
    this.text.focus();
  }

  async start() {
    const content = this.text.value.trim();
    if (!content) return;
    this.form.hidden = true;
    if (await this.on.write(newThread(this.at.sheet, this.at.y, this.at.x, content))) this.text.value = "";
    else this.form.hidden = false;
  }

  /** Shows the threads of a new reading, the last spoken in first; what is being written stays. */
  show(threads) {
    const last = (thread) => (thread.replies.at(-1) ?? thread.head).createTime ?? "";
    this.threads = [...threads].sort((a, b) => (last(a) < last(b) ? 1 : last(a) > last(b) ? -1 : 0));
    this.draw();
  }

  draw() {
    const open = this.threads.filter((thread) => thread.open).length;
    this.count.textContent = String(open);
    const wanted = this.threads.filter(SHOWN[this.filter]);
    const typing = document.activeElement?.closest?.(".thread")?.dataset.id;
    const cards = new Map([...this.list.querySelectorAll(".thread")].map((card) => [card.dataset.id, card]));
    const next = wanted.map((thread) => {
      const sign = this.signOf(thread);
      const old = cards.get(thread.id);
      return old?.sign === sign ? old : Object.assign(this.card(thread), { sign });
    });
    if (!next.length) next.push(element("p", { class: "none", text: this.filter === "open" ? "No open comments." : "Nothing here." }));
    const same = next.length === this.list.childNodes.length && next.every((card, index) => this.list.childNodes[index] === card);
    if (same) return;
    this.list.replaceChildren(...next);
    if (typing) this.list.querySelector(`.thread[data-id="${CSS.escape(typing)}"] textarea`)?.focus();
  }

  /** What a drawn thread shows; one that shows the same is not drawn anew. */
  signOf(thread) {
    return JSON.stringify([thread.open, thread.head, thread.replies, thread.place && [thread.place.sheet.title, thread.place.y, thread.place.x]]);
  }

  card(thread) {
    const card = element("section", { class: thread.open ? "thread" : "thread resolved", "data-id": thread.id, "data-testid": "thread" });
    card.append(this.placeLine(thread), postView(thread.head), ...thread.replies.map(postView), this.answer(thread));
    return card;
  }

  placeLine(thread) {
    if (!thread.place) return element("div", { class: "place", text: "Its cell was deleted" });
    const { sheet, y, x } = thread.place;
    const header = sheet.headerOf(y, x);
    const button = element("button", { class: "place link", title: "Go to this cell", text: `${sheet.title}, ${cellName(y, x)}${header ? ` · ${header}` : ""}` });
    button.addEventListener("click", () => this.on.goTo(thread.place));
    return button;
  }

  answer(thread) {
    const text = element("textarea", { rows: "1", maxlength: "2048", placeholder: "Reply", "aria-label": "Reply", "data-testid": "thread-reply-text" });
    text.value = this.drafts.get(thread.id) ?? "";
    text.addEventListener("input", () => this.drafts.set(thread.id, text.value));
    const send = async (action) => {
      const content = text.value.trim();
      if (!content && !action) return;
      if (await this.on.write(reply(thread.id, content, action))) this.drafts.delete(thread.id);
      text.value = this.drafts.get(thread.id) ?? "";
    };
    const answer = element("button", { class: "button small", type: "button", "data-testid": "thread-reply", text: "Reply" });
    const settle = element("button", {
      class: "button small",
      type: "button",
      "data-testid": thread.open ? "thread-resolve" : "thread-reopen",
      text: thread.open ? "Resolve" : "Reopen",
    });
    answer.addEventListener("click", () => send(null));
    settle.addEventListener("click", () => send(thread.open ? "RESOLVE" : "REOPEN"));
    return element("div", { class: "answer" }, text, element("div", { class: "actions" }, settle, answer));
  }

  /** People who may not comment read only. */
  allow(may) {
    this.host.classList.toggle("reading", !may);
  }

  isAt(thread, place) {
    return Boolean(place && thread?.place && thread.place.sheet.id === place.sheet.id && thread.place.y === place.y && thread.place.x === place.x);
  }

  /** Brings the threads of the selected cell forward, the first of them into view. */
  mark(place) {
    let first = null;
    for (const card of this.list.querySelectorAll(".thread")) {
      const thread = this.threads.find((candidate) => candidate.id === card.dataset.id);
      const here = this.isAt(thread, place);
      card.classList.toggle("here", here);
      if (here) first ??= card;
    }
    if (first && !this.host.contains(document.activeElement)) first.scrollIntoView({ block: "nearest" });
  }
}
