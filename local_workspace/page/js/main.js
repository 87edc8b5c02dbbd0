/** Start and routes: files, one open file, mail and the calendar, each as the person named in the address bar. */

import { AgendaPage } from "./agendapage.js";
import { Api, DOC } from "./api.js";
import { DocPage } from "./docpage.js";
import { FilePage } from "./filepage.js";
import { FilesPage, drawRefusal } from "./files.js";
import { MailPage } from "./mailpage.js";
import { askAddress, hideProblem, showProblem } from "./notices.js";
import { showFileTools } from "./panels.js";
import { currentPerson, peopleSwitcher } from "./people.js";
import { address, route } from "./routes.js";
import { placeSidebar } from "./sidebar.js";

const byId = (id) => document.getElementById(id);
const MAINS = ["files", "file", "doc", "mail", "agenda"];
let open = null;

function showTitle(text) {
  byId("title").textContent = text;
  document.title = text === "Files" ? "Local Workspace" : `${text} – Local Workspace`;
}

/** A place whose page draws itself: the list of files, mail, the calendar. */
async function showPlace(main, title, page) {
  byId(main).hidden = false;
  showTitle(title);
  byId("title").classList.add("unseen"); // the bar names the place already
  open = page;
  try {
    await open.open();
  } catch (problem) {
    showProblem(problem);
  }
}

async function showFile(api, file, tab) {
  const asked = {};
  open = { close: () => (asked.gone = true) };
  let page = open;
  try {
    const isDoc = (await api.kindOf(file)) === DOC;
    if (asked.gone) return; // somebody has gone elsewhere meanwhile
    byId(isDoc ? "doc" : "file").hidden = false;
    page = open = isDoc
      ? new DocPage(api, file, { titled: showTitle })
      : new FilePage(api, file, {
          tab,
          titled: showTitle,
          keepTab: (id) => history.replaceState(null, "", address({ file, tab: id }, api.email)),
        });
    await page.open();
  } catch (problem) {
    if (open === page) placeSidebar(document.body);
    page.close();
    if (open !== page) return; // somebody has gone elsewhere meanwhile
    for (const id of ["file", "doc"]) byId(id).hidden = true;
    byId("files").hidden = false;
    showTitle("Not opened");
    showProblem(problem);
    byId("files").replaceChildren();
    if ([403, 404].includes(problem.status)) drawRefusal(byId("files"), api.email);
  }
}

const showPerson = peopleSwitcher(byId("who"), byId("person"), {
  askAddress,
  choose: (email) => {
    const here = route();
    // what is open in one's own mail or calendar is nobody else's
    location.hash = address(here.place === "files" ? here : { place: here.place }, email);
  },
});

function showPlaces(place, email) {
  for (const link of byId("places").children) {
    link.setAttribute("href", address({ place: link.dataset.place }, email));
    if (link.dataset.place === place) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

async function go() {
  const asked = route();
  const email = currentPerson(asked.as);
  if (open?.stays?.(asked, email)) return; // the same page, another mail or event
  placeSidebar(document.body); // it outlives the page it stood beside
  open?.close();
  open = null;
  hideProblem();
  byId("saving").textContent = "";
  const api = new Api(email);
  showPerson(email);
  showPlaces(asked.place, email);
  document.querySelector(".home").setAttribute("href", address({ place: "files" }, email));
  for (const id of MAINS) byId(id).hidden = true;
  showFileTools([]);
  byId("access").hidden = true;
  byId("title").classList.remove("unseen");
  const link = (place) => address(place, email);
  if (asked.file) await showFile(api, asked.file, asked.tab);
  else if (asked.place === "mail") await showPlace("mail", "Mail", new MailPage(byId("mail"), api, asked, link));
  else if (asked.place === "calendar") await showPlace("agenda", "Calendar", new AgendaPage(byId("agenda"), api, asked, link));
  else await showPlace("files", "Files", new FilesPage(byId("files"), api, (id) => link({ file: id })));
}

// the grid library drops its selection on any press elsewhere; people expect it to stay while they comment
document.body.addEventListener("mousedown", (event) => {
  if (!event.target.closest("#grid, .jcontextmenu")) event.stopPropagation();
});
window.addEventListener("hashchange", go);
go();
