/** What dragging the fill handle writes: numbers and dates go on by their step, names of days and months by the calendar. Pure. */

import { isDate, isoOfSerial, serialOfIso } from "./format.js";
import { gridRange } from "./requests.js";

/** The names of days and months, long and short, that a locale's people write; English always counts. */
function cycles(locale) {
  const tags = ["en", locale.replace("_", "-")];
  const names = (tag, options, dates) => {
    const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" });
    return dates.map((date) => format.format(date).replace(/\.$/, ""));
  };
  const days = Array.from({ length: 7 }, (_, day) => Date.UTC(2024, 0, 1 + day));
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 1));
  const of = (tag) => [
    names(tag, { weekday: "long" }, days), names(tag, { weekday: "short" }, days),
    names(tag, { month: "long" }, months), names(tag, { month: "short" }, months),
  ];
  return tags.flatMap((tag) => {
    try {
      return of(tag);
    } catch {
      return []; // a locale that this browser does not know
    }
  });
}

/** The one step between neighbours; `single` for a lone value, null when the steps differ. */
function stepOf(numbers, single) {
  if (numbers.length === 1) return single;
  const step = numbers[1] - numbers[0];
  const same = numbers.every((number, at) => at === 0 || Math.abs(number - numbers[at - 1] - step) < 1e-9);
  return same ? step : null;
}

const tidy = (number) => Number(number.toPrecision(12));

function monthOf(serial) {
  const [year, month, day] = isoOfSerial(serial).split("-").map(Number);
  return { months: year * 12 + month - 1, day };
}

/** The date that is `months` (since year 0) and `day`, or the last of that month when it is shorter. */
function serialIn(months, day) {
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return serialOfIso(new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10));
}

function dates(serials, single) {
  const parts = serials.map(monthOf);
  const months = stepOf(parts.map((part) => part.months), null);
  const monthly = serials.length > 1 && months && parts.every((part) => part.day === parts[0].day);
  if (monthly) return (at) => serialIn(parts[0].months + months * at, parts[0].day);
  const step = stepOf(serials, single);
  return step === null ? null : (at) => tidy(serials[0] + step * at);
}

function named(texts, locale, single) {
  for (const names of cycles(locale)) {
    const places = texts.map((text) => names.findIndex((name) => name.toLowerCase() === text.trim().toLowerCase()));
    if (places.includes(-1)) continue;
    const step = stepOf(places.map((place, at) => (at && place < places[at - 1] ? place + names.length : place)), single);
    const upper = texts[0] === texts[0].toUpperCase();
    const at = (index) => names[(((places[0] + step * index) % names.length) + names.length) % names.length];
    if (step !== null) return (index) => (upper ? at(index).toUpperCase() : at(index));
  }
  return null;
}

/** "Week 1", "Q3": the same words with a number that goes on. */
function numbered(texts, single) {
  const parts = texts.map((text) => /^(.*?)(\d+)$/s.exec(text));
  if (parts.some((part) => !part || part[1] !== parts[0][1] || part[2].length > 12)) return null;
  const step = stepOf(parts.map((part) => Number(part[2])), single);
  if (step === null) return null;
  const width = parts[0][2].startsWith("0") ? parts[0][2].length : 0;
  return (at) => `${parts[0][1]}${String(Math.abs(Number(parts[0][2]) + step * at)).padStart(width, "0")}`;
}

/**
 * How a line of cells goes on: `at(index)` is the ExtendedValue of a place, 0 being the first cell; null to repeat the cells.
 * `back` says that the cells are given from last to first, as when dragging upwards.
 */
export function seriesOf(cells, locale, back = false) {
  const values = cells.map((cell) => cell.userEnteredValue ?? {});
  const single = back ? -1 : 1;
  if (values.every((value) => value.numberValue !== undefined)) {
    const numbers = values.map((value) => value.numberValue);
    if (cells.every(isDate)) return wrapped(dates(numbers, single), "numberValue");
    const step = stepOf(numbers, null);
    return step === null ? null : (at) => ({ numberValue: tidy(numbers[0] + step * at) });
  }
  if (!values.every((value) => value.stringValue !== undefined)) return null;
  const texts = values.map((value) => value.stringValue);
  return wrapped(named(texts, locale, single) ?? numbered(texts, single), "stringValue");
}

const wrapped = (next, kind) => next && ((at) => ({ [kind]: next(at) }));

/** The block that a drag adds to its source: on the side where the pointer went further. Null when it stayed inside. */
export function addition(source, y, x) {
  const far = { down: y - source.bottom, up: source.top - y, right: x - source.right, left: source.left - x };
  const [side, distance] = Object.entries(far).sort((one, other) => other[1] - one[1])[0];
  if (distance <= 0) return null;
  if (side === "down") return { side, ...source, top: source.bottom + 1, bottom: y };
  if (side === "up") return { side, ...source, top: y, bottom: source.top - 1 };
  if (side === "right") return { side, ...source, left: source.right + 1, right: x };
  return { side, ...source, left: x, right: source.left - 1 };
}

/** The requests of one drag: looks, dropdowns and formulas are copied, then each line that is a series is counted on. */
export function fillRequests(sheet, source, { side, ...box }, locale) {
  const rows = side === "down" || side === "up";
  const back = side === "up" || side === "left";
  const [first, last] = rows ? ["top", "bottom"] : ["left", "right"];
  const length = source[last] - source[first] + 1;
  const count = box[last] - box[first] + 1;
  const requests = [];
  for (let done = 0; done < count; done += length) {
    const part = Math.min(length, count - done);
    const from = back ? { ...source, [first]: source[last] - part + 1 } : { ...source, [last]: source[first] + part - 1 };
    const to = back ? { ...box, [first]: box[last] - done - part + 1, [last]: box[last] - done } : { ...box, [first]: box[first] + done, [last]: box[first] + done + part - 1 };
    requests.push({ copyPaste: { source: gridRange(sheet, from), destination: gridRange(sheet, to), pasteType: "PASTE_NORMAL" } });
  }
  const across = rows ? [source.left, source.right] : [source.top, source.bottom];
  for (let line = across[0]; line <= across[1]; line += 1) {
    const counted = lineOf(sheet, source, box, { rows, back, line, length, count, locale });
    if (counted) requests.push(counted);
  }
  return requests;
}

function lineOf(sheet, source, box, { rows, back, line, length, count, locale }) {
  const cells = Array.from({ length }, (_, at) => (rows ? sheet.cell(source.top + at, line) : sheet.cell(line, source.left + at)));
  if (back) cells.reverse();
  const next = seriesOf(cells, locale, back);
  if (!next) return null;
  const values = Array.from({ length: count }, (_, at) => ({ userEnteredValue: next(length + at) }));
  if (back) values.reverse();
  const range = gridRange(sheet, rows ? { ...box, left: line, right: line } : { ...box, top: line, bottom: line });
  return { updateCells: { range, rows: rows ? values.map((value) => ({ values: [value] })) : [{ values }], fields: "userEnteredValue" } };
}
