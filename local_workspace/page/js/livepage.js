/** A page that stays up to date while it is open, with the add-on beside it: the mail and the calendar. */

import { follow } from "./live.js";
import { hideProblem, showProblem } from "./notices.js";
import { showFileTools } from "./panels.js";
import { Sidebar } from "./sidebar.js";

const PAUSE = 400; // news are read at most this often

export class LivePage {
  /**
   * `asked` is the route; `link(place)` makes addresses. `place` is the page's own in addresses, `addonHost` the host that
   * events name, `parts` what it consists of, the reading pane last.
   */
  constructor(host, api, asked, link, { place, addonHost, parts }) {
    Object.assign(this, { host, api, asked, link, place, pane: parts.at(-1), heard: new AbortController() });
    host.replaceChildren(...parts);
    this.sidebar = new Sidebar(host, api, { host: addonHost }, { signal: this.heard.signal });
    showFileTools(["toggle-addon"]);
  }

  async open() {
    this.unfollow = follow(null, this.api.token, { changed: () => this.hear() });
    await this.show();
  }

  close() {
    this.closed = true;
    this.unfollow?.();
    this.heard.abort();
    clearTimeout(this.timer);
    this.host.replaceChildren();
  }

  /** Another item of the same person needs no new page. */
  stays(asked, email) {
    if (asked.place !== this.place || email !== this.api.email) return false;
    this.asked = asked;
    this.show().then(() => this.pane.focus({ preventScroll: true }), showProblem);
    return true;
  }

  hear() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.refresh().then(hideProblem, showProblem);
    }, PAUSE);
  }

  /** News: everything is shown anew, where a page knows no better. */
  async refresh() {
    await this.show();
  }
}
