/** The widgets of a card that show something or are pressed; all text is text, never HTML. */

import { switchControl } from "./cardinputs.js";
import { formatted, plain } from "./cardtext.js";
import { dropMenu, element } from "./notices.js";

/** Google's known icons, as near as plain characters come to them. */
const ICONS = {
  BOOKMARK: "🔖", CAR: "🚗", CLOCK: "🕒", CONFIRMATION_NUMBER_ICON: "🎫", DESCRIPTION: "📄", DOLLAR: "💲", EMAIL: "✉", EVENT_SEAT: "💺",
  INVITE: "📅", MAP_PIN: "📍", MEMBERSHIP: "🪪", MULTIPLE_PEOPLE: "👥", PERSON: "👤", PHONE: "📞", STAR: "★", STORE: "🏬", TICKET: "🎫", VIDEO_CAMERA: "🎥",
};

export function textParagraph({ text, maxLines }) {
  const made = element("p", {}, ...formatted(text));
  if (!maxLines) return made;
  made.classList.add("clamped");
  made.style.setProperty("--lines", maxLines);
  return made;
}

export function image({ imageUrl, altText, onClick }, context) {
  const shown = element("img", { src: imageUrl, alt: altText ?? "" });
  return onClick ? pressed(shown, onClick, context, altText) : shown;
}

export function decoratedText({ icon, startIcon, topLabel, topLabelText, text, contentText, wrapText, bottomLabel, bottomLabelText, button, switchControl: control, endIcon, onClick }, context) {
  const lines = element("div", { class: wrapText === false ? "lines cut" : "lines" });
  const [top, main, bottom] = [topLabel ?? topLabelText?.text, text ?? contentText?.text, bottomLabel ?? bottomLabelText?.text];
  if (top) lines.append(element("small", {}, ...formatted(top)));
  lines.append(element("div", {}, ...formatted(main)));
  if (bottom) lines.append(element("small", {}, ...formatted(bottom)));
  const sign = startIcon ?? icon;
  const face = [...(sign ? [iconOf(sign)] : []), lines];
  const row = element("div", { class: "decorated" });
  row.append(...(onClick ? [pressed(element("span", { class: "decorated" }, ...face), onClick, context)] : face));
  if (button) row.append(buttonOf(button, context));
  else if (control) row.append(switchControl(control, plain(main), context));
  else if (endIcon) row.append(iconOf(endIcon));
  return row;
}

export function buttonList({ buttons = [] }, context) {
  return element("div", { class: "buttons" }, ...buttons.map((button) => buttonOf(button, context)));
}

export function buttonOf({ text, icon, altText, onClick, disabled, type, color }, context) {
  const main = type === "FILLED" || (!type && color);
  const kind = type === "BORDERLESS" ? "plain" : main ? "button main" : "button";
  const label = text || altText || icon?.altText || "";
  const made = element("button", { type: "button", class: kind, disabled: Boolean(disabled), "aria-label": altText });
  made.append(...(icon ? [iconOf(icon), " "] : []), plain(label));
  made.addEventListener("click", () => context.click(onClick, made));
  return made;
}

export function divider() {
  return element("hr");
}

/** Pictures or texts side by side; a press tells which one. */
export function grid({ title, items = [], columnCount = 2, onClick }, context) {
  const box = element("div", { class: "tiles" });
  box.style.setProperty("--columns", columnCount);
  for (const item of items) {
    const face = element("span", { class: "tile" });
    if (item.image?.imageUri) face.append(element("img", { src: item.image.imageUri, alt: item.image.altText ?? "" }));
    if (item.title) face.append(element("b", { text: item.title }));
    if (item.subtitle) face.append(element("small", { text: item.subtitle }));
    box.append(onClick ? pressed(face, withItem(onClick, item.id), context, item.title ? undefined : item.image?.altText) : face);
  }
  return title ? element("div", {}, element("h3", { text: plain(title) }), box) : box;
}

function withItem(onClick, id) {
  if (!onClick.action) return onClick;
  const parameters = [...(onClick.action.parameters ?? []), { key: "grid_item_identifier", value: id ?? "" }];
  return { action: { ...onClick.action, parameters } };
}

export function columns({ columnItems = [] }, context) {
  return element("div", { class: "columns" }, ...columnItems.map(({ widgets = [] }) => element("div", {}, ...widgets.map(context.widget))));
}

export function carousel({ carouselCards = [] }, context) {
  const cards = carouselCards.map(({ widgets = [], footerWidgets = [] }) => element("div", { class: "slide" }, ...[...widgets, ...footerWidgets].map(context.widget)));
  return element("div", { class: "slides", tabindex: "0", role: "group", "aria-label": "Cards side by side" }, ...cards);
}

export function chipList({ chips = [], layout }, context) {
  const made = chips.map(({ icon, label, altText, onClick, disabled }) => {
    const chip = element("button", { type: "button", class: "chip", disabled: Boolean(disabled) || !onClick, "aria-label": altText });
    chip.append(...(icon ? [iconOf(icon), " "] : []), label ?? "");
    chip.addEventListener("click", () => context.click(onClick, chip));
    return chip;
  });
  return element("div", { class: layout === "HORIZONTAL_SCROLLABLE" ? "chips scrolled" : "chips" }, ...made);
}

function iconOf({ knownIcon, iconUrl, materialIcon, altText }) {
  if (iconUrl) return element("img", { class: "sign", src: iconUrl, alt: altText ?? "" });
  const sign = element("span", { class: "sign", text: ICONS[knownIcon] ?? "•", title: materialIcon?.name });
  if (altText) sign.setAttribute("role", "img");
  sign.setAttribute(altText ? "aria-label" : "aria-hidden", altText ?? "true");
  return sign;
}

function pressed(face, onClick, context, label) {
  const made = element("button", { type: "button", class: "plain whole", "aria-label": label || undefined }, face);
  made.addEventListener("click", () => context.click(onClick, made));
  return made;
}

/** The entries of an overflow menu or of a card's own menu, each with what its press does. */
export function showMenu(anchor, entries, context) {
  dropMenu(anchor, entries.filter(({ disabled }) => !disabled).map(({ text, actionLabel, onClick }) => [text ?? actionLabel ?? "", () => context.click(onClick, anchor)]));
}
