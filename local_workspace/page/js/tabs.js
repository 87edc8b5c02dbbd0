/** The tabs of a file, at the bottom as in Sheets, with what can be done to them. */

import { dropMenu, element } from "./notices.js";

/** `unseen` are the tabs that changed while another was on show; `act` the actions, or null for people who may not edit. */
export function drawTabs(host, sheets, { current, unseen, choose, act }) {
  const focused = host.contains(document.activeElement);
  const list = element("div", { role: "tablist", class: "list", "aria-label": "Tabs of the file" }, ...sheets.map((sheet) => tabOf(sheet, sheet.id === current, unseen.has(sheet.id), choose)));
  const parts = [list];
  if (act) {
    const add = element("button", { type: "button", class: "add", title: "Add a tab", "aria-label": "Add a tab", "data-testid": "add-tab", text: "+" });
    add.addEventListener("click", () => act().addTab());
    parts.unshift(add);
    parts.push(moreButton(sheets, current, act));
    list.ondblclick = (event) => event.target.closest("[role=tab]") && act().renameTab(current);
    list.oncontextmenu = (event) => {
      const tab = event.target.closest("[role=tab]");
      if (!tab) return;
      event.preventDefault();
      const id = Number(tab.dataset.id);
      choose(id);
      openMenu(host.querySelector(".menu-of-tab"), sheets, id, act);
    };
  }
  host.replaceChildren(...parts);
  if (focused) host.querySelector("[aria-selected=true]")?.focus();
  list.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = sheets.findIndex((sheet) => sheet.id === current);
    choose(sheets[(at + step + sheets.length) % sheets.length].id);
  };
}

function tabOf(sheet, chosen, changed, choose) {
  const tab = element("button", {
    role: "tab",
    class: changed ? "tab unseen" : "tab",
    "aria-selected": String(chosen),
    tabindex: chosen ? "0" : "-1",
    "data-testid": `tab-${sheet.title}`,
    "data-id": sheet.id,
    text: sheet.title,
  });
  if (changed) tab.setAttribute("aria-description", "changed");
  if (sheet.tabColor) tab.style.borderTopColor = sheet.tabColor;
  tab.addEventListener("click", () => chosen || choose(sheet.id));
  return tab;
}

function moreButton(sheets, current, act) {
  const more = element("button", { type: "button", class: "menu-of-tab", title: "Rename, copy, move or delete this tab", "aria-label": "Actions on this tab", "aria-haspopup": "menu", "data-testid": "tab-menu", text: "▾" });
  more.addEventListener("click", () => openMenu(more, sheets, current, act));
  return more;
}

function openMenu(anchor, sheets, id, act) {
  const at = sheets.findIndex((sheet) => sheet.id === id);
  dropMenu(anchor, [
    ["Rename", () => act().renameTab(id)],
    ["Duplicate", () => act().duplicateTab(id)],
    at > 0 && ["Move left", () => act().moveTab(id, -1)],
    at < sheets.length - 1 && ["Move right", () => act().moveTab(id, 1)],
    sheets.length > 1 && ["Delete", () => act().deleteTab(id)],
  ]);
}
