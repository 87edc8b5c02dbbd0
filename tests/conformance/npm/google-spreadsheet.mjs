// google-spreadsheet, unmodified but for where its requests go: Google's two hosts are WORKSPACE_URL.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { GoogleSpreadsheet } from "google-spreadsheet";

const workspace = process.env.WORKSPACE_URL;
const auth = { token: "local:sam@northwind.example" };
const send = globalThis.fetch;

globalThis.fetch = async (request, options) => {
  const asked = new Request(request, options);
  const url = asked.url.replace(/^https:\/\/(sheets|www)\.googleapis\.com/, workspace);
  const body = asked.body ? await asked.text() : undefined;
  return send(url, { method: asked.method, headers: asked.headers, body });
};

let doc;
let sheet;

const range = (startRowIndex, endRowIndex, startColumnIndex, endColumnIndex) =>
  ({ startRowIndex, endRowIndex, startColumnIndex, endColumnIndex });

const fresh = async (title) => {
  const made = await doc.addSheet({ title, headerValues: ["name", "days"] });
  await made.addRows([{ name: "b", days: 2 }, { name: "a", days: 1 }, { name: "c", days: 3 }]);
  return made;
};

const names = async (made) => (await made.getCellsInRange("A2:A9")).map((row) => row[0] ?? "");

before(async () => {
  doc = await GoogleSpreadsheet.createNewSpreadsheetDocument(auth, { title: "conformance" });
  sheet = await fresh("rows");
});

test("a document is opened by its id with a raw token", async () => {
  const opened = new GoogleSpreadsheet(doc.spreadsheetId, auth);
  await opened.loadInfo();
  assert.equal(opened.title, "conformance");
  assert.equal(opened.locale, "en_US");
  assert.equal(opened.sheetsByTitle.rows.sheetId, sheet.sheetId);
  assert.ok(opened.defaultFormat.textFormat.fontFamily);
});

test("a document's properties are changed", async () => {
  await doc.updateProperties({ title: "renamed", timeZone: "Europe/Berlin" });
  await doc.loadInfo();
  assert.deepEqual([doc.title, doc.timeZone], ["renamed", "Europe/Berlin"]);
});

test("rows are read, changed, deleted and cleared", async () => {
  const made = await fresh("row work");
  let rows = await made.getRows();
  assert.deepEqual(rows.map((row) => row.get("name")), ["b", "a", "c"]);
  rows[0].assign({ name: "z", days: 9 });
  await rows[0].save();
  await rows[1].delete();
  rows = await made.getRows({ offset: 0, limit: 5 });
  assert.deepEqual(rows.map((row) => row.toObject()), [{ name: "z", days: "9" }, { name: "c", days: "3" }]);
  await made.addRow({ name: "=1+1", days: "50%" }, { raw: true });
  assert.equal((await made.getRows())[2].get("name"), "=1+1");
  await made.clearRows();
  assert.equal((await made.getRows()).length, 0);
});

test("cells are loaded, changed and saved together", async () => {
  const made = await fresh("cells");
  await made.loadCells("A1:D5");
  const number = made.getCell(1, 1);
  assert.deepEqual([number.value, number.valueType, number.formattedValue], [2, "numberValue", "2"]);
  made.getCellByA1("C2").value = true;
  made.getCellByA1("D2").value = 1234.5;
  made.getCellByA1("D2").numberFormat = { type: "NUMBER", pattern: "#,##0.00" };
  made.getCellByA1("C3").note = "ask Dana";
  await made.saveUpdatedCells();
  made.resetLocalCache(true);
  await made.loadCells("A1:D5");
  assert.equal(made.getCellByA1("C2").boolValue, true);
  assert.equal(made.getCellByA1("D2").formattedValue, "1,234.50");
  assert.equal(made.getCellByA1("C3").note, "ask Dana");
});

test("formulas are computed", async () => {
  const made = await fresh("formulas");
  await made.loadCells("A1:D5");
  made.getCellByA1("D3").formula = "=B2*2";
  await made.saveUpdatedCells();
  assert.equal(made.getCellByA1("D3").formula, "=B2*2");
  assert.equal(made.getCellByA1("D3").value, 4);
});

