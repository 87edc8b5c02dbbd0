"""What Google pushes through Pub/Sub: that a transcript is there, with a token of the service account that pushes.

Cloud Pub/Sub, "Authenticate push subscriptions", and Google Workspace Events; both from memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import json_object, part
from addon.adapters.http.signatures import match, moment, needed
from addon.adapters.meetings.answers import text
from addon.adapters.meetings.meet_subscription import GENERATED
from addon.adapters.meetings.signed_tokens import SignedTokens
from closeplan.errors import ForbiddenError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

KEYS = "https://www.googleapis.com/oauth2/v3/certs"

ISSUERS = ("https://accounts.google.com", "accounts.google.com")

_SUBJECT = re.compile(r"conferenceRecords/([\w-]{1,200})/transcripts/")


@dataclass(frozen=True, kw_only=True)
class MeetHooks:
    """`HookSender`. `pusher` is the service account's address, `audience` whom its tokens are for: our address. The token
    proves who pushes, and nothing of the body: only the conference's id is taken over.
    """

    pusher: str
    audience: str
    tokens: SignedTokens = field(default_factory=lambda: SignedTokens(KEYS))
    most_bytes: int = 1_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        needed(self.pusher)
        scheme, _, token = request.header("Authorization").partition(" ")
        if scheme.lower() != "bearer":
            raise ForbiddenError("no token")
        claims = self.tokens.claims(token.strip(), now, audience=self.audience, issuers=ISSUERS)
        if claims.get("email_verified") is not True:
            raise ForbiddenError("the token's address is not verified")
        match(str(claims.get("email", "")), self.pusher, "address in a token")

    def read(self, request: HookRequest) -> HookAnswer:
        message = part(json_object(request), "message")
        attributes = part(message, "attributes")
        found = _SUBJECT.search(text(attributes, "ce-subject")[:1_000])
        if text(attributes, "ce-type") != GENERATED or found is None:
            return HookAnswer()
        record = found[1]
        event = HookEvent(id=record, kind="call", about=record, at=moment(text(attributes, "ce-time")))
        return HookAnswer(events=(event,))


def sender(account: VendorAccount) -> HookSender:
    """Pub/Sub pushes as the service account that is set as the client."""
    return MeetHooks(pusher=account.client_id, audience=account.hook_url)
