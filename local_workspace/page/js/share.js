/** Who may open a file: the list of permissions, changed at once. */

import { element } from "./notices.js";

const ROLES = [["reader", "Viewer"], ["commenter", "Commenter"], ["writer", "Editor"]];
const LABEL = { owner: "Owner", organizer: "Manager", fileOrganizer: "Content manager", ...Object.fromEntries(ROLES) };

function roleSelect(label, role) {
  const select = element("select", { "aria-label": label }, ...ROLES.map(([value, text]) => element("option", { value, text })));
  select.value = role;
  return select;
}

function nameOf(permission) {
  return permission.displayName || permission.emailAddress || permission.id;
}

export class ShareDialog {
  /** People who may not edit the file only read who else may open it. */
  constructor(api, fileId, title, mayShare) {
    Object.assign(this, { api, fileId, title, mayShare });
    this.problem = element("p", { class: "refused", role: "alert", hidden: true });
    this.general = element("ul", { class: "permissions", "aria-label": "General access", "data-testid": "general-access" });
    this.list = element("ul", { class: "permissions", "data-testid": "permissions" });
  }

  /** Opens the dialog; resolves when it is closed. */
  open() {
    const close = element("button", { class: "button main", text: "Done" });
    const frame = element(
      "dialog",
      { class: "dialog", "data-testid": "share-dialog", "aria-label": "Share" },
      element("h2", { text: `Share “${this.title}”` }),
      this.mayShare ? this.addForm() : element("p", { text: "You can't change who may open this file: ask its owner." }),
      this.problem,
      this.list,
      this.general,
      element("div", { class: "actions" }, close),
    );
    close.addEventListener("click", () => frame.close());
    frame.addEventListener("close", () => frame.remove());
    document.body.append(frame);
    frame.showModal();
    this.read();
  }

  addForm() {
    const email = element("input", { type: "email", required: true, placeholder: "name@company.example", "aria-label": "E-mail address of the person to add", "data-testid": "share-email" });
    const role = roleSelect("Role of the person to add", "writer");
    role.dataset.testid = "share-role";
    const form = element("form", { class: "row" }, email, role, element("button", { class: "button", "data-testid": "share-add", text: "Add" }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const added = await this.attempt(() => this.api.share(this.fileId, { type: "user", role: role.value, emailAddress: email.value.trim() }));
      if (added) email.value = "";
    });
    return form;
  }

  /** One change after the other: the next one starts from what the list says once the one before holds. */
  attempt(task) {
    this.changes = (this.changes ?? Promise.resolve()).then(() => this.change(task));
    return this.changes;
  }

  /** Does it and reads the list anew; what was refused is said, and the list shows what holds. */
  async change(task) {
    this.problem.hidden = true;
    try {
      await task();
    } catch (problem) {
      await this.read();
      this.problem.textContent = problem.message;
      this.problem.hidden = false;
      return false;
    }
    await this.read();
    return true;
  }

  async read() {
    try {
      const permissions = await this.api.permissions(this.fileId);
      const anyone = permissions.find((permission) => permission.type === "anyone");
      const people = permissions.filter((permission) => permission.type !== "anyone");
      this.list.replaceChildren(...people.map((permission) => this.row(permission)));
      this.anyone = anyone;
      this.general.replaceChildren(this.linkRow(anyone));
    } catch (problem) {
      this.problem.textContent = problem.message;
      this.problem.hidden = false;
    }
  }

  row(permission) {
    const name = nameOf(permission);
    const who = element("span", { class: "name" }, element("b", { text: name }), element("small", { text: permission.emailAddress || "" }));
    if (!this.mayShare || !ROLES.some(([value]) => value === permission.role)) {
      return element("li", { class: "row" }, who, element("span", { class: "role", text: LABEL[permission.role] || permission.role }));
    }
    const role = roleSelect(`Role of ${name}`, permission.role);
    role.addEventListener("change", () => this.attempt(() => this.api.changeRole(this.fileId, permission.id, role.value)));
    const remove = element("button", { class: "plain", type: "button", "aria-label": `Remove ${name}`, text: "Remove" });
    remove.addEventListener("click", () => this.attempt(() => this.api.unshare(this.fileId, permission.id)));
    return element("li", { class: "row" }, who, role, remove);
  }

  /** Access by the link alone: restricted, or a role for anyone who has it. */
  linkRow(anyone) {
    const who = element("span", { class: "name" }, element("b", { text: "Anyone with the link" }), element("small", { text: anyone ? "No sign-in needed." : "Only people listed here can open the file." }));
    const choice = roleSelect("Access of anyone with the link", anyone?.role);
    choice.prepend(element("option", { value: "", text: "Restricted" }));
    choice.value = anyone?.role ?? "";
    choice.dataset.testid = "share-link";
    choice.disabled = !this.mayShare;
    choice.addEventListener("change", () => {
      const role = choice.value;
      this.attempt(() => this.changeLink(role));
    });
    return element("li", { class: "row" }, who, choice);
  }

  changeLink(role) {
    const anyone = this.anyone;
    if (!role) return anyone && this.api.unshare(this.fileId, anyone.id);
    return anyone ? this.api.changeRole(this.fileId, anyone.id, role) : this.api.share(this.fileId, { type: "anyone", role });
  }
}
