/** A month to pick a day from, for date cells. Weeks begin on Monday. */

import { element } from "./notices.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

const iso = (year, month, day) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

function dayButton(date, { month, chosen, today, pick }) {
  const button = element("button", {
    type: "button",
    class: ["day", date.getUTCMonth() === month ? "" : "far", [0, 6].includes(date.getUTCDay()) ? "weekend" : ""].join(" ").trim(),
    text: String(date.getUTCDate()),
    tabindex: "-1",
  });
  const name = date.toISOString().slice(0, 10);
  button.dataset.date = name;
  button.setAttribute("aria-label", name);
  if (name === chosen) button.setAttribute("aria-pressed", "true");
  if (name === today) button.classList.add("today");
  button.addEventListener("click", () => pick(name));
  return button;
}

/** A calendar showing the month of `chosen` (ISO), else this month; calls `pick(iso)`. */
export function calendar(chosen, pick) {
  const today = new Date().toISOString().slice(0, 10);
  let [year, month] = (chosen || today).split("-").map(Number);
  month -= 1;
  const box = element("div", { class: "calendar", role: "dialog", "aria-label": "Choose a date", "data-testid": "calendar" });
  const turn = (by) => {
    const moved = new Date(Date.UTC(year, month + by, 1));
    [year, month] = [moved.getUTCFullYear(), moved.getUTCMonth()];
    draw();
  };
  const arrow = (label, text, by) => {
    const button = element("button", { type: "button", class: "turn", "aria-label": label, text, tabindex: "-1" });
    button.addEventListener("click", () => turn(by));
    return button;
  };
  const draw = () => {
    const head = element("div", { class: "month" }, arrow("Month before", "‹", -1), element("b", { text: `${MONTHS[month]} ${year}` }), arrow("Month after", "›", 1));
    const days = element("div", { class: "days" }, ...DAYS.map((name) => element("span", { class: "name", text: name })));
    const lead = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
    for (let day = 1 - lead; day <= 42 - lead; day += 1) {
      days.append(dayButton(new Date(`${iso(year, month, day)}T00:00:00Z`), { month, chosen, today, pick }));
    }
    box.replaceChildren(head, days);
  };
  draw();
  return box;
}
