/** Who looks at the page: the demo's people, or any other address; kept between visits. */

export const PEOPLE = [
  { email: "dana@acme.example", label: "Dana, buyer", side: "buyer" },
  { email: "sam@northwind.example", label: "Sam, seller", side: "seller" },
  { email: "max@northwind.example", label: "Max, manager", side: "seller" },
];
const KEY = "local-workspace-person";
const OTHER = "other";

/** The side by which a person is coloured; `other` for addresses that are not the demo's. */
export function sideOf(email) {
  const domain = email.split("@")[1] || "";
  const known = PEOPLE.find((person) => person.email.endsWith(`@${domain}`));
  return known ? known.side : "other";
}

/** The person named in the address bar, else the one of the last visit, else Dana. */
export function currentPerson(asked) {
  const email = asked || localStorage.getItem(KEY) || PEOPLE[0].email;
  localStorage.setItem(KEY, email);
  return email;
}

function option(value, label) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = label;
  return element;
}

/** Fills the switcher and calls `choose(email)` when somebody else is picked. */
export function peopleSwitcher(frame, select, { askAddress, choose }) {
  let shown = "";
  const show = (email) => {
    shown = email;
    const rows = PEOPLE.map((person) => option(person.email, `${person.label} (${person.email})`));
    if (!PEOPLE.some((person) => person.email === email)) rows.push(option(email, email));
    select.replaceChildren(...rows, option(OTHER, "Other address…"));
    select.value = email;
    frame.dataset.side = sideOf(email);
  };
  select.addEventListener("change", async () => {
    const email = select.value === OTHER ? await askAddress() : select.value;
    select.value = shown;
    if (email) choose(email);
  });
  return show;
}
