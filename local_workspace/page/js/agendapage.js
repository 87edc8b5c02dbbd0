/** One person's calendar: the coming days, the open event with its guests and agenda; the add-on beside it. */

import { linked } from "./letters.js";
import { LivePage } from "./livepage.js";
import { textOfHtml } from "./mailmodel.js";
import { confirmed, element, hideProblem, showProblem, toast } from "./notices.js";

const EVENTS = "/calendar/v3/calendars/primary/events";
const DAY = 86_400_000;
const [BEFORE, AFTER] = [14, 120]; // days that are shown
const ANSWERS = [["accepted", "Yes"], ["tentative", "Maybe"], ["declined", "No"]];
const SAID = { accepted: "yes", tentative: "maybe", declined: "no", needsAction: "no answer yet" };

const startOf = (event) => new Date(event.start.dateTime ?? `${event.start.date}T00:00:00`);
const dayOf = (date) => date.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const clock = (date) => date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** When an event is, in the reader's own zone. */
function timeOf(event) {
  if (event.start.date) return "All day";
  return `${clock(startOf(event))} – ${clock(new Date(event.end.dateTime))}`;
}

export class AgendaPage extends LivePage {
  /** `asked` is the route: the event that is open; `link(place)` makes addresses. */
  constructor(host, api, asked, link) {
    const days = element("section", { class: "days", "data-testid": "days", "aria-label": "Coming days", tabindex: "0" });
    const pane = element("section", { class: "reading", "data-testid": "event", "aria-label": "Open event", tabindex: "-1" });
    super(host, api, asked, link, { place: "calendar", addonHost: "calendar", parts: [days, pane] });
    this.days = days;
  }

  async show() {
    const { open } = this.asked;
    this.host.dataset.open = open ? "yes" : "no";
    const now = Date.parse((await this.api.request("GET", "/_control/time")).now);
    const query = { singleEvents: "true", orderBy: "startTime", maxResults: 250, timeMin: new Date(now - BEFORE * DAY).toISOString(), timeMax: new Date(now + AFTER * DAY).toISOString() };
    const [{ items }, event] = await Promise.all([
      this.api.request("GET", EVENTS, { query }),
      open ? this.api.request("GET", `${EVENTS}/${encodeURIComponent(open)}`) : null,
    ]);
    if (this.closed || open !== this.asked.open) return;
    this.drawDays(items, new Date(now));
    const state = JSON.stringify(event);
    if (state !== this.state) this.drawEvent(event); // what was drawn already is left alone: people may have their finger on it
    this.state = state;
    const subject = { host: "calendar", ...(event ? { eventId: event.id } : {}) };
    if (JSON.stringify(subject) !== JSON.stringify(this.subject)) this.sidebar.look(subject);
    this.subject = subject;
  }

  // --- the days -----------------------------------------------------------------

