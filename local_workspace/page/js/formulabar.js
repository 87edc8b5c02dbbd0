/** The bar above the grid: the content of the selected cell as it is typed, written where its row is by then. */

import { rowNow } from "./model.js";

/** `on`: place() is what is selected, sheet() the sheet now, mayEdit(), type(cell), leave() back to the grid. */
export function listenToFormulaBar(field, on, signal) {
  let at = null;
  field.addEventListener("focus", () => (at = on.place()), { signal });
  // the grid would drop its selection on a press outside of it
  field.addEventListener("mousedown", (event) => event.stopPropagation(), { signal });
  field.addEventListener("keydown", (event) => {
    if (!at) return;
    if (event.key === "Enter" && on.mayEdit()) on.type({ y: rowNow(at.sheet, at.y, at.x, on.sheet()), x: at.x, text: field.value });
    if (event.key === "Enter" || event.key === "Escape") on.leave();
  }, { signal });
}
