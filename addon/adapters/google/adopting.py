"""Spreadsheets that people made, opened as the seller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from googleapiclient.http import MediaInMemoryUpload

from addon.adapters.google.clients import PerThread, SheetsClient
from addon.adapters.google.faults import translated
from closeplan.errors import ConflictError, ForbiddenError, NotFoundError, RefusedError
from closeplan.plan.adoption import Adoption, Proposal
from closeplan.records import FileAccess, FoundSheet
from sheets_schema import marking, metadata, releasing

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SOURCE_PROPERTY = "closeplan-source"
"""The private file property that holds the digest of the file a Sheet was made of; only this app sees it."""

_ACCESS = "name,mimeType,trashed,capabilities(canEdit,canShare),permissions(type,role,emailAddress,domain)"
_EDITORS = frozenset({"owner", "organizer", "fileOrganizer", "writer"})


class GoogleForeignSheets:
    """Files of others in Drive. With the scope `drive.file` a seller's token sees those that were opened with
    closeplan, and no others.
    """

    def __init__(
        self,
        *,
        seller_sheets: Callable[[], SheetsClient],
        seller_drive: Callable[[], PerThread],
        robot_drive: Callable[[], PerThread],
        mint: Callable[[], str],
    ) -> None:
        self._seller_sheets = seller_sheets
        self._seller_drive = seller_drive
        self._robot_drive = robot_drive
        self._mint = mint

    def access(self, document_id: str, robot: str) -> FileAccess:
        try:
            with translated("looking at the file"):
                files = self._seller_drive().drive().files()
                file = files.get(fileId=document_id, fields=_ACCESS, supportsAllDrives=True).execute()
        except NotFoundError as error:
            raise NotFoundError(
                f"no file {document_id} that closeplan may see: check the link, ask its owner for access, "
                "and open it with closeplan once (the sidebar in Sheets, or Open with in Drive)"
            ) from error
        _check_is_a_sheet(file)
        may = file.get("capabilities", {})
        given = file.get("permissions")
        return FileAccess(
            name=file.get("name", ""),
            can_edit=bool(may.get("canEdit")),
            can_share=bool(may.get("canShare")),
            robot_edits=self._robot_edits(document_id) if given is None else _edits(given, robot),
            people=frozenset(p["emailAddress"].lower() for p in given or () if "emailAddress" in p),
            domains=frozenset(p["domain"].lower() for p in given or () if "domain" in p),
            by_link=any(p.get("type") == "anyone" for p in given or ()),
        )

    def upload(self, name: str, content: bytes, mime_type: str, source: str) -> str:
        media = MediaInMemoryUpload(content, mimetype=mime_type)
        body = {"name": name, "mimeType": SHEET_TYPE, "appProperties": {SOURCE_PROPERTY: source}}
        with translated(f"uploading {name}"):
            files = self._seller_drive().drive().files()
            made = files.create(body=body, media_body=media, fields="id").execute()
        return str(made["id"])

    def uploaded(self, source: str) -> str:
        query = (
            f"appProperties has {{ key='{SOURCE_PROPERTY}' and value='{source}' }}"
            f" and mimeType = '{SHEET_TYPE}' and trashed = false"
        )
        with translated("looking for an earlier upload"):
            files = self._seller_drive().drive().files()
            found = files.list(q=query, fields="files(id)", orderBy="createdTime desc", pageSize=1).execute()
        return next((str(file["id"]) for file in found.get("files", [])), "")

    def latest_due(self, found: FoundSheet, proposal: Proposal, today: date) -> date | None:
        assert isinstance(found.seen, Mapping), "a spreadsheet's dates are read as it was looked at"
        return marking.latest_due(found.seen, proposal, today)

    def look(self, document_id: str, today: date) -> FoundSheet:
        raw = self._fetch(document_id)
        proposal = _recognised(raw, today)
        return FoundSheet(
            document_id=document_id,
            title=str(raw.get("properties", {}).get("title", "")),
            proposal=proposal,
            sheets=tuple(str(sheet["properties"].get("title", "")) for sheet in raw.get("sheets", ())),
            plan_id=metadata.value_of(raw, metadata.PLAN_ID) or "",
            adopted=metadata.value_of(raw, metadata.GUEST) == "adopted",
            latest_due=marking.latest_due(raw, proposal, today),
            seen=raw,
        )

    def _fetch(self, document_id: str) -> Mapping[str, Any]:
        with translated("reading the spreadsheet"):
            return self._seller_sheets().fetch_sheet_metadata(document_id, {"fields": marking.LOOK_FIELDS})

    def adopt(self, found: FoundSheet, adoption: Adoption) -> None:
        assert isinstance(found.seen, Mapping), "a spreadsheet is adopted as it was looked at"
        requests = marking.adoption_requests(found.seen, adoption, self._mint)
        with translated("marking the spreadsheet"):
            self._seller_sheets().batch_update(found.document_id, {"requests": requests})

    def release(self, document_id: str) -> bool:
        raw = self._fetch(document_id)
        plan_id, guest = metadata.value_of(raw, metadata.PLAN_ID), metadata.value_of(raw, metadata.GUEST)
        if plan_id is not None and guest != "adopted":
            raise ConflictError(f"'{plan_id}' was not adopted: closeplan made its tabs")
        requests = releasing.release_requests(raw)
        if requests:
            with translated("taking the marks out of the spreadsheet"):
                self._seller_sheets().batch_update(document_id, {"requests": requests})
        return bool(requests)

    def _robot_edits(self, document_id: str) -> bool:
        """The robot asked itself, where the seller may not see who has access."""
        try:
            with translated("looking at the file as the robot"):
                files = self._robot_drive().drive().files()
                file = files.get(
                    fileId=document_id, fields="capabilities(canEdit)", supportsAllDrives=True
                ).execute()
        except (NotFoundError, ForbiddenError):
            return False
        return bool(file.get("capabilities", {}).get("canEdit"))


def _recognised(raw: Mapping[str, Any], today: date) -> Proposal:
    """What the spreadsheet means; loading the words of eight languages waits until somebody asks."""
    from sheets_schema.adopt.recognise import recognise  # noqa: PLC0415 - see above
    from sheets_schema.adopt.workbook import from_spreadsheet  # noqa: PLC0415

    return recognise(from_spreadsheet(raw), today)


def _edits(permissions: list[Mapping[str, Any]], person: str) -> bool:
    """Whether the person is named as an editor."""
    return any(
        p.get("emailAddress", "").lower() == person.lower() and p.get("role") in _EDITORS for p in permissions
    )


def _check_is_a_sheet(file: Mapping[str, Any]) -> None:
    name, kind = file.get("name", ""), file.get("mimeType")
    if file.get("trashed"):
        raise RefusedError(f"“{name}” is in the trash: restore it first")
    if kind == EXCEL_TYPE:
        raise RefusedError(
            f"“{name}” is an Excel file: open it in Sheets and choose File, Save as Google Sheets"
        )
    if kind != SHEET_TYPE:
        raise RefusedError(f"“{name}” is no Google Sheet")
