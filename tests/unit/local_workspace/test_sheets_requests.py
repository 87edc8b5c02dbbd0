"""batchUpdate request by request, and what a later get shows of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from local_workspace.errors import ApiError
from local_workspace.people import Actor
from local_workspace.sheets import (
    Spreadsheet,
    batch_update,
    copy_to,
    get_by_data_filter,
    metadata_get,
    metadata_search,
    render,
    values_get,
    values_update,
)

DANA = Actor("dana@acme.example", "Dana Fischer")
SAM = Actor("sam@northwind.example", "Sam")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Json = dict[str, Any]


class Mask:
    """Asks for some paths, as the server's mask does."""

    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def wants(self, path: str, /) -> bool:
        return any(f"{path}.".startswith(f"{one}.") or f"{one}.".startswith(f"{path}.") for one in self.paths)


@pytest.fixture
def doc() -> Spreadsheet:
    return Spreadsheet.new("id", "Plan")


def one(doc: Spreadsheet, kind: str, body: Json, actor: Actor = DANA) -> Json:
    reply: Json = batch_update(doc, [{kind: body}], actor, NOW)[0]
    return reply.get(kind, {})  # type: ignore[no-any-return]  # a reply is JSON


def box(r0: int, r1: int, c0: int, c1: int) -> Json:
    return {"startRowIndex": r0, "endRowIndex": r1, "startColumnIndex": c0, "endColumnIndex": c1}


def text(value: str) -> Json:
    return {"userEnteredValue": {"stringValue": value}}


def refused(doc: Spreadsheet, kind: str, body: Json, actor: Actor = DANA) -> str:
    with pytest.raises(ApiError) as caught:
        one(doc, kind, body, actor)
    assert (caught.value.code, caught.value.status) == (400, "INVALID_ARGUMENT")
    return caught.value.message.removeprefix(f"Invalid requests[0].{kind}: ")


def test_an_unknown_request_says_so_instead_of_succeeding(doc: Spreadsheet) -> None:
    with pytest.raises(ApiError) as caught:
        one(doc, "addDataSource", {})

    assert (caught.value.code, caught.value.status) == (501, "UNIMPLEMENTED")
    assert caught.value.message.endswith("batchUpdate.addDataSource")


def test_update_cells_clears_what_it_names_and_the_rows_lack(doc: Spreadsheet) -> None:
    doc.sheet(0).put(0, {0: {**text("a"), "note": "kept"}, 1: {**text("b"), "note": "kept"}})
    doc.sheet(0).put(1, {0: text("c")})

    rows = [{"values": [text("new")]}]
    one(doc, "updateCells", {"range": box(0, 2, 0, 2), "rows": rows, "fields": "userEnteredValue"})

    assert doc.sheet(0).rows == {0: {0: {**text("new"), "note": "kept"}, 1: {"note": "kept"}}}


def test_a_format_mask_touches_only_what_it_names(doc: Spreadsheet) -> None:
    look = {"textFormat": {"bold": True, "italic": True}, "wrapStrategy": "WRAP"}
    doc.sheet(0).put(0, {0: {"userEnteredFormat": look}})

    cell = {"userEnteredFormat": {"textFormat": {"fontSize": 12}}}
    fields = "userEnteredFormat.textFormat(bold,fontSize)"
    one(doc, "repeatCell", {"range": box(0, 1, 0, 1), "cell": cell, "fields": fields})

    assert doc.sheet(0).cell(0, 0)["userEnteredFormat"] == {
        "textFormat": {"italic": True, "fontSize": 12},
        "wrapStrategy": "WRAP",
    }


def test_a_star_mask_replaces_the_whole_cell(doc: Spreadsheet) -> None:
    doc.sheet(0).put(0, {0: {**text("a"), "note": "gone"}})

    one(doc, "updateCells", {"start": {"sheetId": 0}, "rows": [{"values": [text("b")]}], "fields": "*"})

    assert doc.sheet(0).cell(0, 0) == text("b")


@pytest.mark.parametrize(
    ("fields", "said"), [("", "At least one field"), ("colour", "Invalid field: colour")]
)
def test_a_mask_that_names_nothing_known_is_refused(doc: Spreadsheet, fields: str, said: str) -> None:
    assert said in refused(doc, "repeatCell", {"range": box(0, 1, 0, 1), "cell": {}, "fields": fields})


