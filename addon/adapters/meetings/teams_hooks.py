"""What Microsoft Graph posts: the question whether an address is ours, and changes, with an encrypted copy of what changed.

Graph's reference, "Set up change notifications that include resource data"; types from the vendor's CSDL, the rest from memory.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from addon.adapters.http import VendorAccount
from addon.adapters.http.hook_bodies import json_object, unreadable
from addon.adapters.http.signatures import match, needed
from addon.adapters.meetings.answers import objects, part, text
from addon.adapters.meetings.signed_tokens import SignedTokens
from closeplan.errors import ForbiddenError
from closeplan.ports.hooks import HookAnswer, HookEvent, HookRequest, HookSender

KEYS = "https://login.microsoftonline.com/common/discovery/v2.0/keys"

GRAPH = "0bf30f3b-4a52-48df-9a82-234910c4a086"
"""The application that Graph's change notifications are signed by."""

_RESOURCE = re.compile(
    r"users(?:\('|/)(?P<user>[^'/()]{1,300})(?:'\))?/onlineMeetings(?:\('|/)(?P<meeting>[^'/()]{1,600})(?:'\))?"
    r"/transcripts(?:\('|/)(?P<transcript>[^'/()]{1,300})"
)
_LONGEST_QUESTION = 2_000


@dataclass(frozen=True, kw_only=True)
class TeamsHooks:
    """`HookSender`. `client_id` and `tenant` are whom Graph's tokens have to name; `private_key` (PEM) opens what is encrypted."""

    secret: str = field(repr=False)
    client_id: str = ""
    tenant: str = ""
    private_key: bytes = field(default=b"", repr=False)
    tokens: SignedTokens = field(default_factory=lambda: SignedTokens(KEYS))
    most_bytes: int = 4_000_000

    def verify(self, request: HookRequest, now: datetime) -> None:
        """Each change has to carry what only Graph was told. The question whether the address is ours proves nothing and does
        nothing: it is given back.
        """
        wanted = client_state(self.secret)
        if _question(request):
            return
        told = json_object(request)
        changes = objects(told, "value")
        if not changes:
            raise ForbiddenError("a message without changes")
        for change in changes:
            match(text(change, "clientState"), wanted, "clientState")
        if any(part(change, "encryptedContent") for change in changes):
            self._check_tokens(told, now)

    def read(self, request: HookRequest) -> HookAnswer:
        question = _question(request)
        if question:
            return HookAnswer(status=200, body=question)
        changes = objects(json_object(request), "value")
        ids = dict.fromkeys(found for change in changes if (found := self._transcript(change)))
        return HookAnswer(
            events=tuple(HookEvent(id=one, kind="call", about=one) for one in ids),
            status=202,
        )

    def _check_tokens(self, told: Mapping[str, Any], now: datetime) -> None:
        given = told.get("validationTokens")
        tokens = [one for one in given if isinstance(one, str)][:20] if isinstance(given, list) else []
        if not tokens:
            raise ForbiddenError("encrypted content without a token")
        issuers = (
            f"https://sts.windows.net/{self.tenant}/",
            f"https://login.microsoftonline.com/{self.tenant}/v2.0",
        )
        for token in tokens:
            claims = self.tokens.claims(token, now, audience=self.client_id, issuers=issuers)
            match(str(claims.get("azp") or claims.get("appid") or ""), GRAPH, "sender in a token")

    def _transcript(self, change: Mapping[str, Any]) -> str:
        """The id of the transcript that was made; empty for what tells of none, such as a subscription's life."""
        if text(change, "lifecycleEvent") or text(change, "changeType") not in {"created", ""}:
            return ""
        found = _RESOURCE.search(text(change, "resource")[:2_000])
        encrypted = part(change, "encryptedContent")
        if encrypted and self.private_key:
            inside = opened(encrypted, self.private_key)
            if found is None or text(inside, "id") not in {"", found["transcript"]}:
                raise unreadable("what is encrypted is not what is told of")
        return transcript_id(found["user"], found["meeting"], found["transcript"]) if found else ""


def sender(account: VendorAccount) -> HookSender:
    """Graph's changes carry a secret of ours, and tokens where they are encrypted."""
    return TeamsHooks(
        secret=account.secret,
        client_id=account.client_id,
        tenant=account.account,
        private_key=account.private_key,
    )


def client_state(secret: str) -> str:
    """What a subscription gives Graph to put into each change, at most 128 characters."""
    return hmac.new(needed(secret), b"closeplan teams client state", hashlib.sha256).hexdigest()


def transcript_id(user: str, meeting: str, transcript: str) -> str:
    """All that is needed to ask for a transcript; the parts hold no bar."""
    return f"{user}|{meeting}|{transcript}"


def opened(encrypted: Mapping[str, Any], private_key: bytes) -> Mapping[str, Any]:
    """What is in encrypted content: its key is encrypted to ours (RSA-OAEP), signs it (HMAC-SHA256) and opens it (AES-256-CBC,
    whose first block is the key's first). InputError where any of that does not fit.
    """
    from cryptography.hazmat.primitives import padding  # noqa: PLC0415 - 6 MB, and only where Teams is set up
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    try:
        key = _data_key(base64.b64decode(text(encrypted, "dataKey"), validate=True), private_key)
        data = base64.b64decode(text(encrypted, "data"), validate=True)
        signature = base64.b64decode(text(encrypted, "dataSignature"), validate=True)
        if not hmac.compare_digest(hmac.digest(key, data, "sha256"), signature):
            raise unreadable("the signature of encrypted content does not fit")
        decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        unpadder = padding.PKCS7(128).unpadder()
        plain = unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()
        found = json.loads(plain)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise unreadable("encrypted content can't be opened with the key that is set") from error
    return found if isinstance(found, dict) else {}


def _data_key(encrypted: bytes, private_key: bytes) -> bytes:
    """SHA-1 within OAEP is Graph's choice; nobody has broken it there."""
    from cryptography.hazmat.primitives.asymmetric import padding, rsa  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    key = load_pem_private_key(private_key, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key.decrypt(encrypted, padding.OAEP(padding.MGF1(SHA1()), SHA1(), None))  # noqa: S303 - as above


def _question(request: HookRequest) -> str:
    """The token that Graph asks to be given back, decoded; empty where it asks nothing."""
    return request.query.get("validationToken", "")[:_LONGEST_QUESTION]