test("formats are set, read and cleared", async () => {
  const made = await fresh("formats");
  await made.loadCells("A1:B2");
  const cell = made.getCellByA1("A1");
  cell.textFormat = { bold: true, fontSize: 14 };
  cell.backgroundColor = { red: 1 };
  cell.horizontalAlignment = "CENTER";
  await cell.save();
  assert.equal(cell.effectiveFormat.textFormat.fontSize, 14);
  assert.equal(cell.userEnteredFormat.horizontalAlignment, "CENTER");
  cell.clearAllFormatting();
  await cell.save();
  assert.notEqual(cell.effectiveFormat.textFormat.bold, true);
  await made.updateBorders(range(0, 2, 0, 2), { top: { style: "SOLID" } });
  await made.repeatCell(range(1, 4, 0, 1), { userEnteredFormat: { textFormat: { italic: true } } }, "userEnteredFormat.textFormat");
});

test("a tab's own properties, size and header are changed", async () => {
  const made = await fresh("tab");
  await made.updateProperties({ title: "tab 2", tabColor: { green: 1 }, hidden: true });
  await made.updateGridProperties({ frozenRowCount: 1 });
  await made.resize({ rowCount: 50, columnCount: 5 });
  await made.setHeaderRow(["who", "how long"]);
  await made.updateDimensionProperties("COLUMNS", { pixelSize: 150 }, { startIndex: 0, endIndex: 1 });
  await made.autoResizeDimensions("COLUMNS", { startIndex: 0, endIndex: 2 });
  await doc.loadInfo();
  const again = doc.sheetsByTitle["tab 2"];
  assert.deepEqual([again.rowCount, again.columnCount, again.hidden], [50, 5, true]);
  await again.loadHeaderRow();
  assert.deepEqual(again.headerValues, ["who", "how long"]);
});

test("rows and columns are inserted, moved, appended and deleted", async () => {
  const made = await fresh("dimensions");
  await made.insertDimension("ROWS", { startIndex: 1, endIndex: 2 }, false);
  assert.deepEqual(await names(made), ["", "b", "a", "c"]);
  await made.deleteRows(1, 2);
  await made.moveDimension("ROWS", { startIndex: 1, endIndex: 2 }, 4);
  assert.deepEqual(await names(made), ["a", "c", "b"]);
  await made.appendDimension("COLUMNS", 2);
  await made.insertRange(range(1, 2, 0, 1), "ROWS");
  await made.deleteRange(range(1, 2, 0, 1), "ROWS");
  assert.deepEqual(await names(made), ["a", "c", "b"]);
});

test("ranges are sorted, searched, trimmed, copied and cut", async () => {
  const made = await fresh("ranges");
  await made.sortRange(range(1, 4, 0, 2), [{ dimensionIndex: 0, sortOrder: "ASCENDING" }]);
  assert.deepEqual(await names(made), ["a", "b", "c"]);
  await made.findReplace("a", " a ", { matchEntireCell: true });
  await made.trimWhitespace(range(1, 4, 0, 1));
  await made.copyPaste(range(1, 2, 0, 1), range(4, 5, 0, 1));
  await made.deleteDuplicates(range(1, 5, 0, 1));
  assert.deepEqual(await names(made), ["a", "b", "c"]);
  await made.cutPaste(range(1, 2, 0, 1), { rowIndex: 5, columnIndex: 0 });
  await made.pasteData({ rowIndex: 1, columnIndex: 0 }, "x,y", ",");
  assert.deepEqual(await made.batchGetCellsInRange(["A2:B2", "A6"]), [[["x", "y"]], [["a"]]]);
  await made.mergeCells(range(6, 8, 0, 2));
  await made.unmergeCells(range(6, 8, 0, 2));
});