def test_a_new_value_erases_the_chips_of_the_old_one(doc: Spreadsheet) -> None:
    runs = [{"startIndex": 3, "chip": {"personProperties": {"email": "dana@acme.example"}}}]
    cell = {**text("by @ now"), "chipRuns": runs}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    one(doc, "updateCells", {"start": start, "rows": rows, "fields": "userEnteredValue,chipRuns"})
    assert values_get(doc, "A1")["values"] == [["by dana@acme.example now"]]
    data = render(doc, fields=Mask("sheets.data.rowData.values.chipRuns"), viewer=DANA)["sheets"][0]["data"][
        0
    ]
    assert data["rowData"][0]["values"][0]["chipRuns"] == [{"chip": {}}, *runs, {"startIndex": 4, "chip": {}}]

    one(doc, "updateCells", {"start": start, "rows": [{"values": [text("x")]}], "fields": "userEnteredValue"})

    assert doc.sheet(0).cell(0, 0) == text("x")


def test_a_string_value_never_becomes_a_formula(doc: Spreadsheet) -> None:
    start = {"sheetId": 0}
    one(
        doc,
        "updateCells",
        {"start": start, "rows": [{"values": [text("=1+1")]}], "fields": "userEnteredValue"},
    )

    assert values_get(doc, "A1", None, "FORMULA")["values"] == [["=1+1"]]
    assert values_get(doc, "A1")["values"] == [["=1+1"]]


def test_colours_stand_in_both_forms_with_eight_bits(doc: Spreadsheet) -> None:
    cell = {"userEnteredFormat": {"backgroundColor": {"red": 0.5, "green": 0}}}
    fields = "userEnteredFormat.backgroundColor"
    one(doc, "repeatCell", {"range": box(0, 1, 0, 1), "cell": cell, "fields": fields})

    color = {"red": 0.49803922}
    expected = {"backgroundColor": color, "backgroundColorStyle": {"rgbColor": color}}
    assert doc.sheet(0).cell(0, 0)["userEnteredFormat"] == expected


def test_merging_keeps_the_first_value_only(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["", "b"], ["c", "d"]]}, "RAW")

    one(doc, "mergeCells", {"range": box(0, 2, 0, 2), "mergeType": "MERGE_ALL"})

    assert values_get(doc, "A1:B2")["values"] == [["b"]]
    assert render(doc, viewer=DANA)["sheets"][0]["merges"] == [box(0, 2, 0, 2)]
    assert "select all cells" in refused(doc, "unmergeCells", {"range": box(0, 1, 0, 1)})


def test_the_last_visible_sheet_can_neither_be_hidden_nor_deleted(doc: Spreadsheet) -> None:
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}

    assert refused(doc, "updateSheetProperties", hide) == "You can't hide all the sheets in a document."
    assert refused(doc, "deleteSheet", {"sheetId": 0}) == "You can't remove all the sheets in a document."


def test_sheets_are_reordered_by_indexes_from_before_the_move(doc: Spreadsheet) -> None:
    for number in (1, 2):
        one(doc, "addSheet", {"properties": {"sheetId": number, "title": f"S{number}"}})

    one(doc, "updateSheetProperties", {"properties": {"sheetId": 0, "index": 2}, "fields": "index"})

    assert [sheet.sheet_id for sheet in doc.sheets] == [1, 0, 2]


def test_a_title_is_unique_in_any_case(doc: Spreadsheet) -> None:
    said = refused(doc, "addSheet", {"properties": {"title": "sheet1"}})

    assert said == 'A sheet with the name "sheet1" already exists. Please enter another name.'


def test_shrinking_the_grid_drops_what_lies_beyond(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["a"], ["b"], ["c"]]}, "RAW")
    grid = {"rowCount": 2, "columnCount": 5}

    one(doc, "updateSheetProperties", {"properties": {"gridProperties": grid}, "fields": "gridProperties"})

    assert values_get(doc, "Sheet1") == {
        "range": "Sheet1!A1:E2",
        "majorDimension": "ROWS",
        "values": [["a"], ["b"]],
    }


