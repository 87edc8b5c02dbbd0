"""Google's APIs as one of the seller's people, by Google's own client: its requests go over our wire, paced and bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from addon.adapters.http import ActsFor, Pace, Refusals, VendorAccount, Wire
from addon.adapters.meetings.answers import objects, part, text
from closeplan.errors import ForbiddenError, RefusedError, RetryLaterError

HOSTS = {
    "meet": "https://meet.googleapis.com",
    "workspaceevents": "https://workspaceevents.googleapis.com",
    "calendar": "https://www.googleapis.com",
    "drive": "https://www.googleapis.com",
}
VERSIONS = {"meet": "v2", "workspaceevents": "v1", "calendar": "v3", "drive": "v3"}

MEETINGS = "https://www.googleapis.com/auth/meetings.space.readonly"
"""Reads what was held: conference records, who was there, transcripts. It is what somebody has to grant."""

EVENTS = "https://www.googleapis.com/auth/calendar.events.readonly"
"""Reads the calendar's entry of a meeting: its title, and the addresses of who was invited, which Meet does not tell."""

MEET_FILES = "https://www.googleapis.com/auth/drive.meet.readonly"
"""Reads the Docs that Meet writes, and no others: smart notes, and transcripts older than 30 days."""

MOST_PAGES = 200


@dataclass
class ActingAs:
    """`Access` as one person, by what they granted for that scope."""

    url: str
    people: ActsFor
    address: str
    scope: str
    _sent: str = field(default="", repr=False)

    def base_url(self) -> str:
        return self.url

    def headers(self) -> Mapping[str, str]:
        token = self.people.token(self.address, self.scope)
        if token is None:
            raise ForbiddenError(
                f"{self.address} has not let closeplan read meetings; they can on the page /grants"
            )
        self._sent = token
        return {"Authorization": f"Bearer {token}"}

    def renew(self) -> bool:
        return self.people.token(self.address, self.scope) not in {None, self._sent}


@dataclass(frozen=True)
class GoogleApis:
    """What one person may ask; each service is made once."""

    account: VendorAccount
    pace: Pace
    people: ActsFor
    address: str
    _made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def may(self, scope: str) -> bool:
        """Whether they granted that."""
        return self.people.token(self.address, scope) is not None

    def service(self, api: str, scope: str) -> Any:
        """That API's service in Google's client."""
        if api not in self._made:
            self._made[api] = self._built(api, scope)
        return self._made[api]

    def _built(self, api: str, scope: str) -> Any:
        from googleapiclient.discovery import (  # type: ignore[attr-defined]  # noqa: PLC0415 - only where it is asked
            build_from_document,
        )

        url = self.account.url or HOSTS[api]
        wire = Wire(self.account.name, ActingAs(url, self.people, self.address, scope), self.pace, _REFUSALS)
        document = _document(api)
        moved = {"rootUrl": f"{url}/", "baseUrl": f"{url}/{document['servicePath']}"}
        return build_from_document({**document, **moved}, http=_OnWire(wire))


class _OnWire:
    """What Google's client takes for httplib2: refusals come as our errors, before it sees them."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def request(
        self, uri: str, method: str = "GET", body: str | None = None, **_headers: object
    ) -> tuple[Any, bytes]:
        """An answer that is right, and its body. The client's own headers say nothing that the wire does not."""
        from httplib2 import Response  # noqa: PLC0415 - as above

        if method == "GET":
            return Response({"status": 200}), self._wire.data(uri)
        found = self._wire.json(method, uri, body=json.loads(body) if body else None)
        return Response({"status": 200}), b"" if found is None else json.dumps(found).encode()


def got(method: Any, **asked: Any) -> Any:
    """The answer to one of the client's methods. RefusedError where the client takes what is asked for none of its names: an
    earlier answer gave it; RetryLaterError where the answer makes no sense.
    """
    try:
        request = method(**asked)
    except TypeError as error:
        raise RefusedError("Google named something by what is no name of it") from error
    try:
        return request.execute()
    except ValueError as error:
        raise RetryLaterError("Google answered no JSON") from error


def every(listing: Any, name: str, **asked: Any) -> Iterator[Mapping[str, Any]]:
    """All that a method which gives pages lists under that name."""
    token = None
    for _ in range(MOST_PAGES):
        page = got(listing, **asked, **({"pageToken": token} if token else {}))
        yield from objects(page, name)
        token = text(page, "nextPageToken")
        if not token:
            return


@cache
def _document(api: str) -> Mapping[str, Any]:
    """The discovery document that ships with the client. It reads schemas only to write help texts from: names are enough."""
    import googleapiclient  # noqa: PLC0415 - as above

    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    document = json.loads((folder / f"{api}.{VERSIONS[api]}.json").read_text(encoding="utf-8"))
    document["schemas"] = {name: {"id": name, "type": "object"} for name in document["schemas"]}
    found: Mapping[str, Any] = document
    return found


def _reason(_status: int, content: Any) -> str:
    error = part(content, "error")
    return text(error, "message") or text(content, "error")


def _is_busy(status: int, content: Any) -> bool:
    """Google refuses with 403 where a quota is used up, too."""
    reasons = {text(one, "reason") for one in objects(part(content, "error"), "errors")}
    return status == 403 and bool(reasons & {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})


_REFUSALS = Refusals(reason=_reason, is_busy=_is_busy)
