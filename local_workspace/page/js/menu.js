/** The grid's context menu, by what was pressed: a cell, a row number or a column letter. */

const LINE = { type: "line" };

/** `act`: the file page's actions by name. */
export function menuFor(role, selection, act) {
  if (!selection) return false;
  const rows = selection.bottom - selection.top + 1;
  const columns = selection.right - selection.left + 1;
  const say = (title, name, shortcut) => ({ title, shortcut, onclick: () => act[name]() });
  const ofRows = [
    say("Insert row above", "insertRowAbove"),
    say("Insert row below", "insertRow"),
    say(rows > 1 ? `Delete ${rows} rows` : "Delete row", "deleteRow"),
  ];
  const ofColumns = [
    say("Insert column left", "insertColumnLeft"),
    say("Insert column right", "insertColumn"),
    say(columns > 1 ? `Delete ${columns} columns` : "Delete column", "deleteColumn"),
  ];
  const sorting = [say("Sort rows A–Z", "sortUp"), say("Sort rows Z–A", "sortDown")];
  if (role === "header") return [...ofColumns, LINE, ...sorting];
  if (role === "row") return ofRows;
  if (role !== "cell") return false;
  return [say("Comment", "comment"), LINE, ...ofRows, LINE, ...ofColumns, LINE, ...sorting, LINE, say("Clear", "clear", "Delete")];
}
