/** The connected add-on beside what is open: its cards on a stack, presses sent as events, answers carried out. */

import { restore } from "./cardinputs.js";
import { drawCard } from "./cards.js";
import { isSafe } from "./cardtext.js";
import { confirmed, dropMenu, element, toast } from "./notices.js";
import { asSeenBy } from "./routes.js";

const CLOSED_YET = 500; // how often an overlay is looked at, in milliseconds

export class Addon {
  /** `subject` is what the event is about: `{host}` with `fileId`, `messageId`, `eventId` or `selected`. */
  constructor(panel, api, subject) {
    Object.assign(this, { panel, api, subject, stack: [], asked: 0, opening: null });
    this.say("One moment…");
  }

  /** Asks for the first card when the sidebar comes into sight, unless it is there already. */
  async open() {
    if (this.stack.length || this.opening) return;
    const mine = (this.opening = {});
    try {
      this.about ??= await this.api.request("GET", "/_addon");
      if (this.opening !== mine) return; // something else was opened meanwhile
      if (!this.about.name) this.say("No add-on is connected");
      else if (this.mayShow()) await this.home();
      else this.say(`${this.about.name} has nothing to show here.`);
    } catch (problem) {
      this.say(problem.message);
    } finally {
      if (this.opening === mine) this.opening = null;
    }
  }

  /** Whether the add-on is there in this host at all; a file's host is known by its type. */
  mayShow() {
    return this.about.hosts.includes(this.subject.host);
  }

  /** Something else was opened or selected: its card takes the place of all others. */
  look(subject, visible) {
    Object.assign(this, { subject, stack: [], opening: null });
    this.asked += 1; // an answer about what was open before comes too late
    return visible ? this.open() : undefined;
  }

  /** The card of what is open, and nothing on top of it. */
  home(event = {}) {
    return this.run(event, true);
  }

  /** Sends an event and does what the add-on answers; `anew` drops the cards of before. */
  async run(event, anew = false) {
    const turn = (this.asked += 1);
    this.busy(true);
    try {
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const body = { ...this.subject, locale: navigator.language, timeZone, ...event };
      const answer = await this.api.request("POST", "/_addon/run", { body });
      if (turn !== this.asked) return;
      if (anew) this.stack = [];
      await this.take(answer);
    } catch (problem) {
      if (turn === this.asked) this.fail(problem, () => this.run(event, anew));
    } finally {
      if (turn === this.asked) this.busy(false);
    }
  }

  async take(answer) {
    const render = answer.renderActions ?? answer;
    const action = render.action ?? {};
    const { navigations = [], notification, link } = action;
    for (const step of navigations) this.navigate(step);
    if (notification?.text) toast(notification.text);
    if (navigations.length || !this.stack.length) this.draw(navigations.some((step) => step.updateCard));
    if (link?.url) this.follow(link);
    const wish = render.hostAppAction ?? action.hostAppAction;
    if (wish) await this.grant(wish);
  }

  navigate({ pushCard, updateCard, pop, popToRoot, popToCard, popToCardName }) {
    const name = popToCard ?? popToCardName;
    if (pop) this.stack.pop();
    if (popToRoot) this.stack.splice(1);
    if (name) this.stack.splice(this.stack.findLastIndex((card) => card.name === name) + 1 || 1);
    if (pushCard) this.stack.push(pushCard);
    if (updateCard) this.stack.splice(-1, 1, updateCard);
  }

  /** Google's own question, which the add-on may have asked: may it see this file? */
  async grant({ editorAction, driveAction }) {
    const fileId = driveAction?.requestFileScope?.itemId ?? (editorAction?.requestFileScopeForActiveDocument && this.subject.fileId);
    if (!fileId) return;
    const words = `${this.about.name} would like to see this file, edit it and share it. It sees no other files of yours.`;
    if (await confirmed("Allow access to this file?", words, "Allow")) await this.home({ consent: fileId });
  }

  /** Opens a link; a page that changes what a card shows may ask to look again once it is closed. */
  follow({ url, openAs, onClose }) {
    if (!isSafe(url)) return toast("This link can't be opened.");
    const there = asSeenBy(url, this.api.email);
    const features = openAs === "OVERLAY" ? "popup,width=600,height=720" : "";
    if (onClose !== "RELOAD") return void window.open(there, "_blank", `noopener,${features}`);
    const opened = window.open(there, "_blank", features);
    if (!opened) return toast("The browser did not open the link.");
    opened.opener = null;
    const watch = setInterval(() => {
      if (!opened.closed) return;
      clearInterval(watch);
      this.home();
    }, CLOSED_YET);
  }

  // --- drawing --------------------------------------------------------------

  draw(updated = false) {
    const card = this.stack.at(-1);
    if (!card) return this.say("The add-on has nothing to show here.");
    const drawn = drawCard(card, {
      act: (action, formInputs) => this.act(action, formInputs),
      follow: (link) => this.follow(link),
      push: (pushed) => (this.stack.push(pushed), this.draw()),
    });
    if (updated && this.keeps && this.card) restore(drawn, this.card);
    this.keeps = false;
    this.card = drawn;
    this.panel.replaceChildren(this.bar(), drawn);
    this.panel.scrollTop = 0;
  }

  act({ function: name, parameters = [], persistValues }, formInputs) {
    this.keeps = persistValues;
    const given = Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
    return this.run({ function: name, parameters: given, formInputs });
  }

  bar() {
    const bar = element("div", { class: "head" }, element("span", { class: "count", text: this.about?.name ?? "Add-on" }));
    if (this.stack.length > 1) bar.append(this.button("Back", () => (this.stack.pop(), this.draw())));
    const menu = this.about?.menu ?? [];
    if (menu.length) {
      const more = element("button", { type: "button", class: "dots", "aria-haspopup": "menu", "aria-label": "Menu of the add-on", title: "Menu of the add-on", "data-testid": "addon-menu", text: "⋮" });
      more.addEventListener("click", () => dropMenu(more, menu.map(({ text, url, function: name }) => [text, () => (url ? this.follow({ url }) : this.run({ function: name }))])));
      bar.append(more);
    }
    return bar;
  }

  button(text, press) {
    const made = element("button", { class: "button small", type: "button", text });
    made.addEventListener("click", press);
    return made;
  }

  say(text, ...more) {
    const hint = element("p", { class: "hint", role: "status", text });
    this.panel.replaceChildren(element("h2", { text: this.about?.name ?? "Add-on" }), hint, ...more);
  }

  /** Google's own failure, whatever went wrong in the add-on; what people had typed is kept for the way back. */
  fail(problem, again) {
    this.busy(false);
    const [card, bar] = [this.card, this.panel.querySelector(".head")];
    const back = this.stack.length && card ? [this.button("Back", () => this.panel.replaceChildren(bar ?? this.bar(), card))] : [];
    const words = problem.status === 502 ? "Something went wrong with this add-on. Try again." : problem.message;
    this.say(words, element("div", { class: "buttons", "data-testid": "addon-failed" }, this.button("Try again", again), ...back));
  }

  busy(busy) {
    this.panel.setAttribute("aria-busy", String(busy));
    for (const control of this.panel.querySelectorAll("button, input, select, textarea")) control.inert = busy;
  }
}
