/** Google's card JSON as elements: the widgets an editor add-on may show. All of it is text, never HTML. */

import { element } from "./notices.js";

/** Draws a card; `act(action, inputs)` runs a button's action, `follow(link)` opens one. */
export function drawCard(card, { act, follow }) {
  const form = element("form", { class: "card", autocomplete: "off" });
  form.addEventListener("submit", (event) => event.preventDefault());
  const context = { form, click: (onClick) => click(onClick, form, act, follow) };
  if (card.header) form.append(headerOf(card.header));
  for (const section of card.sections ?? []) form.append(sectionOf(section, context));
  if (card.fixedFooter) {
    const buttons = [card.fixedFooter.primaryButton, card.fixedFooter.secondaryButton].filter(Boolean);
    form.append(element("footer", {}, ...buttons.map((button) => buttonOf(button, context))));
  }
  return form;
}

function headerOf({ title, subtitle }) {
  const head = element("header", {}, element("h2", { text: title ?? "" }));
  if (subtitle) head.append(element("p", { class: "hint", text: subtitle }));
  return head;
}

function sectionOf({ header, widgets = [], collapsible, uncollapsibleWidgetsCount = 0 }, context) {
  const part = element("section", {});
  if (header) part.append(element("h3", { text: plain(header) }));
  const drawn = widgets.map((widget) => widgetOf(widget, context));
  if (!collapsible) return part.append(...drawn), part;
  const rest = element("details", {}, element("summary", { text: "Show more" }), ...drawn.slice(uncollapsibleWidgetsCount));
  part.append(...drawn.slice(0, uncollapsibleWidgetsCount), rest);
  return part;
}

const WIDGETS = {
  textParagraph: ({ text }) => element("p", {}, ...formatted(text)),
  divider: () => element("hr"),
  decoratedText: decorated,
  buttonList: ({ buttons }, context) => element("div", { class: "buttons" }, ...buttons.map((button) => buttonOf(button, context))),
  textInput: textInput,
  selectionInput: selectionInput,
  dateTimePicker: datePicker,
};

/** A widget this page does not know says so: a card that looks whole and is not would mislead whoever tries it. */
function widgetOf(widget, context) {
  const [kind] = Object.keys(widget).filter((key) => key in WIDGETS);
  if (!kind) return element("p", { class: "hint", text: `(${Object.keys(widget).join(", ")} is not shown here)` });
  return WIDGETS[kind](widget[kind], context);
}

function decorated({ topLabel, text, bottomLabel, button, onClick }, context) {
  const lines = element("div", { class: "lines" });
  if (topLabel) lines.append(element("small", { text: topLabel }));
  lines.append(element("div", {}, ...formatted(text)));
  if (bottomLabel) lines.append(element("small", { text: bottomLabel }));
  const row = element("div", { class: "decorated" }, lines);
  if (button) row.append(buttonOf(button, context));
  if (!onClick) return row;
  const pressed = element("button", { type: "button", class: "plain whole" }, row);
  pressed.addEventListener("click", () => context.click(onClick));
  return pressed;
}

function buttonOf({ text, altText, onClick, disabled, type }, context) {
  const kind = type === "FILLED" ? "button main" : "button";
  const made = element("button", { type: "button", class: kind, disabled: Boolean(disabled), "aria-label": altText, text: text ?? altText ?? "" });
  made.addEventListener("click", () => context.click(onClick));
  return made;
}

function textInput({ name, label, hintText, value = "", type }) {
  const field = type === "MULTIPLE_LINE" ? element("textarea", { name, rows: 3 }) : element("input", { name });
  field.value = value;
  return labelled(label, field, hintText);
}

function selectionInput({ name, label, type, items = [], onChangeAction }, context) {
  if (type && type !== "DROPDOWN") return choices({ name, label, type, items });
  const field = element("select", { name });
  for (const { text, value, selected } of items) field.append(element("option", { value, selected: Boolean(selected), text }));
  if (onChangeAction) field.addEventListener("change", () => context.click({ action: onChangeAction }));
  return labelled(label, field);
}

function choices({ name, label, type, items }) {
  const kind = type === "RADIO_BUTTON" ? "radio" : "checkbox";
  const group = element("fieldset", {}, element("legend", { text: label ?? "" }));
  for (const { text, value, selected } of items) {
    const box = element("input", { type: kind, name, value, checked: Boolean(selected) });
    group.append(element("label", { class: "choice" }, box, element("span", { text })));
  }
  return group;
}

function datePicker({ name, label, valueMsEpoch }) {
  const field = element("input", { name, type: "date" });
  if (valueMsEpoch) field.value = new Date(Number(valueMsEpoch)).toISOString().slice(0, 10);
  return labelled(label, field);
}

function labelled(label, field, hint) {
  const made = element("label", { class: "field" }, element("span", { text: label ?? "" }), field);
  if (hint) made.append(element("small", { text: hint }));
  return made;
}

function click(onClick, form, act, follow) {
  if (onClick?.openLink) follow(onClick.openLink.url);
  else if (onClick?.action) act(onClick.action, inputsOf(form));
}

/** What stands in the card's fields, as an event tells it; a field that is empty has no key. */
export function inputsOf(form) {
  const inputs = {};
  for (const field of form.querySelectorAll("[name]")) {
    if (["checkbox", "radio"].includes(field.type) && !field.checked) continue;
    if (field.value === "") continue;
    if (field.type === "date") inputs[field.name] = { dateInput: { msSinceEpoch: String(Date.parse(`${field.value}T00:00:00Z`)) } };
    else (inputs[field.name] ??= { stringInputs: { value: [] } }).stringInputs.value.push(field.value);
  }
  return inputs;
}

/** Card text knows a little markup; what is not bold, italic or a line break stays the characters it is. */
function formatted(text = "") {
  const parts = String(text).split(/(<b>.*?<\/b>|<i>.*?<\/i>|<br\s*\/?>|\n)/);
  return parts.filter(Boolean).map((part) => {
    if (/^(<br|\n)/.test(part)) return element("br");
    const found = /^<([bi])>(.*)<\/\1>$/.exec(part);
    return found ? element(found[1], { text: unescape(found[2]) }) : document.createTextNode(unescape(part));
  });
}

function plain(text) {
  return unescape(String(text).replace(/<\/?[bi]>/g, ""));
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };

function unescape(text) {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]);
}
