/** The fields of a card, and what stands in them in the form that an event tells it. */

import { element } from "./notices.js";

const MINUTE = 60_000;

/** A line or several to type. */
export function textInput({ name, label, hintText, placeholderText, value = "", type, validation = {}, onChangeAction }, context) {
  const field = type === "MULTIPLE_LINE" ? element("textarea", { rows: 4 }) : element("input", { type: { EMAIL: "email", INTEGER: "number", FLOAT: "number" }[validation.inputType] ?? "text" });
  field.value = value;
  if (placeholderText) field.placeholder = placeholderText;
  if (validation.characterLimit) field.maxLength = validation.characterLimit;
  return labelled(named(field, name, context, onChangeAction), label, hintText);
}

/** One or several of a list. */
export function selectionInput({ name, label, type = "CHECK_BOX", items = [], hintText, onChangeAction }, context) {
  if (!["DROPDOWN", "MULTI_SELECT"].includes(type)) return choices({ name, label, type, items, onChangeAction }, context);
  const field = element("select", { multiple: type === "MULTI_SELECT" });
  for (const { text, value, selected } of items) field.append(element("option", { value, selected: Boolean(selected), text }));
  return labelled(named(field, name, context, onChangeAction), label, hintText);
}

function choices({ name, label, type, items, onChangeAction }, context) {
  const group = element("fieldset", {}, element("legend", { text: label ?? "" }));
  for (const { text, value, selected, bottomText } of items) {
    const box = element("input", { type: type === "RADIO_BUTTON" ? "radio" : "checkbox", value, checked: Boolean(selected) });
    if (type === "SWITCH") box.setAttribute("role", "switch");
    const words = element("span", {}, text, ...(bottomText ? [element("small", { text: bottomText })] : []));
    group.append(element("label", { class: "choice" }, named(box, name, context, onChangeAction), words));
  }
  return group;
}

/** The switch at the end of a decorated text. */
export function switchControl({ name, value = "on", selected, controlType, onChangeAction }, label, context) {
  const box = element("input", { type: "checkbox", value, checked: Boolean(selected), "aria-label": label });
  if (controlType !== "CHECK_BOX" && controlType !== "CHECKBOX") box.setAttribute("role", "switch");
  return named(box, name, context, onChangeAction);
}

/** A day, a day with its time, or a time. */
export function dateTimePicker({ name, label, type = "DATE_AND_TIME", valueMsEpoch, timezoneOffsetDate, onChangeAction }, context) {
  const kind = { DATE_ONLY: "date", TIME_ONLY: "time" }[type] ?? "datetime-local";
  const field = element("input", { type: kind });
  if (kind === "datetime-local" && timezoneOffsetDate !== undefined) field.dataset.offset = timezoneOffsetDate;
  if (valueMsEpoch !== undefined && valueMsEpoch !== "") field.value = shownMoment(Number(valueMsEpoch), field);
  return labelled(named(field, name, context, onChangeAction), label);
}

/** A moment as the field shows it; only one with day and time has a zone: the card's, else the person's. */
function shownMoment(ms, field) {
  if (field.type === "datetime-local") return new Date(ms + offset(field, ms) * MINUTE).toISOString().slice(0, 16);
  const text = new Date(ms).toISOString();
  return field.type === "date" ? text.slice(0, 10) : text.slice(11, 16);
}

function offset(field, ms) {
  return field.dataset.offset === undefined ? -new Date(ms).getTimezoneOffset() : Number(field.dataset.offset);
}

function named(field, name, context, onChangeAction) {
  field.name = name ?? "";
  if (onChangeAction) field.addEventListener("change", () => context.click({ action: onChangeAction }));
  return field;
}

function labelled(field, label, hint) {
  const made = element("label", { class: "field" }, element("span", { text: label ?? "" }), field);
  if (hint) made.append(element("small", { text: hint }));
  return made;
}

const FORMS = {
  date: (field) => ({ dateInput: { msSinceEpoch: String(Date.parse(`${field.value}T00:00:00Z`)) } }),
  "datetime-local": (field) => {
    const wall = Date.parse(`${field.value}Z`);
    return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: String(wall - offset(field, wall) * MINUTE) } };
  },
  time: (field) => {
    const [hours, minutes] = field.value.split(":").map(Number);
    return { timeInput: { hours, minutes } };
  },
};

/** What stands in the card's fields; a field that is empty has no key. */
export function inputsOf(form) {
  const inputs = {};
  for (const field of form.querySelectorAll("[name]")) {
    if (!field.name || (["checkbox", "radio"].includes(field.type) && !field.checked)) continue;
    const values = field.multiple ? [...field.selectedOptions].map((option) => option.value) : [field.value].filter((value) => value !== "");
    if (!values.length) continue;
    if (FORMS[field.type]) inputs[field.name] = FORMS[field.type](field);
    else (inputs[field.name] ??= { stringInputs: { value: [] } }).stringInputs.value.push(...values);
  }
  return inputs;
}

/** Marks the fields that an action needs and that are empty; whether there are any. */
export function lacks(form, { requiredWidgets = [], allWidgetsAreRequired = false }) {
  const given = inputsOf(form);
  let first = null;
  for (const field of form.querySelectorAll("[name]")) {
    const isAsked = field.name && (allWidgetsAreRequired || requiredWidgets.includes(field.name));
    if (isAsked && !(field.name in given)) {
      field.setAttribute("aria-invalid", "true");
      first ??= field;
    } else field.removeAttribute("aria-invalid");
  }
  first?.focus();
  return first !== null;
}

/** Puts what people had typed into a card that was drawn anew. */
export function restore(form, old) {
  for (const field of form.querySelectorAll("[name]")) {
    const known = [...old.querySelectorAll("[name]")].filter((one) => one.name === field.name && one.type === field.type);
    const same = ["checkbox", "radio"].includes(field.type) ? known.find((one) => one.value === field.value) : known[0];
    if (!same) continue;
    if (field.multiple) for (const option of field.options) option.selected = [...same.selectedOptions].some((one) => one.value === option.value);
    else if (["checkbox", "radio"].includes(field.type)) field.checked = same.checked;
    else field.value = same.value;
  }
}
