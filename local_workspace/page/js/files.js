/** The files a person can open. */

import { element } from "./notices.js";

const SHEET = "application/vnd.google-apps.spreadsheet";

function dateOf(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

function row(file, link) {
  const owner = file.ownedByMe ? "me" : file.owners?.[0]?.displayName || "";
  const by = file.lastModifyingUser?.me ? "me" : file.lastModifyingUser?.displayName || "";
  const opens = file.mimeType === SHEET;
  const name = opens ? element("a", { href: link(file.id), text: file.name, "data-testid": "file" }) : element("span", { text: file.name });
  return element(
    "tr",
    {},
    element("td", { class: opens ? "name sheet" : "name" }, name),
    element("td", { text: owner }),
    element("td", { text: `${dateOf(file.modifiedTime)}${by ? ` by ${by}` : ""}` }),
  );
}

/** Draws the list, or what to do when there is none; `link(id)` makes a file's address. */
export function drawFiles(host, files, link) {
  if (!files.length) {
    const hint = element("p", {}, "No files yet. Run ", element("code", { text: "closeplan demo" }), " to make one, or look as somebody else.");
    host.replaceChildren(element("div", { class: "empty", "data-testid": "no-files" }, hint));
    return;
  }
  const head = element("tr", {}, ...["Name", "Owner", "Last changed"].map((text) => element("th", { scope: "col", text })));
  const table = element("table", { class: "files", "data-testid": "files" }, element("thead", {}, head), element("tbody", {}, ...files.map((file) => row(file, link))));
  host.replaceChildren(table);
}

/** Instead of a file that this person may not open. */
export function drawRefusal(host, email) {
  const hint = element("p", { text: `${email} can't open this file. Look as somebody else, or ask its owner to share it.` });
  host.replaceChildren(element("div", { class: "empty", "data-testid": "refused" }, hint));
}