def test_a_table_names_its_columns_by_its_header_row(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["Milestone", ""]]}, "RAW")
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Done"}]}
    column = {"columnIndex": 1, "columnName": "Status", "columnType": "DROPDOWN"}
    given = {"name": "Timeline", "range": box(0, 3, 0, 2)}

    reply = one(
        doc,
        "addTable",
        {
            "table": {
                **given,
                "columnProperties": [{**column, "dataValidationRule": {"condition": condition}}],
            }
        },
    )

    columns = [{"columnName": "Milestone"}, {**column, "dataValidationRule": {"condition": condition}}]
    assert reply["table"] == {"tableId": reply["table"]["tableId"], **given, "columnProperties": columns}
    assert values_get(doc, "A1:B1")["values"] == [["Milestone", "Status"]]


def test_columns_of_a_table_follow_a_moved_column(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["a", "b", "c"]]}, "RAW")
    kinds = [{"columnIndex": n, "columnType": kind} for n, kind in enumerate(("TEXT", "DATE", "DOUBLE"))]
    one(doc, "addTable", {"table": {"name": "T", "range": box(0, 3, 0, 3), "columnProperties": kinds}})

    source = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    one(doc, "moveDimension", {"source": source, "destinationIndex": 3})

    table = render(doc, viewer=DANA)["sheets"][0]["tables"][0]
    assert [(one["columnName"], one["columnType"]) for one in table["columnProperties"]] == [
        ("b", "DATE"),
        ("c", "DOUBLE"),
        ("a", "TEXT"),
    ]


def test_appending_to_a_table_pushes_down_what_lies_below(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["h"], ["a"], ["below"]]}, "RAW")
    key = one(doc, "addTable", {"table": {"name": "T", "range": box(0, 2, 0, 1)}})["table"]["tableId"]

    rows = [{"values": [text("b")]}, {"values": [text("c")]}]
    one(doc, "appendCells", {"tableId": key, "rows": rows, "fields": "userEnteredValue"})

    assert values_get(doc, "A1:A9")["values"] == [["h"], ["a"], ["b"], ["c"], ["below"]]
    assert render(doc, viewer=DANA)["sheets"][0]["tables"][0]["range"] == box(0, 4, 0, 1)


def test_table_bands_are_shown_unless_left_out(doc: Spreadsheet) -> None:
    one(doc, "addTable", {"table": {"name": "T", "range": box(0, 2, 0, 1)}})

    assert len(render(doc, viewer=DANA)["sheets"][0]["bandedRanges"]) == 1
    assert "bandedRanges" not in render(doc, exclude_tables_in_banded_ranges=True, viewer=DANA)["sheets"][0]


def test_conditional_rules_are_kept_in_order_and_moved_by_index(doc: Spreadsheet) -> None:
    def rule(name: str) -> Json:
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": name}]}
        return {"ranges": [box(0, 1, 0, 1)], "booleanRule": {"condition": condition, "format": {}}}

    for name in ("a", "b", "c"):
        one(doc, "addConditionalFormatRule", {"rule": rule(name), "index": 0})

    moved = one(doc, "updateConditionalFormatRule", {"sheetId": 0, "index": 0, "newIndex": 2})
    gone = one(doc, "deleteConditionalFormatRule", {"sheetId": 0, "index": 0})

    assert (moved["oldRule"], moved["newIndex"], gone["rule"]) == (rule("c"), 2, rule("b"))
    assert render(doc, viewer=DANA)["sheets"][0]["conditionalFormats"] == [rule("a"), rule("c")]
    assert "at index: 9" in refused(doc, "deleteConditionalFormatRule", {"index": 9})


def test_a_warning_only_protection_ignores_editors(doc: Spreadsheet) -> None:
    given = {"range": box(0, 1, 0, 1), "warningOnly": True, "editors": {"users": ["x@y.example"]}}

    shown = one(doc, "addProtectedRange", {"protectedRange": given})["protectedRange"]

    assert (shown["editors"], shown["requestingUserCanEdit"]) == ({}, True)
    one(doc, "deleteProtectedRange", {"protectedRangeId": shown["protectedRangeId"]})
    assert "protectedRanges" not in render(doc, viewer=DANA)["sheets"][0]


def test_editors_of_a_protection_are_shown_to_editors_only(doc: Spreadsheet) -> None:
    one(doc, "addProtectedRange", {"protectedRange": {"range": box(0, 1, 0, 1)}})

    (seen,) = render(doc, viewer=SAM)["sheets"][0]["protectedRanges"]

    assert "editors" not in seen
    assert "requestingUserCanEdit" not in seen


