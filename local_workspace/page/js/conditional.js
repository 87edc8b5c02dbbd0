/** Conditional colours: which of a sheet's rules paints a cell. Rules beyond these kinds paint nothing. */

import { compiled } from "./formula.js";
import { cssOf, serialOfIso } from "./format.js";

const text = (value) => (value === null ? "" : String(value).toLowerCase());
const isNumber = (value) => typeof value === "number";

/** Google's relative dates and plain ones, as a serial number. */
function serial(condition, today) {
  const [first] = condition.values || [];
  const moved = { TODAY: 0, YESTERDAY: -1, TOMORROW: 1, PAST_WEEK: -7, PAST_MONTH: -30, PAST_YEAR: -365 };
  if (first?.relativeDate in moved) return today + moved[first.relativeDate];
  const entered = first?.userEnteredValue ?? "";
  if (/^=TODAY\(\)$/i.test(entered)) return today;
  return serialOfIso(entered);
}

const dated = (holds) => (condition, value, { today }) => {
  const day = serial(condition, today);
  return day !== null && isNumber(value) && holds(Math.floor(value), day);
};
const worded = (holds) => (condition, value) => holds(text(value), text(condition.values?.[0]?.userEnteredValue ?? ""));
const counted = (holds) => (condition, value) => isNumber(value) && holds(value, Number(condition.values?.[0]?.userEnteredValue));

const KINDS = {
  BLANK: (_, value) => value === null || value === "",
  NOT_BLANK: (_, value) => value !== null && value !== "",
  TEXT_CONTAINS: worded((value, asked) => value.includes(asked)),
  TEXT_NOT_CONTAINS: worded((value, asked) => !value.includes(asked)),
  TEXT_STARTS_WITH: worded((value, asked) => value.startsWith(asked)),
  TEXT_ENDS_WITH: worded((value, asked) => value.endsWith(asked)),
  TEXT_EQ: worded((value, asked) => value === asked),
  DATE_BEFORE: dated((value, day) => value < day),
  DATE_AFTER: dated((value, day) => value > day),
  DATE_EQ: dated((value, day) => value === day),
  NUMBER_GREATER: counted((value, asked) => value > asked),
  NUMBER_GREATER_THAN_EQ: counted((value, asked) => value >= asked),
  NUMBER_LESS: counted((value, asked) => value < asked),
  NUMBER_LESS_THAN_EQ: counted((value, asked) => value <= asked),
  NUMBER_EQ: counted((value, asked) => value === asked),
};

/** A formula holds when it is TRUE or a number other than zero. */
const holds = (value) => value === true || (isNumber(value) && value !== 0);

function test(condition, origin) {
  if (condition.type === "CUSTOM_FORMULA") {
    const formula = compiled(condition.values?.[0]?.userEnteredValue ?? "");
    return formula && ((sheet, y, x) => holds(formula(sheet, y - origin.y, x - origin.x)));
  }
  const kind = KINDS[condition.type];
  return kind && ((sheet, y, x) => kind(condition, sheet.value(y, x), sheet));
}

export function within(range, y, x) {
  return (
    y >= (range.startRowIndex ?? 0) && y < (range.endRowIndex ?? Infinity) &&
    x >= (range.startColumnIndex ?? 0) && x < (range.endColumnIndex ?? Infinity)
  );
}

/** Makes `(y, x) => css` of a sheet's rules; the first rule that holds wins a property, as in Sheets. */
export function conditionalLooks(rules, sheet) {
  const usable = rules
    .filter((rule) => rule.booleanRule?.condition && rule.ranges?.length)
    .map((rule) => {
      const first = rule.ranges[0];
      const origin = { y: first.startRowIndex ?? 0, x: first.startColumnIndex ?? 0 };
      return { ranges: rule.ranges, holds: test(rule.booleanRule.condition, origin), css: cssOf(rule.booleanRule.format || {}) };
    })
    .filter((rule) => rule.holds);
  return (y, x) => {
    let css = {};
    for (const rule of usable) {
      if (rule.ranges.some((range) => within(range, y, x)) && rule.holds(sheet, y, x)) css = { ...rule.css, ...css };
    }
    return css;
  };
}
