"""Sheets v4 over HTTP: permissions, storage and versions around the pure engine in `sheets`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from local_workspace import sheets
from local_workspace.call import Call, Handler
from local_workspace.drive import files, notices
from local_workspace.drive.access import sheets_file
from local_workspace.drive.model import SPREADSHEET, DriveFile, new_id, touch
from local_workspace.errors import ApiError, bad_request
from local_workspace.fields import FieldMask
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
    return _shown(call, document, mask=call.mask)


def get(call: Call) -> dict[str, Any]:
    """spreadsheets.get"""
    document = _document(call)
    return _shown(
        call,
        document,
        mask=call.mask,
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
    document = _at(call, file, call.db.document_to_edit(file.id))
    answer: dict[str, Any] = {
        "spreadsheetId": file.id,
        "replies": sheets.batch_update(document, requests, call.actor, call.now),
    }
    _save(call, file, document, content=not only_comments)
    notices.commented(call, file, notices.of_requests(requests))
    if call.body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = _shown(
            call,
            document,
            ranges=call.body.get("responseRanges"),
            include_grid_data=call.body.get("responseIncludeGridData", False),
            comments=call.body.get("commentsViewMode") == _WITH_COMMENTS,
            mask=call.mask.under("updatedSpreadsheet") if call.mask else None,
        )
    return answer


def _document(call: Call) -> Spreadsheet:
    file = sheets_file(call)
    return _at(call, file, call.db.document(file.id))


def _at(call: Call, file: DriveFile, document: Spreadsheet) -> Spreadsheet:
    """The document as this request sees it: on its clock, with its owner, whom no protection stops."""
    document.moment, document.owner = call.now, file.owner
    return document


def _shown(  # noqa: PLR0913 - spreadsheets.get has as many parameters
    call: Call,
    document: Spreadsheet,
    *,
    ranges: list[str] | None = None,
    include_grid_data: bool = False,
    comments: bool = False,
    exclude_tables_in_banded_ranges: bool = False,
    mask: FieldMask | None = None,
) -> dict[str, Any]:
    """The spreadsheet; `mask` is relative to it."""
    return sheets.render(
        document,
        ranges=ranges,
        include_grid_data=include_grid_data,
        comments=comments,
        exclude_tables_in_banded_ranges=exclude_tables_in_banded_ranges,
        viewer=call.actor,
        base_url=call.base_url,
        fields=mask,
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
        document = _at(call, file, call.db.document_to_edit(file.id))
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


def _values_get(call: Call, document: Spreadsheet) -> dict[str, Any]:
    asked = call.params
    return sheets.values_get(document, asked["range"], *_rendering(call))


def _values_batch_get(call: Call, document: Spreadsheet) -> dict[str, Any]:
    return sheets.values_batch_get(document, call.params["ranges"], *_rendering(call))


def _rendering(call: Call) -> tuple[str | None, str | None, str | None]:
    asked = call.params
    return asked.get("majorDimension"), asked.get("valueRenderOption"), asked.get("dateTimeRenderOption")


def _values_update(call: Call, document: Spreadsheet) -> dict[str, Any]:
    asked = call.params
    return sheets.values_update(
        document,
        asked["range"],
        call.body,
        asked.get("valueInputOption"),
        asked.get("includeValuesInResponse") or False,
        call.actor,
        response_value_render=asked.get("responseValueRenderOption"),
        response_date_time_render=asked.get("responseDateTimeRenderOption"),
        today=call.now.date(),
    )


def _values_append(call: Call, document: Spreadsheet) -> dict[str, Any]:
    asked = call.params
    return sheets.values_append(
        document,
        asked["range"],
        call.body,
        asked.get("valueInputOption"),
        asked.get("insertDataOption"),
        asked.get("includeValuesInResponse") or False,
        call.actor,
        response_value_render=asked.get("responseValueRenderOption"),
        response_date_time_render=asked.get("responseDateTimeRenderOption"),
        today=call.now.date(),
    )


def _get_by_data_filter(call: Call, document: Spreadsheet) -> dict[str, Any]:
    return sheets.get_by_data_filter(
        document, call.body, viewer=call.actor, base_url=call.base_url, fields=call.mask
    )


HANDLERS: Mapping[str, Handler] = {
    "sheets.spreadsheets.batchUpdate": batch_update,
    "sheets.spreadsheets.create": create,
    "sheets.spreadsheets.developerMetadata.get": _reading(
        lambda call, document: sheets.metadata_get(document, call.params["metadataId"])
    ),
    "sheets.spreadsheets.developerMetadata.search": _reading(
        lambda call, document: sheets.metadata_search(document, call.body)
    ),
    "sheets.spreadsheets.get": get,
    "sheets.spreadsheets.getByDataFilter": _reading(_get_by_data_filter),
    "sheets.spreadsheets.sheets.copyTo": copy_to,
    "sheets.spreadsheets.values.append": _writing(_values_append),
    "sheets.spreadsheets.values.batchClear": _writing(
        lambda call, document: sheets.values_batch_clear(document, call.body.get("ranges", []), call.actor)
    ),
    "sheets.spreadsheets.values.batchClearByDataFilter": _writing(
        lambda call, document: sheets.values_batch_clear_by_data_filter(document, call.body, call.actor)
    ),
    "sheets.spreadsheets.values.batchGet": _reading(_values_batch_get),
    "sheets.spreadsheets.values.batchGetByDataFilter": _reading(
        lambda call, document: sheets.values_batch_get_by_data_filter(document, call.body)
    ),
    "sheets.spreadsheets.values.batchUpdate": _writing(
        lambda call, document: sheets.values_batch_update(
            document, call.body, call.actor, today=call.now.date()
        )
    ),
    "sheets.spreadsheets.values.batchUpdateByDataFilter": _writing(
        lambda call, document: sheets.values_batch_update_by_data_filter(
            document, call.body, call.actor, today=call.now.date()
        )
    ),
    "sheets.spreadsheets.values.clear": _writing(
        lambda call, document: sheets.values_clear(document, call.params["range"], call.actor)
    ),
    "sheets.spreadsheets.values.get": _reading(_values_get),
    "sheets.spreadsheets.values.update": _writing(_values_update),
}
