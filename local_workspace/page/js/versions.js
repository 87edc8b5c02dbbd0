/** Who saved the file and when, from Drive's revisions. */

import { element } from "./notices.js";

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const TIME = { hour: "2-digit", minute: "2-digit" };

function whoSaved({ lastModifyingUser: user }) {
  if (!user) return "Someone not signed in";
  return user.me ? `${user.displayName} (you)` : user.displayName || user.emailAddress;
}

export class Versions {
  constructor(host, api, fileId) {
    Object.assign(this, { host, api, fileId });
  }

  /** Reads the list anew when it is on show. */
  async refresh() {
    if (this.host.hidden) return;
    const before = this.host.scrollTop;
    try {
      this.draw(await this.api.revisions(this.fileId));
    } catch (problem) {
      this.draw([], problem.status === 403 ? "Only editors can see the versions of this file." : problem.message);
    }
    this.host.scrollTop = before;
  }

  draw(revisions, refusal) {
    const days = new Map();
    for (const revision of revisions) {
      const time = new Date(revision.modifiedTime);
      const day = time.toLocaleDateString("en-GB", DAY);
      if (!days.has(day)) days.set(day, []);
      days.get(day).push(element("li", {}, element("time", { datetime: revision.modifiedTime, text: time.toLocaleTimeString("en-GB", TIME) }), element("span", { text: whoSaved(revision) })));
    }
    const parts = [...days].flatMap(([day, rows]) => [element("h3", { text: day }), element("ul", {}, ...rows)]);
    this.host.replaceChildren(
      element("h2", { text: "Version history" }),
      element("p", { class: "hint", text: refusal ?? "Edits close in time are one version. Google's API says who saved when; it gives no content of earlier versions, so none is shown here." }),
      ...parts,
    );
  }
}
