"""Spreadsheets that people made, opened as the seller."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError
from closeplan.ports import FileAccess

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ACCESS = "name,mimeType,trashed,capabilities(canEdit,canShare),permissions(type,role,emailAddress,domain)"
_EDITORS = frozenset({"owner", "organizer", "fileOrganizer", "writer"})


class GoogleForeignSheets:
    """Files of others in Drive. With the scope `drive.file` a seller's token sees those that were opened with
    closeplan, and no others.
    """

    def __init__(
        self, *, seller_drive: Callable[[], PerThread], robot_drive: Callable[[], PerThread]
    ) -> None:
        self._seller_drive = seller_drive
        self._robot_drive = robot_drive

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
