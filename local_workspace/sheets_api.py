"""Sheets v4 over HTTP: permissions, storage and versions around the pure engine in `sheets`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from local_workspace import sheets
from local_workspace.call import Call, Handler
from local_workspace.drive import files
from local_workspace.drive.access import sheets_file
from local_workspace.drive.model import SPREADSHEET, DriveFile, new_id, touch
from local_workspace.errors import ApiError, bad_request
from local_workspace.sheets import Spreadsheet

_COMMENTING = {"insertComment", "addCommentReply", "updateCommentPost", "deleteComment", "deleteCommentReply"}
_WITH_COMMENTS = "COMMENTS_VIEW_MODE_INCLUDED"


def create(call: Call) -> dict[str, Any]:
    """spreadsheets.create: in the caller's root folder."""
    if call.actor.is_service_account or not call.actor.email:
        raise ApiError(403, "PERMISSION_DENIED", "The caller does not have permission")
    document = Spreadsheet.from_create(call.body, new_id())
    files.add_file(call, document.spreadsheet_id, SPREADSHEET, document.title)
    call.db.save_document(document.spreadsheet_id, document)
    return _shown(call, document)


def get(call: Call) -> dict[str, Any]:
    """spreadsheets.get"""
    document = _document(call)
    return _shown(
        call,
        document,
        ranges=call.params["ranges"] or None,
        include_grid_data=call.params.get("includeGridData") or False,
        comments=call.params.get("commentsViewMode") == _WITH_COMMENTS,
        exclude_tables_in_banded_ranges=call.params.get("excludeTablesInBandedRanges") or False,
    )


def batch_update(call: Call) -> dict[str, Any]:
    """spreadsheets.batchUpdate: all requests or none; comments alone need a commenter only."""
    requests = call.body.get("requests") or []
    if not requests:
        raise bad_request("Must specify at least one request.")
    only_comments = all(kind in _COMMENTING for request in requests for kind in request)
    file = sheets_file(call, "commenter" if only_comments else "writer")
    document = call.db.document_to_edit(file.id)
    answer: dict[str, Any] = {
        "spreadsheetId": file.id,
        "replies": sheets.batch_update(document, requests, call.actor, call.now),
    }
    _save(call, file, document, content=not only_comments)
    if call.body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = _shown(
            call,
            document,
            ranges=call.body.get("responseRanges"),
            include_grid_data=call.body.get("responseIncludeGridData", False),
        )
    return answer


def _document(call: Call) -> Spreadsheet:
    return call.db.document(sheets_file(call).id)


def _shown(  # noqa: PLR0913 - spreadsheets.get has as many parameters
    call: Call,
    document: Spreadsheet,
    *,
    ranges: list[str] | None = None,
    include_grid_data: bool = False,
    comments: bool = False,
    exclude_tables_in_banded_ranges: bool = False,
) -> dict[str, Any]:
    return sheets.render(
        document,
        ranges=ranges,
        include_grid_data=include_grid_data,
        comments=comments,
        exclude_tables_in_banded_ranges=exclude_tables_in_banded_ranges,
        viewer=call.actor,
        base_url=call.base_url,
        fields=call.mask,
    )


def _save(call: Call, file: DriveFile, document: Spreadsheet, *, content: bool) -> None:
    """Store an edited document; its title is the file's name."""
    call.db.save_document(file.id, document)
    named = file.with_resource(name=document.title)
    touch(call.db, named, call.actor, call.now, content=content)


def _reading(answer: Callable[[Call, Spreadsheet], dict[str, Any]]) -> Handler:
    """A handler for a method that reads one spreadsheet."""
    return lambda call: answer(call, _document(call))


def _writing(answer: Callable[[Call, Spreadsheet], dict[str, Any]]) -> Handler:
    """A handler for a method that edits the cells of one spreadsheet."""

    def handle(call: Call) -> dict[str, Any]:
        file = sheets_file(call, "writer")
        document = call.db.document_to_edit(file.id)
        shown = answer(call, document)
        _save(call, file, document, content=True)
        return shown

    return handle


def copy_to(call: Call) -> dict[str, Any]:
    """spreadsheets.sheets.copyTo: a sheet into another spreadsheet that the caller may write."""
    source = _document(call)
    target_file = sheets_file(call, "writer", call.body.get("destinationSpreadsheetId", ""))
    target = call.db.document_to_edit(target_file.id)
    shown = sheets.copy_to(source, int(call.params["sheetId"]), target)
    _save(call, target_file, target, content=True)
    return shown


def _input_option(given: str | None) -> str:
    if given is None or given == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise bad_request("'valueInputOption' is required but not specified")
    return given


HANDLERS: Mapping[str, Handler] = {
    "sheets.spreadsheets.batchUpdate": batch_update,
    "sheets.spreadsheets.create": create,
    "sheets.spreadsheets.get": get,
    "sheets.spreadsheets.sheets.copyTo": copy_to,
}
