/** The panels at the right of a file, one at a time: comments, versions, and the slot of the add-on. */

const byId = (id) => document.getElementById(id);

export const PANELS = ["comments", "versions", "addon"];
export const FILE_TOOLS = ["share", "rename", ...PANELS.map((name) => `toggle-${name}`)];

/** Shows those buttons of a file, once somebody listens to them: a press must never go unheard. */
export function showFileTools(ids) {
  for (const id of FILE_TOOLS) byId(id).hidden = !ids.includes(id);
}

export class Panels {
  /** `opened(name)` hears which panel has come into sight. */
  constructor(opened, signal) {
    this.opened = opened;
    for (const name of PANELS) {
      byId(`toggle-${name}`).addEventListener("click", () => (byId(name).hidden ? this.open(name) : this.close()), { signal });
    }
  }

  open(name) {
    this.only(name);
    this.opened(name);
  }

  close() {
    this.only(null);
  }

  only(name) {
    for (const other of PANELS) {
      byId(other).hidden = other !== name;
      byId(`toggle-${other}`).setAttribute("aria-pressed", String(other === name));
    }
  }
}