def test_metadata_is_found_by_key_place_and_id(doc: Spreadsheet) -> None:
    row = {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    places: list[Json] = [row, {"sheetId": 0}, {"spreadsheet": True}]
    for number, place in enumerate(places, 1):
        item = {"metadataId": number, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
        one(doc, "createDeveloperMetadata", {"developerMetadata": item})

    def ids(lookup: Json) -> list[int]:
        found = metadata_search(doc, {"dataFilters": [{"developerMetadataLookup": lookup}]})
        return [one["developerMetadata"]["metadataId"] for one in found.get("matchedDeveloperMetadata", [])]

    assert ids({"metadataKey": "k"}) == [1, 2, 3]
    assert ids({"metadataKey": "nope"}) == []
    assert ids({"locationType": "SHEET"}) == [2]
    assert ids({"metadataLocation": row}) == [1, 2]  # intersecting, unless told
    assert ids({"metadataLocation": row, "locationMatchingStrategy": "EXACT_LOCATION"}) == [1]
    assert metadata_get(doc, 1)["location"] == {"locationType": "ROW", **row}
    with pytest.raises(ApiError, match="Requested entity was not found"):
        metadata_get(doc, 9)


def test_metadata_is_updated_and_deleted_by_filter(doc: Spreadsheet) -> None:
    item = {"metadataKey": "k", "metadataValue": "1", "visibility": "PROJECT", "location": {"sheetId": 0}}
    one(doc, "createDeveloperMetadata", {"developerMetadata": item})
    chosen = {"developerMetadataLookup": {"metadataKey": "k"}}

    new = {"dataFilters": [chosen], "developerMetadata": {"metadataValue": "2"}, "fields": "metadataValue"}
    changed = one(doc, "updateDeveloperMetadata", new)["developerMetadata"]
    gone = one(doc, "deleteDeveloperMetadata", {"dataFilter": chosen})["deletedDeveloperMetadata"]

    assert changed[0]["metadataValue"] == "2"
    assert gone == changed
    assert doc.metadata == {}


def test_metadata_lies_on_one_row_only(doc: Spreadsheet) -> None:
    place = {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 4}}
    item = {"metadataKey": "k", "visibility": "DOCUMENT", "location": place}

    assert "single row or column" in refused(doc, "createDeveloperMetadata", {"developerMetadata": item})


def started(doc: Spreadsheet, content: str = "Due moved", actor: Actor = SAM) -> Json:
    where = {"sheetId": 0, "rowIndex": 4, "columnIndex": 5}
    thread = one(doc, "insertComment", {"content": content, "coordinate": where}, actor)["commentThread"]
    return dict(thread)


def test_a_thread_is_anchored_and_names_its_author_without_an_address(doc: Spreadsheet) -> None:
    values_update(doc, "F5", {"values": [["31 March"]]}, "RAW")
    thread = started(doc, "<b>late</b>")

    shown = render(doc, comments=True, viewer=DANA)

    assert thread["headPost"]["author"]["me"] is True
    assert (thread["status"], thread["plainTextQuote"]) == ("OPEN", "31 March")
    (seen,) = shown["comments"]
    assert "me" not in seen["headPost"]["author"]
    assert seen["headPost"]["contentHtml"] == "&lt;b&gt;late&lt;/b&gt;"
    assert "@" not in repr(shown["comments"])
    assert shown["sheets"][0]["commentAnchors"] == [
        {"anchorId": thread["anchorId"], "range": box(4, 5, 5, 6)}
    ]
    assert "comments" not in render(doc, viewer=DANA)


def test_anybody_resolves_and_reopens_with_or_without_words(doc: Spreadsheet) -> None:
    key = started(doc)["commentId"]

    one(doc, "addCommentReply", {"commentId": key, "post": {"commentAction": "RESOLVE"}}, DANA)
    assert doc.threads[key]["status"] == "RESOLVED"
    again = {"content": "not yet", "commentAction": "REOPEN"}
    one(doc, "addCommentReply", {"commentId": key, "post": again}, DANA)

    assert doc.threads[key]["status"] == "OPEN"
    assert "must not be empty" in refused(doc, "addCommentReply", {"commentId": key, "post": {}})


def test_only_authors_change_and_delete_their_posts(doc: Spreadsheet) -> None:
    thread = started(doc)
    key = thread["commentId"]
    head = {"commentId": key, "postId": thread["headPost"]["postId"], "content": "new"}
    reply = one(doc, "addCommentReply", {"commentId": key, "post": {"content": "why"}}, DANA)["post"]
    answer = {"commentId": key, "postId": reply["postId"]}

    assert "not the author" in refused(doc, "updateCommentPost", head, DANA)
    assert "not the author" in refused(doc, "deleteComment", {"commentId": key}, DANA)
    assert "not the author" in refused(doc, "deleteCommentReply", answer, SAM)
    one(doc, "updateCommentPost", head, SAM)
    one(doc, "deleteCommentReply", answer, DANA)
    (seen,) = render(doc, comments=True, viewer=SAM)["comments"]
    assert seen["headPost"]["content"] == "new"
    assert seen["replies"][0].keys() == {"postId", "createTime", "deleted"}
    one(doc, "deleteComment", {"commentId": key}, SAM)
    assert (doc.threads, doc.anchors) == ({}, {})


def test_a_comment_has_a_place_and_at_most_2048_bytes(doc: Spreadsheet) -> None:
    outside = {"content": "x", "coordinate": {"sheetId": 0, "rowIndex": 1000, "columnIndex": 0}}

    assert "outside the grid" in refused(doc, "insertComment", outside)
    assert "2048" in refused(doc, "insertComment", {"content": "ü" * 1025, "coordinate": {"sheetId": 0}})


def test_with_ranges_only_threads_anchored_there_are_shown(doc: Spreadsheet) -> None:
    started(doc)

    assert "comments" not in render(doc, ranges=["A1:B2"], comments=True, viewer=DANA)
    assert len(render(doc, ranges=["F:F"], comments=True, viewer=DANA)["comments"]) == 1


def test_grid_data_ends_with_the_last_used_cell_and_is_cut_to_the_mask(doc: Spreadsheet) -> None:
    values_update(doc, "B3", {"values": [[7]]}, "RAW")

    (data,) = render(doc, fields=Mask("sheets.data.rowData.values.formattedValue"), viewer=DANA)["sheets"][0][
        "data"
    ]

    assert data == {"rowData": [{}, {}, {"values": [{}, {"formattedValue": "7"}]}]}


def test_ranges_choose_sheets_and_parts(doc: Spreadsheet) -> None:
    one(doc, "addSheet", {"properties": {"sheetId": 5, "title": "Other"}})
    values_update(doc, "C2", {"values": [[1, 2]]}, "RAW")

    shown = render(doc, ranges=["Sheet1!D2:D3"], include_grid_data=True, viewer=DANA)

    (sheet,) = shown["sheets"]
    assert (sheet["data"][0]["startRow"], sheet["data"][0]["startColumn"]) == (1, 3)
    assert sheet["data"][0]["rowData"][0]["values"][0]["effectiveValue"] == {"numberValue": 2}
    assert len(sheet["data"][0]["rowMetadata"]) == 2


def test_a_data_filter_reads_the_same_resource(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [[1]]}, "RAW")
    body = {"dataFilters": [{"a1Range": "A1"}], "includeGridData": True}

    shown = get_by_data_filter(doc, body, viewer=DANA)

    assert shown == render(doc, ranges=["A1"], include_grid_data=True, viewer=DANA)


