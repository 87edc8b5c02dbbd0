/** Values and looks: serial dates, A1 names, Google's cell formats as CSS. */

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);

/** A serial number (days since 1899-12-30) as an ISO date. */
export function isoOfSerial(serial) {
  return new Date(EPOCH + Math.floor(serial) * DAY).toISOString().slice(0, 10);
}

/** An ISO date as a serial number, or null when it is none. */
export function serialOfIso(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(text).trim());
  if (!match) return null;
  const time = Date.UTC(+match[1], +match[2] - 1, +match[3]);
  const same = new Date(time).toISOString().slice(0, 10) === match[0];
  return same ? Math.round((time - EPOCH) / DAY) : null;
}

/** Today's serial in the spreadsheet's time zone. */
export function todaySerial(timeZone) {
  let day;
  try {
    day = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
  } catch {
    day = new Date().toISOString().slice(0, 10); // a zone this browser does not know
  }
  return serialOfIso(day);
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(x) {
  let name = "";
  for (let rest = x + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export function cellName(y, x) {
  return `${columnName(x)}${y + 1}`;
}

/** `'Plan'!F15:G16` of zero-based corners. */
export function rangeName(title, top, left, bottom = top, right = left) {
  const quoted = `'${title.replaceAll("'", "''")}'`;
  const first = cellName(top, left);
  const last = cellName(bottom, right);
  return `${quoted}!${first}${first === last ? "" : `:${last}`}`;
}

export function isDate(cell) {
  const type = cell.userEnteredFormat?.numberFormat?.type;
  return type === "DATE" || type === "DATE_TIME";
}

/** What the editor starts with: the formula, else what the cell shows. */
export function editText(cell) {
  const entered = cell.userEnteredValue || {};
  if (entered.formulaValue !== undefined) return entered.formulaValue;
  if (entered.numberValue !== undefined && isDate(cell)) return cell.formattedValue ?? isoOfSerial(entered.numberValue);
  if (entered.stringValue !== undefined) return entered.stringValue;
  return cell.formattedValue ?? "";
}

export function isoOfCell(cell) {
  const number = cell.effectiveValue?.numberValue ?? cell.userEnteredValue?.numberValue;
  return number !== undefined && isDate(cell) ? isoOfSerial(number) : null;
}

// --- looks ------------------------------------------------------------------

const THEME = {
  TEXT: "#202124", BACKGROUND: "#ffffff", ACCENT1: "#4285f4", ACCENT2: "#ea4335", ACCENT3: "#fbbc04",
  ACCENT4: "#34a853", ACCENT5: "#ff6d01", ACCENT6: "#46bdc6", LINK: "#1155cc",
};

/** Google's Color or ColorStyle as CSS; undefined when there is none. */
export function cssColor(color, style) {
  if (style?.themeColor) return THEME[style.themeColor];
  const rgb = style?.rgbColor || color;
  if (!rgb) return undefined;
  const part = (value) => Math.round((value || 0) * 255);
  return `rgb(${part(rgb.red)}, ${part(rgb.green)}, ${part(rgb.blue)})`;
}

const VERTICAL = { TOP: "top", MIDDLE: "middle", BOTTOM: "bottom" };

function horizontal(cell, format) {
  if (format.horizontalAlignment) return format.horizontalAlignment.toLowerCase();
  const value = cell.effectiveValue || cell.userEnteredValue || {};
  if (value.numberValue !== undefined) return "right";
  return value.boolValue === undefined ? "left" : "center";
}

function decoration(text) {
  const lines = [text.underline && "underline", text.strikethrough && "line-through"].filter(Boolean);
  return lines.length ? lines.join(" ") : undefined;
}

/** The CSS properties a cell's looks may set; all others stay the style sheet's. */
export const LOOKS = [
  "backgroundColor", "color", "fontWeight", "fontStyle", "fontSize", "textDecoration", "textAlign", "verticalAlign",
];

/** One of Google's CellFormats as CSS properties; what it does not name is left out. */
export function cssOf(format) {
  const text = format.textFormat || {};
  const css = {
    backgroundColor: cssColor(format.backgroundColor, format.backgroundColorStyle),
    color: cssColor(text.foregroundColor, text.foregroundColorStyle),
    fontWeight: text.bold === undefined ? undefined : text.bold ? "600" : "400",
    fontStyle: text.italic ? "italic" : undefined,
    fontSize: text.fontSize ? `${Math.round(text.fontSize * 1.3)}px` : undefined,
    textDecoration: decoration(text),
    verticalAlign: VERTICAL[format.verticalAlignment],
  };
  return Object.fromEntries(Object.entries(css).filter(([, value]) => value !== undefined));
}

/** How a cell looks by itself, before conditional colours: its banding below its own format. */
export function looksOf(cell, bandColor) {
  const format = cell.userEnteredFormat || {};
  return {
    ...(bandColor ? { backgroundColor: bandColor } : {}),
    ...cssOf(format),
    textAlign: horizontal(cell, format),
  };
}
