/** Frozen rows and columns stay in sight: the sticky offsets of their cells. */

/** `before` is how many columns were frozen when last laid. Returns how many are now. */
export function layFrozen(host, worksheet, sheet, size, before) {
  const frozen = laySides(host, worksheet, sheet, size, before);
  let top = worksheet.thead.offsetHeight;
  for (let y = 0; y < Math.min(sheet.frozenRows, size.rows); y += 1) {
    const row = worksheet.rows[y].element;
    for (const td of row.children) td.style.top = `${top}px`;
    top += row.offsetHeight;
  }
  host.style.setProperty("--frozen", `${top}px`);
  return frozen;
}

/** Columns stick right of the row numbers and each other. */
function laySides(host, worksheet, sheet, size, before) {
  const headers = worksheet.headers;
  const frozen = Math.min(sheet.frozenColumns, size.columns);
  let left = worksheet.thead.querySelector("td").offsetWidth;
  for (let x = 0; x < Math.max(frozen, before); x += 1) {
    const offset = x < frozen ? `${left}px` : "";
    for (const td of [headers[x], ...worksheet.records.map((row) => row[x].element)]) {
      td.classList.toggle("side", x < frozen);
      td.classList.toggle("last-side", x === frozen - 1);
      td.style.left = offset;
    }
    if (x < frozen && !sheet.columnHidden(x)) left += headers[x].offsetWidth;
  }
  host.style.setProperty("--sides", `${left + 4}px`);
  return frozen;
}
