/** The connected add-on beside a file: its cards on a stack, its actions sent as events. */

import { drawCard } from "./cards.js";
import { element, toast } from "./notices.js";

export class Addon {
  constructor(host, api, fileId) {
    Object.assign(this, { host, api, fileId, stack: [] });
  }

  /** Asks for the home card when the sidebar comes into sight for the first time. */
  async open() {
    if (this.stack.length) return;
    const about = await this.api.request("GET", "/_addon");
    if (!about.name) return this.say("No add-on is connected");
    this.name = about.name;
    await this.run({});
  }

  /** Sends an event and shows what the add-on answers. */
  async run(event) {
    this.busy(true);
    try {
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const body = { fileId: this.fileId, locale: navigator.language, timeZone, ...event };
      this.take(await this.api.request("POST", "/_addon/run", { body }));
    } catch (problem) {
      this.say(problem.message);
    } finally {
      this.busy(false);
    }
  }

  take(answer) {
    const { navigations = [], notification, link } = answer.renderActions?.action ?? answer.action ?? {};
    for (const { pushCard, updateCard, pop, popToRoot } of navigations) {
      if (pushCard) this.stack.push(pushCard);
      else if (updateCard) this.stack.splice(-1, 1, updateCard);
      else if (pop) this.stack.pop();
      else if (popToRoot) this.stack.splice(1);
    }
    if (notification?.text) toast(notification.text);
    if (link?.url) window.open(link.url, "_blank", "noopener");
    this.draw();
  }

  draw() {
    const card = this.stack.at(-1);
    if (!card) return this.say("The add-on has nothing to show here.");
    const drawn = drawCard(card, {
      act: ({ function: name, parameters = [] }, formInputs) => {
        const given = Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
        return this.run({ function: name, parameters: given, formInputs });
      },
      follow: (url) => window.open(url, "_blank", "noopener"),
    });
    const bar = element("div", { class: "head" }, element("span", { class: "count", text: this.name }));
    if (this.stack.length > 1) {
      const back = element("button", { class: "button small", type: "button", text: "Back" });
      back.addEventListener("click", () => (this.stack.pop(), this.draw()));
      bar.append(back);
    }
    this.host.replaceChildren(bar, drawn);
  }

  say(text) {
    this.host.replaceChildren(element("h2", { text: this.name ?? "Add-on" }), element("p", { class: "hint", role: "status", text }));
  }

  busy(busy) {
    this.host.setAttribute("aria-busy", String(busy));
    for (const control of this.host.querySelectorAll("button, input, select, textarea")) control.inert = busy;
  }
}
