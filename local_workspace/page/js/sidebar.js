/** The add-on's place beside a page that has no panels of its own: Drive's list, a Doc, mail, the calendar. */

import { Addon } from "./addon.js";

const byId = (id) => document.getElementById(id);
let wanted = false; // whether people want it beside what they open: it stays open from mail to mail

/** Puts the one sidebar there is beside a page, out of sight. */
export function placeSidebar(container) {
  const panel = byId("addon");
  panel.hidden = true;
  container.append(panel);
  return panel;
}

export class Sidebar {
  /** `shown(open)` hears that it was opened or closed. */
  constructor(container, api, subject, { signal, shown = () => {} }) {
    this.panel = placeSidebar(container);
    this.addon = new Addon(this.panel, api, subject);
    this.shown = shown;
    byId("toggle-addon").addEventListener("click", () => this.set(this.panel.hidden), { signal });
    this.set(wanted);
  }

  set(open) {
    wanted = open;
    this.panel.hidden = !open;
    byId("toggle-addon").setAttribute("aria-pressed", String(open));
    this.shown(open);
    if (open) this.addon.open();
  }

  /** Something else is open now. */
  look(subject) {
    this.addon.look(subject, !this.panel.hidden);
  }
}
