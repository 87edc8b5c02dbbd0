/** What the page says to people: toasts, the error bar, questions. All of it is text. */

export function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** A short word at the lower edge that goes away by itself; `show` goes to what it is about. */
export function toast(text, show) {
  const host = document.getElementById("toasts");
  for (const said of host.children) if (said.firstChild.textContent === text) said.remove(); // once is enough
  const note = element("div", { class: "toast", "data-testid": "toast" }, element("span", { text }));
  if (show) {
    const button = element("button", { class: "show", type: "button", text: "Show" });
    button.addEventListener("click", () => {
      note.remove();
      show();
    });
    note.append(button);
  }
  host.append(note);
  setTimeout(() => note.remove(), 5000);
}

/** Shows the API's own message until it is closed or the next thing works. */
export function showProblem(problem) {
  const bar = document.getElementById("problem");
  const close = element("button", { class: "plain", "aria-label": "Dismiss this message", text: "Dismiss" });
  close.addEventListener("click", hideProblem);
  bar.replaceChildren(element("span", { text: problem.message }), close);
  bar.hidden = false;
}

export function hideProblem() {
  document.getElementById("problem").hidden = true;
}

/** A dialog built from `fill(form)`; resolves with `read()` on the main button, else with null. */
function ask({ title, button, fill, read, testid }) {
  return new Promise((resolve) => {
    const form = element("form", { method: "dialog" }, element("h2", { text: title }));
    fill(form);
    const no = element("button", { class: "button", value: "no", type: "button", text: "Cancel" });
    const yes = element("button", { class: "button main", value: "yes", "data-testid": `${testid}-yes`, text: button });
    form.append(element("div", { class: "actions" }, no, yes));
    const dialog = element("dialog", { class: "dialog", "data-testid": testid, "aria-label": title }, form);
    no.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => {
      const answer = dialog.returnValue === "yes" ? read() : null;
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks yes or no; true means yes. */
export async function confirmed(title, text, button) {
  const answer = await ask({
    title,
    button,
    testid: "confirm",
    fill: (form) => form.append(element("p", { text })),
    read: () => true,
  });
  return answer === true;
}

/** Asks for an e-mail address; null when the person thinks better of it. */
export function askAddress(title = "Look at the Workspace as…", button = "Continue") {
  const input = element("input", { type: "email", required: true, "aria-label": "E-mail address", placeholder: "name@company.example" });
  return ask({
    title,
    button,
    testid: "other-person",
    fill: (form) => form.append(input),
    read: () => input.value.trim().toLowerCase(),
  });
}

/** Asks for a text; null when the person thinks better of it. `long` gives several lines. */
export function askText({ title, label, value, button, testid, long = false }) {
  const field = element(long ? "textarea" : "input", { "aria-label": label, "data-testid": `${testid}-text`, ...(long ? { rows: "5" } : { type: "text", required: true }) });
  field.value = value;
  const asked = ask({ title, button, testid, fill: (form) => form.append(field), read: () => field.value });
  field.select();
  return asked;
}

/** A menu at a button: `items` are `[title, act]`, falsy ones left out. Arrows move, Escape and any press elsewhere close. */
export function dropMenu(anchor, items) {
  const menu = element("div", { role: "menu", class: "drop", "data-testid": "menu" });
  const away = new AbortController();
  const close = () => {
    away.abort();
    menu.remove();
  };
  for (const [title, act] of items.filter(Boolean)) {
    const item = element("button", { type: "button", role: "menuitem", text: title });
    item.addEventListener("click", () => {
      close();
      act();
    });
    menu.append(item);
  }
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...menu.children];
    if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    if (event.key === "Escape") {
      close();
      anchor.focus();
    }
    if (step || event.key === "Escape") event.preventDefault();
  });
  document.body.append(menu);
  const box = anchor.getBoundingClientRect();
  const below = box.bottom + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(4, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${below ? box.bottom + 2 : box.top - menu.offsetHeight - 2}px`;
  document.addEventListener("mousedown", (event) => menu.contains(event.target) || close(), { capture: true, signal: away.signal });
  menu.firstElementChild?.focus();
}
