/** Start and routes: `#/` lists the files, `#/file/ID?as=EMAIL` opens one, as that person. */

import { Api, DOC } from "./api.js";
import { DocPage } from "./docpage.js";
import { FilePage } from "./filepage.js";
import { FilesPage, drawRefusal } from "./files.js";
import { askAddress, hideProblem, showProblem } from "./notices.js";
import { showFileTools } from "./panels.js";
import { currentPerson, peopleSwitcher } from "./people.js";

const byId = (id) => document.getElementById(id);
let open = null;

function route() {
  const [path, search = ""] = location.hash.replace(/^#/, "").split("?");
  const query = new URLSearchParams(search);
  const file = /^\/file\/([^/]+)/.exec(path);
  const tab = query.get("tab");
  return { file: file ? decodeURIComponent(file[1]) : null, as: query.get("as"), tab: tab === null ? null : Number(tab) };
}

function address(file, as, tab) {
  const query = new URLSearchParams({ as });
  if (tab !== null && tab !== undefined) query.set("tab", tab);
  return `#${file ? `/file/${encodeURIComponent(file)}` : "/"}?${query}`;
}

function showTitle(text) {
  byId("title").textContent = text;
  document.title = text === "Files" ? "Local Workspace" : `${text} – Local Workspace`;
}

async function showFiles(api) {
  byId("files").hidden = false;
  showTitle("Files");
  open = new FilesPage(byId("files"), api, (id) => address(id, api.email));
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
          keepTab: (id) => history.replaceState(null, "", address(file, api.email, id)),
        });
    await page.open();
  } catch (problem) {
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
    const { file, tab } = route();
    location.hash = address(file, email, tab);
  },
});

async function go() {
  open?.close();
  open = null;
  hideProblem();
  byId("saving").textContent = "";
  const { file, as, tab } = route();
  const api = new Api(currentPerson(as));
  showPerson(api.email);
  document.querySelector(".home").setAttribute("href", address(null, api.email));
  for (const id of ["files", "file", "doc"]) byId(id).hidden = true;
  showFileTools([]);
  byId("access").hidden = true;
  await (file ? showFile(api, file, tab) : showFiles(api));
}

// the grid library drops its selection on any press elsewhere; people expect it to stay while they comment
document.body.addEventListener("mousedown", (event) => {
  if (!event.target.closest("#grid, .jcontextmenu")) event.stopPropagation();
});
window.addEventListener("hashchange", go);
go();
