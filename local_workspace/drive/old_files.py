"""Files in the words of Drive v2, which gspread's CSV import still speaks."""

from __future__ import annotations

import hashlib
from typing import Any

from local_workspace.drive.model import SPREADSHEET

_OTHER_NAMES = {
    "name": "title",
    "createdTime": "createdDate",
    "modifiedTime": "modifiedDate",
    "size": "fileSize",
}
_SAME_NAMES = (
    "kind", "id", "mimeType", "description", "version", "md5Checksum", "originalFilename", "fileExtension",
    "headRevisionId", "shared", "explicitlyTrashed", "writersCanShare", "copyRequiresWriterPermission",
    "exportLinks", "spaces", "quotaBytesUsed",
)  # fmt: skip


def old_file(shown: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A v3 file as v2 shows it to the same viewer."""
    link = f"{base_url}/drive/v2/files/{shown['id']}"
    may = shown["capabilities"]
    then = {name: shown[name] for name in _SAME_NAMES if name in shown}
    then |= {old: shown[new] for new, old in _OTHER_NAMES.items() if new in shown}
    return {
        **then,
        "selfLink": link,
        "alternateLink": _page(shown, base_url),
        "etag": _etag(shown["id"], shown["version"]),
        "userPermission": _own_permission(shown, link),
        "ownerNames": [owner["displayName"] for owner in shown["owners"]],
        "owners": [_user(owner) for owner in shown["owners"]],
        **_last_modifier(shown),
        "parents": [_parent(parent, link, base_url) for parent in shown.get("parents", ())],
        "editable": may["canEdit"],
        "copyable": may["canCopy"],
        "capabilities": {"canEdit": may["canEdit"], "canCopy": may["canCopy"]},
        "appDataContents": False,
        "labels": {
            "viewed": True,
            "restricted": shown["copyRequiresWriterPermission"],
            "starred": shown["starred"],
            "hidden": False,
            "trashed": shown["trashed"],
        },
    }


def _page(shown: dict[str, Any], base_url: str) -> str:
    if shown["mimeType"] != SPREADSHEET:
        return str(shown["webViewLink"])
    return f"{base_url}/spreadsheets/d/{shown['id']}/edit?usp=drivesdk"


def _etag(*parts: str) -> str:
    digest = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:19]
    return f'"{digest}"'


def _user(user: dict[str, Any]) -> dict[str, Any]:
    then = {name: value for name, value in user.items() if name != "me"}
    return then | {"isAuthenticatedUser": user["me"]}


def _last_modifier(shown: dict[str, Any]) -> dict[str, Any]:
    user = shown.get("lastModifyingUser")
    if user is None:
        return {}
    own = {"modifiedByMeDate": shown["modifiedTime"]} if user["me"] else {}
    return {"lastModifyingUser": _user(user), "lastModifyingUserName": user["displayName"], **own}


def _parent(parent: str, link: str, base_url: str) -> dict[str, Any]:
    return {
        "kind": "drive#parentReference",
        "id": parent,
        "isRoot": parent.startswith("0A"),
        "selfLink": f"{link}/parents/{parent}",
        "parentLink": f"{base_url}/drive/v2/files/{parent}",
    }


def _own_permission(shown: dict[str, Any], link: str) -> dict[str, Any]:
    return {
        "kind": "drive#permission",
        "id": "me",
        "type": "user",
        "role": "owner" if shown["ownedByMe"] else "writer",
        "selfLink": f"{link}/permissions/me",
        "etag": _etag(shown["id"], "me"),
        "pendingOwner": False,
    }
