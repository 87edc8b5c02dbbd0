/** The tools above the grid: buttons by their `data-do`, lists of looks, and colours. */

import { element } from "./notices.js";

const COLOURS = [
  ["Black", "#000000"], ["Dark grey", "#666666"], ["Light grey", "#d9d9d9"], ["White", "#ffffff"],
  ["Red", "#cc0000"], ["Orange", "#e69138"], ["Yellow", "#f1c232"], ["Green", "#38761d"], ["Blue", "#1155cc"], ["Purple", "#674ea7"],
  ["Light red", "#f4cccc"], ["Light orange", "#fce5cd"], ["Light yellow", "#fff2cc"], ["Light green", "#d9ead3"], ["Light blue", "#cfe2f3"], ["Light purple", "#d9d2e9"],
];

/** `#rrggbb` as Google's colour. */
function rgbOf(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return { red, green, blue };
}

/** A palette at a button; `pick(rgb)` gets null for none. */
function openPalette(anchor, pick) {
  const away = new AbortController();
  const box = element("div", { class: "palette", role: "group", "aria-label": anchor.title, "data-testid": "palette" });
  const close = () => {
    away.abort();
    box.remove();
  };
  const choice = (attributes, value) => {
    const button = element("button", { type: "button", ...attributes });
    button.addEventListener("click", () => {
      close();
      pick(value);
    });
    return button;
  };
  box.append(choice({ class: "reset", text: "None" }, null));
  for (const [name, hex] of COLOURS) {
    const swatch = choice({ class: "swatch", title: name, "aria-label": name }, rgbOf(hex));
    swatch.style.backgroundColor = hex;
    box.append(swatch);
  }
  const at = anchor.getBoundingClientRect();
  box.style.left = `${at.left}px`;
  box.style.top = `${at.bottom + 4}px`;
  document.body.append(box);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    anchor.focus();
  });
  document.addEventListener("mousedown", (event) => box.contains(event.target) || close(), { capture: true, signal: away.signal });
  box.firstElementChild.focus();
}

/** `actions()` are those of the page as it is when a tool is used; nothing happens before the file is read. */
export function listenToTools(host, actions, signal) {
  host.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const act = button && button.tagName === "BUTTON" && actions();
    if (!act) return;
    const name = button.dataset.do;
    if (button.dataset.palette !== undefined) openPalette(button, (rgb) => actions()[name](rgb));
    else act[name]();
  }, { signal });
  host.addEventListener("change", (event) => {
    const act = actions();
    if (act) act[event.target.dataset.do](event.target.value);
    event.target.selectedIndex = 0;
    document.getElementById("grid").focus({ preventScroll: true });
  }, { signal });
}

/** Enables what can be used now; the reason why not is each tool's title. */
export function drawTools(host, { history, access }) {
  for (const tool of host.querySelectorAll("[data-do]")) {
    const name = tool.dataset.do;
    const reads = name === "find" || (name === "comment" && access.mayComment);
    const can = { undo: history.canUndo, redo: history.canRedo }[name] ?? true;
    tool.dataset.title ??= tool.title;
    tool.disabled = !can || (!access.mayEdit && !reads);
    tool.title = tool.disabled && access.reason ? access.reason : tool.dataset.title;
  }
}
