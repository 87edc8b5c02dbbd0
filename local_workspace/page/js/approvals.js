/** A file's approval as a banner: who is asked, who has answered, and the reviewer's own yes or no. */

import { askText, element, hideProblem, showProblem, toast } from "./notices.js";

const PAUSE = 1500; // a file that others are typing into is asked about at most this often
const DONE = { APPROVED: "Approved", DECLINED: "Declined" };

export class ApprovalBanner {
  constructor(host, api, fileId) {
    Object.assign(this, { host, api, path: `/drive/v3/files/${encodeURIComponent(fileId)}/approvals`, timer: null });
    this.read();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.host.hidden = true;
  }

  /** The file changed: its approval may have too. */
  hear() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.read();
    }, PAUSE);
  }

  async read() {
    try {
      const { items = [] } = await this.api.request("GET", this.path, { query: { pageSize: 1, fields: "items" } });
      if (!this.closed) this.draw(items[0]);
    } catch {
      this.host.hidden = true; // a file that can't be read has its own message
    }
  }

  draw(approval) {
    this.host.hidden = !approval || approval.status === "CANCELLED";
    if (this.host.hidden) return;
    const answers = approval.reviewerResponses ?? [];
    this.host.dataset.status = approval.status;
    this.host.replaceChildren(element("span", { text: wordsOf(approval, answers) }));
    const mine = answers.find(({ reviewer }) => reviewer.me);
    if (approval.status !== "IN_PROGRESS" || mine?.response !== "NO_RESPONSE") return;
    this.host.append(
      this.button("Approve", "button main", () => this.answer(approval, "approve", "Approve this file")),
      this.button("Decline", "button", () => this.answer(approval, "decline", "Decline this file")),
    );
  }

  button(text, kind, press) {
    const made = element("button", { type: "button", class: kind, text, "data-testid": `approval-${text.toLowerCase()}` });
    made.addEventListener("click", press);
    return made;
  }

  async answer(approval, step, title) {
    const button = title.split(" ")[0];
    const message = await askText({ title, label: "Comment for the people involved (may be empty)", value: "", button, testid: "approval", long: true });
    if (message === null) return;
    try {
      await this.api.request("POST", `${this.path}/${approval.approvalId}:${step}`, { body: message ? { message } : {} });
      hideProblem();
      toast("Your answer was sent");
    } catch (problem) {
      showProblem(problem);
    }
    await this.read();
  }
}

function wordsOf(approval, answers) {
  const by = (response) => answers.filter((one) => one.response === response).map(({ reviewer }) => (reviewer.me ? "you" : reviewer.displayName));
  const list = (people) => people.join(", ");
  if (DONE[approval.status]) return `${DONE[approval.status]} by ${list(by(approval.status))}.`;
  const asker = approval.initiator.me ? "You ask" : `${approval.initiator.displayName} asks`;
  const said = by("APPROVED").length ? ` Approved so far by ${list(by("APPROVED"))}.` : "";
  const due = approval.dueTime ? ` Answers are due by ${new Date(approval.dueTime).toLocaleDateString(undefined, { dateStyle: "medium" })}.` : "";
  return `${asker} for approval of this file: waiting for ${list(by("NO_RESPONSE"))}.${said}${due}`;
}