test("a column is filled and split", async () => {
  const made = await fresh("fill");
  await made.pasteData({ rowIndex: 0, columnIndex: 3 }, "1\n2", ",");
  await made.autoFill(range(0, 4, 3, 4));
  await made.pasteData({ rowIndex: 0, columnIndex: 5 }, "p;q", "|");
  await made.textToColumns(range(0, 1, 5, 6), "SEMICOLON");
  assert.deepEqual(await made.getCellsInRange("D3:D4"), [["3"], ["4"]]);
  assert.deepEqual(await made.getCellsInRange("F1:G1"), [["p", "q"]]);
});

test("rules, filters, names, protections and bands come and go", async () => {
  const made = await fresh("rules");
  const place = { sheetId: made.sheetId, ...range(0, 4, 0, 2) };
  await made.setDataValidation(range(1, 4, 0, 1), {
    condition: { type: "ONE_OF_LIST", values: [{ userEnteredValue: "a" }] }, strict: true, showCustomUi: true,
  });
  const rule = { condition: { type: "NUMBER_GREATER", values: [{ userEnteredValue: "1" }] }, format: { textFormat: { bold: true } } };
  await made.addConditionalFormatRule({ ranges: [place], booleanRule: rule }, 0);
  await made.deleteConditionalFormatRule(0);
  await made.setBasicFilter({ range: range(0, 4, 0, 2) });
  await made.clearBasicFilter();
  const view = await made.addFilterView({ title: "mine", range: place });
  await made.deleteFilterView(view.filter.filterViewId);
  const name = await doc.addNamedRange("block", place);
  await doc.deleteNamedRange(name.namedRange.namedRangeId);
  const guard = await made.addProtectedRange({ range: place, warningOnly: true });
  await made.deleteProtectedRange(guard.protectedRange.protectedRangeId);
  const band = await made.addBanding({ range: place, rowProperties: { firstBandColor: { red: 1 }, secondBandColor: { blue: 1 } } });
  await made.deleteBanding(band.bandedRange.bandedRangeId);
});

test("developer metadata is created, found and deleted", async () => {
  const location = { dimensionRange: { sheetId: sheet.sheetId, dimension: "ROWS", startIndex: 1, endIndex: 2 } };
  await sheet.createDeveloperMetadata({ metadataKey: "row", metadataValue: "7", location, visibility: "DOCUMENT" });
  const filters = [{ developerMetadataLookup: { metadataKey: "row" } }];
  const found = await doc.searchDeveloperMetadata(filters);
  assert.equal(found[0].metadataValue, "7");
  await sheet.deleteDeveloperMetadata(filters[0]);
  assert.deepEqual(await doc.searchDeveloperMetadata(filters), []);
});

test("a document is shared with people and with everybody, and no longer", async () => {
  await doc.share("dana@acme.example", { role: "writer", emailMessage: false });
  await doc.setPublicAccessLevel("reader");
  const roles = Object.fromEntries((await doc.listPermissions()).map((each) => [each.emailAddress ?? each.type, each.role]));
  assert.deepEqual(roles, { "sam@northwind.example": "owner", "dana@acme.example": "writer", anyone: "reader" });
  await doc.setPublicAccessLevel(false);
  const dana = (await doc.listPermissions()).find((each) => each.emailAddress === "dana@acme.example");
  await doc.deletePermission(dana.id);
  assert.equal((await doc.listPermissions()).length, 1);
});

test("tabs are duplicated, copied elsewhere, cleared and deleted", async () => {
  const made = await fresh("short life");
  const twin = await made.duplicate({ title: "twin" });
  assert.deepEqual(await names(twin), ["b", "a", "c"]);
  const other = await GoogleSpreadsheet.createNewSpreadsheetDocument(auth, { title: "other" });
  await made.copyToSpreadsheet(other.spreadsheetId);
  await made.clear();
  await made.delete();
  await twin.delete();
  await other.loadInfo();
  assert.equal(other.sheetCount, 2);
  await other.delete();
  await assert.rejects(other.loadInfo());
});

test("a refusal is the error that the client knows", async () => {
  await assert.rejects(sheet.getCellsInRange("Nope!A1:"), /Google API error - \[400\]/);
  const far = new GoogleSpreadsheet(doc.spreadsheetId, { token: "local:dana@acme.example" });
  await assert.rejects(far.loadInfo(), /Google API error - \[403\]/);
});
