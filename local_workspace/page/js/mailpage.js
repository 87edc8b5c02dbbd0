/** One person's mail: boxes, the list of a box, the open thread, a draft to write; the add-on beside it. */

import { plain } from "./cardtext.js";
import { drawForm, drawLetter, letterOf, when } from "./letters.js";
import { LivePage } from "./livepage.js";
import { MailApi } from "./mailapi.js";
import { answerTo, header, names } from "./mailmodel.js";
import { element, hideProblem, showProblem, toast } from "./notices.js";
import { BOXES } from "./routes.js";

const NEW = "new"; // what is open where a new mail is written
const TITLES = { inbox: "Inbox", sent: "Sent", drafts: "Drafts" };
const EMPTY = { inbox: "No mail yet.", sent: "Nothing was sent yet.", drafts: "There are no drafts." };

export class MailPage extends LivePage {
  /** `asked` is the route: the box and what is open in it; `link(place)` makes addresses. */
  constructor(host, api, asked, link) {
    const boxes = element("nav", { class: "boxes", "aria-label": "Mailbox" });
    const list = element("div", { class: "threads", "data-testid": "threads" });
    const pane = element("section", { class: "reading", "data-testid": "reading", "aria-label": "Open mail", tabindex: "-1" });
    super(host, api, asked, link, { place: "mail", addonHost: "gmail", parts: [boxes, list, pane] });
    Object.assign(this, { boxes, list, mail: new MailApi(api), rows: [] });
  }

  /** News: the list is read anew, an open thread too unless somebody is writing in it. */
  async refresh() {
    await this.readList();
    if (this.asked.open && !this.pane.querySelector("form")) await this.readOpen();
  }

  async show() {
    this.drawBoxes();
    this.host.dataset.open = this.asked.open ? "yes" : "no";
    await Promise.all([this.readList(), this.readOpen()]);
  }

  // --- the list ---------------------------------------------------------------

  drawBoxes() {
    const links = BOXES.map((box) => element("a", { href: this.link({ place: "mail", box }), text: TITLES[box], "aria-current": box === this.asked.box ? "page" : undefined }));
    const write = element("a", { href: this.link({ place: "mail", box: "drafts", open: NEW }), class: "button main", "data-testid": "compose", text: "Compose" });
    this.boxes.replaceChildren(write, ...links);
  }

  async readList() {
    const { box } = this.asked;
    const rows = await this.mail.box(box);
    if (this.closed || box !== this.asked.box) return;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const drawn = rows.map((row) => element("li", {}, this.row(row)));
    this.list.replaceChildren(drawn.length ? element("ul", { "aria-label": TITLES[box] }, ...drawn) : element("p", { class: "hint", text: EMPTY[box] }));
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  row({ id, messages }) {
    const { box, open } = this.asked;
    const last = messages.at(-1);
    const unread = messages.some((message) => message.labelIds?.includes("UNREAD"));
    const people = box === "inbox" ? names(header(last, "From")) : `To: ${names(header(last, "To")) || "nobody yet"}`;
    return element(
      "a",
      { href: this.link({ place: "mail", box, open: id }), class: unread ? "unread" : "", "data-testid": "thread", "data-key": id, "aria-current": id === open ? "true" : undefined },
      element("span", { class: "from", text: messages.length > 1 ? `${people} (${messages.length})` : people }),
      element("time", { text: when(last.internalDate) }),
      element("b", { text: header(messages[0], "Subject") || "(no subject)" }),
      element("small", { text: plain(last.snippet) }),
    );
  }

  // --- what is open -----------------------------------------------------------

  async readOpen() {
    const asked = this.asked;
    const drawn = asked.open ? await (asked.box === "drafts" ? this.draft(asked.open) : this.thread(asked.open)) : { subject: { host: "gmail" }, parts: [element("p", { class: "hint", text: "Choose a mail to read it." })] };
    if (this.closed || asked !== this.asked || (drawn.state && drawn.state === this.state)) return;
    this.state = drawn.state;
    const back = element("a", { class: "back button small", href: this.link({ place: "mail", box: asked.box }), text: `‹ ${TITLES[asked.box]}` });
    this.pane.replaceChildren(...(asked.open ? [back] : []), ...drawn.parts);
    if (JSON.stringify(drawn.subject) !== JSON.stringify(this.subject)) this.sidebar.look(drawn.subject);
    this.subject = drawn.subject;
  }

  async thread(id) {
    const [{ messages }, drafts] = await Promise.all([this.mail.thread(id), this.mail.draftsOf(id)]);
    const sent = messages.filter((message) => !drafts.has(message.id));
    if (messages.some((message) => message.labelIds?.includes("UNREAD"))) await this.mail.markRead(id);
    const letters = messages.map((message) => (drafts.has(message.id) ? this.form(drafts.get(message.id), message) : drawLetter(message, this.api.email, this.fetcher(message))));
    const last = sent.at(-1);
    if (last && !drafts.size) letters.push(this.replyButton(last, id));
    const title = element("h2", { text: header(messages[0], "Subject") || "(no subject)" });
    // what was drawn already is left alone: people may have their finger on it
    const state = messages.map((message) => message.id).join();
    return { state, subject: { host: "gmail", ...(last ? { messageId: last.id } : {}) }, parts: [title, ...letters] };
  }

  replyButton(message, thread) {
    const reply = element("button", { type: "button", class: "button", "data-testid": "reply", text: "Reply" });
    reply.addEventListener("click", () => reply.replaceWith(this.writing("", answerTo(message, thread, this.api.email))));
    return reply;
  }

  async draft(id) {
    const subject = { host: "gmail" };
    if (id === NEW) return { subject, parts: [this.writing("", { to: "", cc: "", subject: "", text: "" })] };
    const { message } = await this.mail.draft(id);
    return { subject, parts: [this.form(id, message)] };
  }

  fetcher(message) {
    return (file) => this.mail.file(message.id, file.id);
  }

  /** A draft that lies in the mailbox; its files are fetched when it is written anew. */
  form(id, message) {
    return this.writing(id, letterOf(message), async (letter) => {
      const files = await Promise.all(letter.files.map(async (file) => ({ ...file, data: await this.mail.file(message.id, file.id) })));
      return { ...letter, files };
    });
  }

  writing(id, letter, complete = (changed) => changed) {
    const save = async (changed) => (await this.mail.save(id, await complete(changed))).id;
    return drawForm(letter, {
      save: (changed) => this.attempt(async () => this.goTo("drafts", await save(changed)), "Draft saved"),
      send: (changed) => this.attempt(async () => this.mail.send(changed || !id ? await save(changed ?? letter) : id).then(() => this.goTo("sent")), "Message sent"),
      discard: () => this.attempt(async () => (id && (await this.mail.discard(id)), this.goTo("drafts")), "Draft discarded"),
    });
  }

  /** One thing at a time: a second press on Send would write a second mail. */
  async attempt(task, told) {
    if (this.working) return;
    this.working = true;
    try {
      await task();
      hideProblem();
      toast(told);
    } catch (problem) {
      showProblem(problem);
    } finally {
      this.working = false;
    }
  }

  /** Somewhere else in the mailbox; the same place again is read anew. */
  goTo(box, open = "") {
    const there = this.link({ place: "mail", box, open });
    if (location.hash === there) this.show().catch(showProblem);
    else location.hash = there;
  }
}
