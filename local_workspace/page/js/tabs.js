/** The tabs of a file, at the bottom as in Sheets. */

import { element } from "./notices.js";

/** `unseen` are the tabs that changed while another was on show. */
export function drawTabs(host, sheets, current, unseen, choose) {
  const buttons = sheets.map((sheet) => {
    const chosen = sheet.id === current;
    const tab = element("button", {
      role: "tab",
      class: unseen.has(sheet.id) ? "tab unseen" : "tab",
      "aria-selected": String(chosen),
      tabindex: chosen ? "0" : "-1",
      "data-testid": `tab-${sheet.title}`,
      text: sheet.title,
    });
    if (unseen.has(sheet.id)) tab.setAttribute("aria-description", "changed");
    if (sheet.tabColor) tab.style.borderTopColor = sheet.tabColor;
    tab.addEventListener("click", () => choose(sheet.id));
    return tab;
  });
  const focused = host.contains(document.activeElement);
  host.replaceChildren(...buttons);
  if (focused) host.querySelector("[aria-selected=true]")?.focus();
  host.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = sheets.findIndex((sheet) => sheet.id === current);
    choose(sheets[(at + step + sheets.length) % sheets.length].id);
  };
}
