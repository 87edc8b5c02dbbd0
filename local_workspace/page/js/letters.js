/** One message of a thread to read, and a letter to write; all of it is text. */

import { KEPT, attachmentsOf, bytesOf, header, names, textOf } from "./mailmodel.js";
import { confirmed, element } from "./notices.js";
import { asSeenBy } from "./routes.js";

const LINK = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

/** A text whose addresses can be followed, those into this Workspace as the same person. */
export function linked(text, as) {
  return text.split(LINK).filter(Boolean).map((part) => {
    if (!LINK.test(part)) return part;
    const href = asSeenBy(part, as);
    return element("a", { href, text: part, ...(href === part ? { target: "_blank", rel: "noopener" } : {}) });
  });
}

/** When something was, as people say it. */
export function when(ms) {
  return new Date(Number(ms)).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** One message as a person reads it; `fetch(attachment)` gives a file's content. */
export function drawLetter(message, as, fetch) {
  const head = element("header", {}, element("b", { text: names(header(message, "From")) }), element("time", { text: when(message.internalDate) }));
  const to = [["To", "to"], ["Cc", "copy to"]].map(([name, word]) => header(message, name) && `${word} ${names(header(message, name))}`).filter(Boolean);
  const made = element("article", { class: "letter", "data-testid": "message" }, head, element("p", { class: "hint", text: to.join(", ") }), element("div", { class: "words" }, ...linked(textOf(message), as)));
  const files = attachmentsOf(message);
  if (files.length) made.append(element("div", { class: "attached" }, ...files.map((file) => attachment(file, fetch))));
  return made;
}

function attachment(file, fetch) {
  const made = element("button", { type: "button", class: "button small", text: `${file.name} (${Math.max(1, Math.round(file.size / 1024))} KB)` });
  made.addEventListener("click", async () => {
    const url = URL.createObjectURL(new Blob([bytesOf(await fetch(file))], { type: file.type }));
    element("a", { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  return made;
}

/** A letter as its writer left it. */
export function letterOf(message) {
  const kept = Object.fromEntries(KEPT.map((name) => [name, header(message, name)]));
  const [to, cc, subject] = ["To", "Cc", "Subject"].map((name) => header(message, name));
  return { to, cc, subject, text: textOf(message), threadId: message.threadId, kept, files: attachmentsOf(message) };
}

/** A form to write in; `on`: send(letter or null where nothing was changed), save(letter), discard(). */
export function drawForm(letter, on) {
  const fields = { to: line("To", letter.to), cc: line("Copy to", letter.cc), subject: line("Subject", letter.subject) };
  const text = element("textarea", { rows: 12, "aria-label": "Text of the mail", "data-testid": "draft-text" });
  text.value = letter.text;
  const read = () => ({ ...letter, to: fields.to.value, cc: fields.cc.value, subject: fields.subject.value, text: text.value });
  const changed = () => ["to", "cc", "subject", "text"].some((name) => read()[name] !== letter[name]);
  const button = (label, kind, testid, press) => {
    const made = element("button", { type: "button", class: kind, text: label, "data-testid": testid });
    made.addEventListener("click", press);
    return made;
  };
  const files = letter.files?.length ? [element("p", { class: "hint", text: `With ${letter.files.map((file) => file.name).join(", ")}` })] : [];
  return element(
    "form",
    { class: "letter writing", "data-testid": "draft", "aria-label": "Draft" },
    element("h3", { text: "Draft" }),
    ...Object.values(fields).map((field) => field.parentElement),
    text,
    ...files,
    element(
      "div",
      { class: "actions" },
      button("Discard", "button", "draft-discard", async () => (await confirmed("Discard draft", "Throw this draft away?", "Discard")) && on.discard()),
      button("Save", "button", "draft-save", () => on.save(read())),
      button("Send", "button main", "draft-send", () => on.send(changed() ? read() : null)),
    ),
  );
}

function line(label, value) {
  const field = element("input", { "aria-label": label });
  field.value = value;
  element("label", {}, element("span", { text: label }), field);
  return field;
}
