"""files.list: what a person sees, searched, ordered and in pages."""

from __future__ import annotations

import base64
from typing import Any

from local_workspace.call import Call
from local_workspace.drive import query, resources
from local_workspace.drive.model import FOLDER, files_of, new_id
from local_workspace.drive.refusals import invalid
from local_workspace.drive.shared_drives import refuse_shared_drives
from local_workspace.errors import unimplemented

_ORDERS = {
    "name", "name_natural", "createdTime", "modifiedTime", "modifiedByMeTime", "viewedByMeTime",
    "sharedWithMeTime", "recency", "folder", "starred", "quotaBytesUsed",
}  # fmt: skip
_CORPORA = {"", "user", "allDrives", "domain"}


def generate_ids(call: Call) -> dict[str, Any]:
    """files.generateIds"""
    ids = [new_id(33) for _ in range(min(call.params["count"], 1000))]
    return {"kind": "drive#generatedIds", "space": call.params["space"], "ids": ids}


def find(call: Call) -> dict[str, Any]:
    """files.list: the files that the caller has a permission of their own on."""
    refuse_shared_drives(call)
    _check_corpora(call)
    text = call.params.get("q") or ""
    test = query.parse(text, resources.root_folder(call.actor)) if text.strip() else None
    shown = [resources.file(call, file) for file in files_of(call.db, call.actor.email)]
    if call.params.get("spaces") == "appDataFolder":
        shown = []  # nothing is ever put there: a parent of that name is refused
    hits = [item for item in shown if test is None or test(item)]
    _order(hits, call.params.get("orderBy") or "modifiedTime desc")
    start = read_offset(call.params.get("pageToken"))
    size = min(call.params["pageSize"], 1000)
    answer: dict[str, Any] = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": hits[start : start + size],
    }
    if start + size < len(hits):
        answer["nextPageToken"] = write_offset(start + size)
    return answer


def _check_corpora(call: Call) -> None:
    for space in (call.params.get("spaces") or "drive").split(","):
        if space not in {"drive", "appDataFolder"}:
            raise invalid("Invalid Value", "spaces")
    corpora = call.params.get("corpora") or ""
    if corpora not in _CORPORA:
        raise invalid("Invalid Value", "corpora")
    if corpora == "domain":
        raise unimplemented("drive.files.list with corpora=domain")


def _order(hits: list[dict[str, Any]], order_by: str) -> None:
    for part in reversed([part.split() for part in order_by.split(",") if part.strip()]):
        key, descending = part[0], part[1:] == ["desc"]
        if key not in _ORDERS or part[1:] not in ([], ["desc"]):
            raise invalid(f"Invalid Value: {key}", "orderBy")
        hits.sort(key=lambda item, key=key: _sort_value(item, key), reverse=descending)  # type: ignore[misc]


def _sort_value(item: dict[str, Any], key: str) -> Any:
    if key == "folder":
        return item["mimeType"] != FOLDER
    if key in {"name", "name_natural"}:
        return item["name"].lower()
    if key == "quotaBytesUsed":
        return int(item.get(key, "0"))
    if key == "starred":
        return not item[key]
    return item.get("modifiedTime" if key == "recency" else key, "")


def read_offset(token: str | None) -> int:
    """The position that a page token of ours stands for."""
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode())
    except ValueError as wrong:
        raise invalid("Invalid Value", "pageToken") from wrong


def write_offset(position: int) -> str:
    """An opaque page token for a position."""
    return base64.urlsafe_b64encode(str(position).encode()).decode()