  drawDays(events, now) {
    const focused = this.days.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const days = new Map();
    for (const event of events) {
      const day = dayOf(startOf(event));
      days.set(day, [...(days.get(day) ?? []), event]);
    }
    const drawn = [...days].flatMap(([day, inIt]) => [
      element("h2", { class: day === dayOf(now) ? "today" : "", text: day === dayOf(now) ? `Today, ${day}` : day }),
      element("ul", {}, ...inIt.map((event) => element("li", {}, this.row(event)))),
    ]);
    this.days.replaceChildren(...(drawn.length ? drawn : [element("p", { class: "hint", text: "No events in the coming months." })]));
    if (focused) this.days.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  row(event) {
    const answer = this.mine(event)?.responseStatus;
    const look = isDraft(event) ? "draft" : { needsAction: "unanswered", declined: "declined" }[answer] ?? "";
    return element(
      "a",
      { href: this.link({ place: "calendar", open: event.id }), class: look, "data-testid": "event-row", "data-key": event.id, "aria-current": event.id === this.asked.open ? "true" : undefined },
      element("time", { text: timeOf(event) }),
      element("span", {}, element("b", { text: event.summary ?? "(no title)" }), ...tags(event)),
    );
  }

  mine(event) {
    return event.attendees?.find((guest) => guest.self);
  }

  // --- the open event -----------------------------------------------------------

  drawEvent(event) {
    const focused = this.pane.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
    if (!event) return this.pane.replaceChildren(element("p", { class: "hint", text: "Choose an event to see its guests and its agenda." }));
    const facts = [
      ["When", [`${dayOf(startOf(event))}, ${timeOf(event)}`]],
      ["Where", [event.location].filter(Boolean)],
      ["Call", event.hangoutLink ? linked(event.hangoutLink, this.api.email) : []],
      ["Organizer", [event.organizer.displayName ? `${event.organizer.displayName} (${event.organizer.email})` : event.organizer.email]],
      ["Guests", event.attendees?.length ? [guestsOf(event)] : ["Nobody is invited yet."]],
      ["Agenda", event.description ? [element("div", { class: "words" }, ...linked(textOfHtml(event.description), this.api.email))] : []],
    ].filter(([, shown]) => shown.length);
    const list = element("dl", {}, ...facts.flatMap(([name, shown]) => [element("dt", { text: name }), element("dd", {}, ...shown)]));
    const back = element("a", { class: "back button small", href: this.link({ place: "calendar" }), text: "‹ Calendar" });
    this.pane.replaceChildren(back, element("h2", {}, event.summary ?? "(no title)", ...tags(event)), list, this.actions(event));
    if (focused) this.pane.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  actions(event) {
    const mine = this.mine(event);
    const made = element("div", { class: "actions" });
    if (event.status === "cancelled") made.append("This event was cancelled.");
    else if (event.organizer.self) made.append(this.button("Delete", "delete-event", () => this.remove(event)));
    else if (mine) {
      made.append("Going?");
      for (const [answer, label] of ANSWERS) {
        const button = this.button(label, `answer-${answer}`, () => this.answer(event, answer));
        button.setAttribute("aria-pressed", String(mine.responseStatus === answer));
        made.append(button);
      }
    }
    return made;
  }

  button(text, testid, press) {
    const made = element("button", { type: "button", class: "button", text, "data-testid": testid });
    made.addEventListener("click", press);
    return made;
  }

  answer(event, responseStatus) {
    const attendees = event.attendees.map((guest) => (guest.self ? { ...guest, responseStatus } : guest));
    return this.attempt(() => this.api.request("PATCH", `${EVENTS}/${event.id}`, { query: { sendUpdates: "all" }, body: { attendees } }), "Your answer was sent");
  }

  async remove(event) {
    const guests = Boolean(event.attendees?.length);
    if (!(await confirmed("Delete event", guests ? "Delete this event and tell its guests?" : "Delete this event?", "Delete"))) return;
    await this.attempt(() => this.api.request("DELETE", `${EVENTS}/${event.id}`, { query: { sendUpdates: guests ? "all" : "none" } }), "Event deleted");
    location.hash = this.link({ place: "calendar" });
  }

  async attempt(task, told) {
    try {
      await task();
      hideProblem();
      toast(told);
      await this.show();
    } catch (problem) {
      showProblem(problem);
    }
  }
}

/** An event that its organizer has not settled: nobody is asked for an answer yet. */
function isDraft(event) {
  return event.status === "tentative";
}

function tags(event) {
  const words = event.status === "cancelled" ? "Cancelled" : isDraft(event) ? "Draft" : "";
  return words ? [element("span", { class: "tag", text: words })] : [];
}

function guestsOf(event) {
  const rows = event.attendees.map(({ email, displayName, responseStatus, organizer, optional }) => {
    const more = [organizer && "organizer", optional && "optional", SAID[responseStatus]].filter(Boolean).join(", ");
    return element("li", {}, displayName ? `${displayName} (${email})` : email, " ", element("small", { text: more }));
  });
  return element("ul", { class: "guests", "data-testid": "guests" }, ...rows);
}
