"""Runs an add-on beside a file: what Google's servers do between the sidebar and the add-on's URLs.

`POST /_control/addon` takes the add-on's deployment resource; `GET /_addon` says which add-on is there, and
`POST /_addon/run` sends one event, as the person of the token, and gives back what the add-on answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, request

from local_workspace.addons.signing import Signer
from local_workspace.auth import actor_of_header, is_anonymous
from local_workspace.clock import Clock
from local_workspace.drive.model import DriveFile, find_file, role_of
from local_workspace.errors import ApiError, bad_request, not_found
from local_workspace.people import Actor
from local_workspace.storage import Storage

HOSTS = {
    "application/vnd.google-apps.spreadsheet": "sheets",
    "application/vnd.google-apps.document": "docs",
}
"""The host that shows a file of that type."""

_KEPT_AS = "addon"

_SECONDS = 30.0
"""How long Google waits for an add-on."""


@dataclass(frozen=True, slots=True)
class AddonHost:
    """One add-on at most, kept over a restart."""

    storage: Storage
    clock: Clock
    signer: Signer

    def connect(self, deployment: Any) -> dict[str, Any]:
        """Take a deployment resource as the connected add-on."""
        addons = deployment.get("addOns") if isinstance(deployment, Mapping) else None
        if not isinstance(addons, Mapping) or not addons.get("common", {}).get("name"):
            raise bad_request("A deployment resource with addOns.common.name is asked for.")
        self.storage.keep(_KEPT_AS, json.dumps(addons))
        return self.about()

    def about(self) -> dict[str, Any]:
        """The connected add-on's name and hosts; no name where there is none."""
        addons = self._addons()
        hosts = [host for host in HOSTS.values() if self._homepage(host)]
        return {"name": addons.get("common", {}).get("name"), "hosts": hosts}

    def run(self, actor: Actor, asked: Mapping[str, Any]) -> Any:
        """Send one event for a file and return the add-on's answer."""
        file = self._open(actor, str(asked.get("fileId", "")))
        host = HOSTS.get(file.mime_type, "drive")
        function = str(asked.get("function") or self._homepage(host))
        if not self._is_own(function):
            raise bad_request("The add-on has no such function.")
        token = self.signer.system_token(function, self.clock.now())
        event = _common_event(host, asked) | {
            "authorizationEventObject": {
                "userOAuthToken": f"local:{actor.email}",
                "userIdToken": self.signer.user_token(actor.email, self.clock.now()),
                "systemIdToken": token,
            },
            host: {"addonHasFileScopePermission": True, "id": file.id, "title": file.name},
        }
        return _post(function, event, token)

    def _open(self, actor: Actor, file_id: str) -> DriveFile:
        """The file, opened with the add-on: from now on the app sees it when it acts for this person."""
        with self.storage.transaction() as db:
            file = find_file(db, file_id) if role_of(db, actor, file_id) else None
            if file is None:
                raise not_found(f"File not found: {file_id}.")
            db.open_with_app(file_id, actor.email)
            return file

    def _addons(self) -> Mapping[str, Any]:
        kept = self.storage.kept(_KEPT_AS)
        found: Mapping[str, Any] = json.loads(kept) if kept else {}
        return found

    def _homepage(self, host: str) -> str:
        addons = self._addons()
        common = addons.get("common", {}).get("homepageTrigger", {})
        trigger = addons.get(host, {}).get("homepageTrigger") or common
        return str(trigger.get("runFunction", "")) if host in addons else ""

    def _is_own(self, function: str) -> bool:
        """Whether the URL is on one of the add-on's own origins: nothing else is ever called."""
        origins = {urlsplit(url)[:2] for url in _urls(self._addons())}
        return bool(function) and urlsplit(function)[:2] in origins


def _common_event(host: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    common = {
        "hostApp": host.upper(),
        "platform": "WEB",
        "userLocale": str(asked.get("locale", "en")),
        "timeZone": {"id": str(asked.get("timeZone", "Etc/UTC")), "offset": 0},
    }
    given = {key: asked[key] for key in ("parameters", "formInputs") if asked.get(key)}
    return {"commonEventObject": common | given}


def _post(function: str, event: dict[str, Any], token: str) -> Any:
    import requests  # noqa: PLC0415 - a twentieth of the start that few Workspaces need

    try:
        answer = requests.post(
            function, json=event, headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS
        )
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ApiError(502, "UNAVAILABLE", f"The add-on could not be reached or failed: {error}") from error


def _urls(value: Any) -> list[str]:
    """Every URL a deployment resource names."""
    if isinstance(value, Mapping):
        return [url for part in value.values() for url in _urls(part)]
    if isinstance(value, list):
        return [url for part in value for url in _urls(part)]
    return [value] if isinstance(value, str) and value.startswith(("http://", "https://")) else []


def blueprint(host: AddonHost) -> Blueprint:
    """The add-on's paths on a Workspace."""
    paths = Blueprint("addons", __name__)

    @paths.errorhandler(ApiError)
    def refused(error: ApiError) -> tuple[dict[str, Any], int]:
        return {"error": {"code": error.code, "message": error.message, "status": error.status}}, error.code

    @paths.post("/_control/addon")
    def connect() -> dict[str, Any]:
        return host.connect(request.get_json(silent=True))

    @paths.get("/_addon")
    def about() -> dict[str, Any]:
        return host.about()

    @paths.post("/_addon/run")
    def run() -> Any:
        actor = actor_of_header(request.headers.get("Authorization"))
        if actor is None or is_anonymous(actor):
            raise ApiError(401, "UNAUTHENTICATED", "An add-on knows signed-in people only.")
        return host.run(actor, request.get_json(silent=True) or {})

    @paths.get("/oauth2/v1/certs")
    def certificates() -> dict[str, str]:
        return host.signer.certificates()

    return paths