def test_a_created_file_holds_all_its_body_says() -> None:
    cell = {**text("Go-live"), "note": "why"}
    data = {"startRow": 1, "rowData": [{"values": [cell]}], "columnMetadata": [{"pixelSize": 200}]}
    sheet = {
        "properties": {
            "title": "Plan",
            "gridProperties": {"rowCount": 50, "columnCount": 12, "frozenRowCount": 1},
        },
        "data": [data],
        "merges": [box(0, 1, 0, 2)],
        "protectedRanges": [{"range": box(0, 1, 0, 1), "warningOnly": True}],
        "developerMetadata": [{"metadataKey": "tab", "metadataValue": "plan", "visibility": "DOCUMENT"}],
    }
    properties = {"title": "Acme × Northwind", "locale": "de_DE", "timeZone": "Europe/Berlin"}

    doc = Spreadsheet.from_create({"properties": properties, "sheets": [sheet]}, "new")

    shown = render(doc, viewer=DANA)
    assert shown["properties"] | properties == shown["properties"]
    assert values_get(doc, "A2")["range"] == "Plan!A2"
    assert doc.sheet(0).cell(1, 0) == cell
    assert shown["sheets"][0]["merges"] == sheet["merges"]
    assert doc.sheet(0).column_props == {0: {"pixelSize": 200}}
    assert metadata_search(doc, {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "tab"}}]})


