/** The address bar: `#/`, `#/file/ID`, `#/mail/BOX/THREAD`, `#/calendar/EVENT`, each with `?as=EMAIL`. */

export const BOXES = ["inbox", "sent", "drafts"];

/** Where the address bar leads: the place, what is open there, and as whom. */
export function route() {
  const [path, search = ""] = location.hash.replace(/^#/, "").split("?");
  const query = new URLSearchParams(search);
  const [, place = "", ...rest] = path.split("/").map(decodeURIComponent);
  const as = query.get("as");
  if (place === "file" && rest[0]) {
    const tab = query.get("tab");
    return { place: "files", file: rest[0], tab: tab === null ? null : Number(tab), as };
  }
  if (place === "mail") return { place, box: BOXES.includes(rest[0]) ? rest[0] : "inbox", open: rest[1] ?? "", as };
  if (place === "calendar") return { place, open: rest[0] ?? "", as };
  return { place: "files", file: null, tab: null, as };
}

/** The address of a place as a person sees it. */
export function address({ place, file, tab, box, open }, as) {
  const query = new URLSearchParams({ as });
  if (tab !== null && tab !== undefined) query.set("tab", tab);
  const parts = { mail: ["mail", box ?? "inbox", open], calendar: ["calendar", open] }[place] ?? (file ? ["file", file] : []);
  return `#/${parts.filter(Boolean).map(encodeURIComponent).join("/")}?${query}`;
}

/** A link into this Workspace as the person who follows it sees it; any other link as it is. */
export function asSeenBy(url, as) {
  if (!String(url).startsWith(`${location.origin}/#`) || /[?&]as=/.test(url)) return url;
  return `${url}${url.includes("?") ? "&" : "?"}${new URLSearchParams({ as })}`;
}
