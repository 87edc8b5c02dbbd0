/** Who else has the file open, as initials in the bar. */

import { element } from "./notices.js";
import { sideOf } from "./people.js";

const MOST = 4;

const initials = (name) => name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();

/** `people` are names by address; oneself is left out. */
export function drawPresence(host, people, self) {
  const others = Object.entries(people).filter(([email]) => email !== self);
  const shown = others.slice(0, MOST).map(([email, name]) =>
    element("li", { class: "face", "data-side": sideOf(email), "data-testid": "present", title: `${name} (${email || "not signed in"}) has this file open`, text: initials(name) }),
  );
  for (const [at, face] of shown.entries()) face.append(element("span", { class: "aside", text: `${others[at][1]} has this file open` }));
  if (others.length > MOST) shown.push(element("li", { class: "face", text: `+${others.length - MOST}` }));
  host.replaceChildren(...shown);
  host.hidden = !others.length;
}