def test_a_copied_sheet_keeps_its_rows_metadata_under_new_ids(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["x"]]}, "RAW")
    row = {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}
    item = {"metadataId": 1, "metadataKey": "k", "visibility": "DOCUMENT", "location": row}
    one(doc, "createDeveloperMetadata", {"developerMetadata": item})
    target = Spreadsheet.new("other", "Other")

    shown = copy_to(doc, 0, target)

    assert (shown["title"], shown["index"]) == ("Copy of Sheet1", 1)
    assert values_get(target, "'Copy of Sheet1'!A1")["values"] == [["x"]]
    (copied,) = target.metadata.values()
    assert (copied.key, copied.index, copied.sheet_id) == ("k", 2, shown["sheetId"])


def test_find_and_replace_counts_what_it_did(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["legal, legal", 10], ["Legal"]]}, "RAW")

    reply = one(doc, "findReplace", {"find": "legal", "replacement": "$1 law", "allSheets": True})

    assert reply == {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 3}
    assert values_get(doc, "A1:B2")["values"] == [["$1 law, $1 law", "10"], ["$1 law"]]


def test_duplicates_go_and_what_follows_moves_up(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["a", 1], ["A", 1], ["b", 2], ["a", 1]]}, "RAW")

    reply = one(doc, "deleteDuplicates", {"range": box(0, 4, 0, 2)})

    assert reply == {"duplicatesRemovedCount": 2}
    assert values_get(doc, "A1:B4")["values"] == [["a", "1"], ["b", "2"]]


def test_pasted_text_is_read_as_typed(doc: Spreadsheet) -> None:
    at = {"sheetId": 0, "rowIndex": 1, "columnIndex": 1}

    one(
        doc,
        "pasteData",
        {"coordinate": at, "data": "a\t2027-03-31\n'=x\t1", "type": "PASTE_NORMAL", "delimiter": "\t"},
    )

    assert values_get(doc, "B2:C3")["values"] == [["a", "2027-03-31"], ["=x", "1"]]


def test_a_copy_is_repeated_over_a_larger_destination(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["a"], ["b"]]}, "RAW")

    one(
        doc,
        "copyPaste",
        {"source": box(0, 2, 0, 1), "destination": box(0, 4, 1, 3), "pasteType": "PASTE_NORMAL"},
    )

    assert values_get(doc, "A1:C4")["values"] == [
        ["a", "a", "a"],
        ["b", "b", "b"],
        ["", "a", "a"],
        ["", "b", "b"],
    ]


def test_blank_cells_come_last_in_either_order(doc: Spreadsheet) -> None:
    values_update(doc, "A1", {"values": [["b"], [""], [3], ["a"], [True]]}, "RAW")
    for order, expected in (
        ("ASCENDING", ["3", "a", "b", "TRUE", ""]),
        ("DESCENDING", ["TRUE", "b", "a", "3", ""]),
    ):
        spec = {"dimensionIndex": 0, "sortOrder": order}

        one(doc, "sortRange", {"range": box(0, 5, 0, 1), "sortSpecs": [spec]})

        found = values_get(doc, "A1:A6")["values"]
        assert [line[0] if line else "" for line in found] == [text for text in expected if text]


def test_storage_keeps_everything(doc: Spreadsheet) -> None:
    started(doc)
    values_update(doc, "A1", {"values": [["a", 1]]}, "RAW")
    one(doc, "addTable", {"table": {"name": "T", "range": box(0, 2, 0, 1)}})
    one(
        doc,
        "addDimensionGroup",
        {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}},
    )
    hide = {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    one(
        doc,
        "updateDimensionProperties",
        {**hide, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"},
    )

    again = Spreadsheet.from_json(doc.to_json())

    views = [render(one, include_grid_data=True, comments=True, viewer=DANA) for one in (doc, again)]
    assert views[0] == views[1]
    assert views[0]["sheets"][0]["data"][0]["columnMetadata"][1] == {"pixelSize": 100, "hiddenByUser": True}
