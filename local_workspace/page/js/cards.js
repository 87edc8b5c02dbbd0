/** Google's card JSON as elements: header, sections, widgets, footer, and what a press of something means. */

import { dateTimePicker, inputsOf, lacks, selectionInput, textInput } from "./cardinputs.js";
import { buttonList, buttonOf, carousel, chipList, columns, decoratedText, divider, grid, image, showMenu, textParagraph } from "./cardshow.js";
import { formatted, plain } from "./cardtext.js";
import { element, toast } from "./notices.js";

const WIDGETS = { textParagraph, image, decoratedText, buttonList, textInput, selectionInput, dateTimePicker, divider, grid, columns, carousel, chipList };

/** Draws a card; `act(action, inputs)` runs an action, `follow(link)` opens one, `push(card)` shows one that is there already. */
export function drawCard(card, { act, follow, push }) {
  const form = element("form", { class: "card", autocomplete: "off", novalidate: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  const context = { widget: (widget) => widgetOf(widget, context), click: (onClick, anchor) => click(onClick ?? {}, anchor) };
  const click = (onClick, anchor) => {
    const action = onClick.action ?? onClick.openDynamicLinkAction;
    if (onClick.openLink) follow(onClick.openLink);
    else if (onClick.overflowMenu) showMenu(anchor, onClick.overflowMenu.items ?? [], context);
    else if (onClick.card) push(onClick.card);
    else if (action && lacks(form, action)) toast("Fill in the marked fields first.");
    else if (action) act(action, inputsOf(form));
  };
  if (card.header || card.cardActions?.length) form.append(headerOf(card, context));
  for (const section of card.sections ?? []) form.append(sectionOf(section, context));
  if (card.fixedFooter) form.append(footerOf(card.fixedFooter, context));
  return form;
}

function headerOf({ header = {}, cardActions = [] }, context) {
  const { title, subtitle, imageUrl, imageAltText, imageType } = header;
  const words = element("div", {}, element("h2", { text: title ?? "" }));
  if (subtitle) words.append(element("p", { class: "hint", text: subtitle }));
  const head = element("header", {});
  if (imageUrl) head.append(element("img", { src: imageUrl, alt: imageAltText ?? "", class: imageType === "CIRCLE" ? "round" : "" }));
  head.append(words);
  if (cardActions.length) {
    const more = element("button", { type: "button", class: "dots", "aria-haspopup": "menu", "aria-label": "More of this card", title: "More of this card", text: "⋮" });
    more.addEventListener("click", () => showMenu(more, cardActions, context));
    head.append(more);
  }
  return head;
}

function sectionOf({ header, widgets = [], collapsible, uncollapsibleWidgetsCount = 0 }, context) {
  const part = element("section", {});
  if (header) part.append(element("h3", {}, ...formatted(header)));
  const drawn = widgets.map(context.widget);
  const hidden = collapsible ? drawn.splice(uncollapsibleWidgetsCount) : [];
  part.append(...drawn);
  if (hidden.length) part.append(element("details", {}, element("summary", { text: "Show more", "aria-label": header ? `Show more of ${plain(header)}` : undefined }), ...hidden));
  return part;
}

function footerOf({ primaryButton, secondaryButton }, context) {
  const buttons = [primaryButton && { type: "FILLED", ...primaryButton }, secondaryButton].filter(Boolean);
  return element("footer", {}, ...buttons.map((button) => buttonOf(button, context)));
}

/** A widget this page does not know says so: a card that looks whole and is not would mislead whoever tries it. */
function widgetOf(widget, context) {
  const kind = Object.keys(widget).find((key) => key in WIDGETS);
  const made = kind ? WIDGETS[kind](widget[kind], context) : element("p", { class: "hint", text: `(${Object.keys(widget).join(", ")} is not shown here)` });
  if (widget.horizontalAlignment) made.dataset.align = widget.horizontalAlignment;
  return made;
}
