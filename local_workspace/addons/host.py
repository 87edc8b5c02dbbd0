"""Runs an add-on beside what a person has open: what Google's servers do between the sidebar and its URLs.

`POST /_control/addon` takes the add-on's deployment resource; `GET /_addon` says which add-on is there, and
`POST /_addon/run` sends one event, as the person of the token, and gives back what the add-on answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, request

from local_workspace.addons import subjects
from local_workspace.addons.deployment import Deployment
from local_workspace.addons.signing import Signer
from local_workspace.auth import actor_of_header, is_anonymous
from local_workspace.clock import Clock
from local_workspace.errors import ApiError, bad_request
from local_workspace.people import Actor
from local_workspace.storage import Storage

_KEPT_AS = "addon"

_SECONDS = 30.0
"""How long Google waits for an add-on."""


@dataclass(frozen=True, slots=True)
class AddonHost:
    """One add-on at most, kept over a restart."""

    storage: Storage
    clock: Clock
    signer: Signer

    def connect(self, resource: Any) -> dict[str, Any]:
        """Take a deployment resource as the connected add-on."""
        if not isinstance(resource, Mapping) or not Deployment(resource).name:
            raise bad_request("A deployment resource with addOns.common.name is asked for.")
        self.storage.keep(_KEPT_AS, json.dumps(resource))
        return self.about()

    def about(self) -> dict[str, Any]:
        """The connected add-on's name, hosts and menu; no name where there is none."""
        addon = self._addon()
        return {"name": addon.name or None, "hosts": addon.hosts, "menu": addon.menu}

    def run(self, actor: Actor, asked: Mapping[str, Any]) -> Any:
        """Send one event and return the add-on's answer.

        `asked` holds `host` with `messageId`, `eventId` or `selected` (files), or `fileId`, whose type says the
        host. Without a `function` the trigger is called that fits; `consent` grants the file first.
        """
        addon = self._addon()
        with self.storage.transaction() as db:
            if asked.get("consent"):
                subjects.grant(db, actor, str(asked.get("fileId") or asked["consent"]))
            host = subjects.host_of(db, actor, asked)
            about = subjects.subject(db, actor, host, asked, addon)
        function = str(asked.get("function") or _trigger(addon, host, asked))
        if not addon.owns(function):
            raise bad_request("The add-on has no such function.")
        now = self.clock.now()
        token = self.signer.system_token(function, now)
        event = _common_event(host, asked, now) | {
            "authorizationEventObject": {
                "userOAuthToken": _access_token(actor, addon.scopes),
                "userIdToken": self.signer.user_token(actor.email, now),
                "systemIdToken": token,
                "authorizedScopes": list(addon.scopes),
            },
            host: about,
        }
        return _post(function, event, token)

    def _addon(self) -> Deployment:
        kept = self.storage.kept(_KEPT_AS)
        return Deployment(json.loads(kept) if kept else {})


def _trigger(addon: Deployment, host: str, asked: Mapping[str, Any]) -> str:
    if asked.get("consent"):
        return addon.granted(host)
    return addon.opened(host) if subjects.is_open(asked) else addon.home(host)


def _access_token(actor: Actor, scopes: tuple[str, ...]) -> str:
    """The person's token with the scopes that the deployment asks for; with all where it names none."""
    return f"local+{','.join(scopes)}:{actor.email}" if scopes else f"local:{actor.email}"


def _common_event(host: str, asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    zone = str(asked.get("timeZone", "Etc/UTC"))
    common = {
        "hostApp": host.upper(),
        "platform": "WEB",
        "userLocale": str(asked.get("locale", "en")),
        "timeZone": {"id": zone, "offset": _offset(zone, now)},
    }
    given = {key: asked[key] for key in ("parameters", "formInputs") if asked.get(key)}
    return {"commonEventObject": common | given}


def _offset(zone: str, now: datetime) -> int:
    """Milliseconds east of Greenwich."""
    try:
        east = now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    except (KeyError, ValueError) as wrong:
        raise bad_request(f"There is no time zone {zone!r}.") from wrong
    return int(east.total_seconds() * 1000)


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
