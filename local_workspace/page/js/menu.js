/** The grid's context menu, by what was pressed: a cell, a row number or a column letter. */

import { around } from "./actions.js";

const LINE = { type: "line" };

/** `act`: the file page's actions by name; people who may not edit are offered nothing that would. */
export function menuFor(role, { selection, sheet, act, mayEdit, mayComment }) {
  if (!selection) return false;
  const say = (title, name, shortcut) => ({ title, shortcut, onclick: () => act[name]() });
  const comment = mayComment ? [say("Comment", "comment", "Ctrl+Alt+M")] : [];
  if (!mayEdit) return role === "cell" && comment.length ? comment : false;
  const rows = ofRows(say, selection, sheet);
  const columns = ofColumns(say, selection, sheet);
  const sorting = [say("Sort rows A–Z", "sortUp"), say("Sort rows Z–A", "sortDown")];
  if (role === "header") return [...columns, LINE, ...sorting];
  if (role === "row") return rows;
  if (role !== "cell") return false;
  const noted = sheet.cell(selection.top, selection.left).note;
  return [
    ...comment, say(noted ? "Edit note" : "Add note", "note", "Shift+F2"), LINE,
    ...rows.slice(0, 3), LINE, ...columns.slice(0, 3), LINE, ...sorting, LINE,
    say(sheet.mergeAt(selection.top, selection.left) ? "Unmerge cells" : "Merge cells", "merge"),
    say("Clear", "clear", "Delete"),
  ];
}

function ofRows(say, { top, bottom }, sheet) {
  const count = bottom - top + 1;
  const [from, to] = around(top, bottom, (y) => sheet.rowHidden(y), sheet.rowCount);
  const hidden = [...Array(to - from + 1).keys()].some((y) => sheet.rowHidden(from + y));
  return [
    say("Insert row above", "insertRowAbove"),
    say("Insert row below", "insertRow"),
    say(count > 1 ? `Delete ${count} rows` : "Delete row", "deleteRow"),
    LINE,
    say("Move up", "moveRowUp"),
    say("Move down", "moveRowDown"),
    say(count > 1 ? `Hide ${count} rows` : "Hide row", "hideRow"),
    ...(hidden ? [say("Unhide rows", "unhideRow")] : []),
    LINE,
    say(`Freeze up to row ${bottom + 1}`, "freezeRows"),
    ...(sheet.frozenRows ? [say("Unfreeze rows", "unfreezeRows")] : []),
  ];
}

function ofColumns(say, { left, right }, sheet) {
  const count = right - left + 1;
  const [from, to] = around(left, right, (x) => sheet.columnHidden(x), sheet.columnCount);
  const hidden = [...Array(to - from + 1).keys()].some((x) => sheet.columnHidden(from + x));
  return [
    say("Insert column left", "insertColumnLeft"),
    say("Insert column right", "insertColumn"),
    say(count > 1 ? `Delete ${count} columns` : "Delete column", "deleteColumn"),
    LINE,
    say("Move left", "moveColumnLeft"),
    say("Move right", "moveColumnRight"),
    say(count > 1 ? `Hide ${count} columns` : "Hide column", "hideColumn"),
    ...(hidden ? [say("Unhide columns", "unhideColumn")] : []),
    LINE,
    say("Freeze up to this column", "freezeColumns"),
    ...(sheet.frozenColumns ? [say("Unfreeze columns", "unfreezeColumns")] : []),
  ];
}
