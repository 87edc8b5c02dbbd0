/** The editors of a cell: plain text, with a list or a calendar below it where the cell asks for one. */

import { calendar } from "./calendar.js";
import { element } from "./notices.js";

/** Keeps the editor open while its popup is used: the grid closes it on any mouse press elsewhere. */
function popup(td, content) {
  const layer = element("div", { class: "popup" }, content);
  const box = td.getBoundingClientRect();
  layer.style.left = `${Math.min(box.left, innerWidth - 260)}px`;
  layer.style.minWidth = `${box.width}px`;
  layer.addEventListener("mousedown", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(layer);
  const below = box.bottom + layer.offsetHeight < innerHeight;
  layer.style.top = below ? `${box.bottom + 1}px` : `${Math.max(0, box.top - layer.offsetHeight - 1)}px`;
  return layer;
}

/** The matching choices while typing; arrows move, Enter takes, anything else may be typed. */
function choiceList(input, choices, finish) {
  const list = element("ul", { role: "listbox", class: "choices", "data-testid": "choices" });
  let at = -1;
  let typed = false;
  const matching = () => {
    const asked = typed ? input.value.trim().toLowerCase() : "";
    return choices.filter((choice) => choice.toLowerCase().includes(asked));
  };
  const draw = () => {
    const rows = matching().map((choice, index) => {
      const row = element("li", { role: "option", "aria-selected": String(index === at), text: choice });
      row.addEventListener("click", () => {
        input.value = choice;
        finish();
      });
      return row;
    });
    list.replaceChildren(...rows);
    list.hidden = rows.length === 0;
  };
  input.addEventListener("input", () => {
    typed = true;
    at = input.value.trim() && matching().length ? 0 : -1;
    draw();
  });
  input.addEventListener("keydown", (event) => {
    const found = matching();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      at = found.length ? (at + step + found.length) % found.length : -1;
      event.preventDefault();
      draw();
    } else if ((event.key === "Enter" || event.key === "Tab") && found[at]) {
      input.value = found[at];
    }
  });
  at = choices.indexOf(input.value);
  draw();
  return list;
}

/**
 * Opens an editor in a cell. `want`: {text, choices, date (ISO or null), isDate}; `finish()` takes the value.
 * Returns what closes the popup again.
 */
export function openEditor(td, want, finish) {
  const height = td.getBoundingClientRect().height;
  const input = element("textarea", { class: "cell-editor", "aria-label": "Cell content", rows: "1", spellcheck: "false" });
  input.value = want.text;
  input.style.minHeight = `${height - 2}px`;
  td.classList.add("editor");
  td.replaceChildren(input);
  const grow = () => {
    input.style.height = "auto";
    input.style.height = `${Math.max(height - 2, input.scrollHeight)}px`;
  };
  input.addEventListener("input", grow);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.altKey) return;
    input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end");
    grow();
    event.preventDefault();
    event.stopPropagation();
  });
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  grow();
  let layer = null;
  if (want.choices) layer = popup(td, choiceList(input, want.choices, finish));
  else if (want.isDate) {
    const pick = (date) => {
      input.value = date;
      finish();
    };
    layer = popup(td, calendar(want.date, pick));
  }
  input.addEventListener("blur", finish);
  return () => {
    input.removeEventListener("blur", finish);
    layer?.remove();
    return input.value;
  };
}
