"""That Microsoft Graph goes on telling of transcripts: a subscription lasts under three days and is renewed at every look."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from addon.adapters.http import VendorAccount, Wire
from addon.adapters.meetings.answers import objects, text
from addon.adapters.meetings.teams_hooks import client_state
from closeplan.errors import NotFoundError, SettingsError

RESOURCE = "communications/onlineMeetings/getAllTranscripts"
"""Every transcript of the tenant's scheduled meetings."""

LASTS = timedelta(days=2, hours=22)
"""Graph allows less than three days (4,230 minutes)."""

_MOST_PAGES = 20
_CERTIFIED = timedelta(days=3_650)


@dataclass(frozen=True)
class Subscription:
    """The one that belongs to our address."""

    account: VendorAccount
    wire: Wire

    def keep(self, now: datetime) -> None:
        """Renew it, or make it. Renewing is also what Graph wants where it asks for authorisation anew, so it is done whether
        it runs out soon or not. One that was made with another key is made anew.
        """
        if not self.account.hook_url.startswith("https://"):
            raise SettingsError("Teams can only tell a public https address: set CLOSEPLAN_PUBLIC_URL")
        until = (now + LASTS).isoformat(timespec="seconds").replace("+00:00", "Z")
        for one in self._ours():
            path = f"/subscriptions/{quote(text(one, 'id'), safe='')}"
            if text(one, "encryptionCertificateId") != self._key_id():
                self.wire.json("DELETE", path)
                continue
            try:
                self.wire.json("PATCH", path, body={"expirationDateTime": until})
            except NotFoundError:
                continue  # it ran out a moment ago
            return
        self.wire.json("POST", "/subscriptions", body=self._wanted(until))

    def _ours(self) -> Iterator[Mapping[str, Any]]:
        path = "/subscriptions"
        for _ in range(_MOST_PAGES):
            page = self.wire.json("GET", path)
            for one in objects(page, "value"):
                if (
                    text(one, "notificationUrl") == self.account.hook_url
                    and text(one, "resource") == RESOURCE
                ):
                    yield one
            path = text(page, "@odata.nextLink")
            if not path:
                return

    def _wanted(self, until: str) -> Mapping[str, Any]:
        plain = {
            "changeType": "created",
            "resource": RESOURCE,
            "notificationUrl": self.account.hook_url,
            "lifecycleNotificationUrl": self.account.hook_url,
            "expirationDateTime": until,
            "clientState": client_state(self.account.secret),
        }
        if not self.account.private_key:
            return plain
        return {
            **plain,
            "includeResourceData": True,
            "encryptionCertificate": certificate(self.account.private_key),
            "encryptionCertificateId": self._key_id(),
        }

    def _key_id(self) -> str:
        """Names the key, so that another one is noticed; empty without one."""
        key = self.account.private_key
        return hashlib.sha256(b"closeplan teams key" + key).hexdigest()[:32] if key else ""


def certificate(private_key: bytes) -> str:
    """The key's public half as Graph takes it: a certificate of our own, DER in base64. Only the key in it is used."""
    from cryptography import x509  # noqa: PLC0415 - 6 MB, and only where Teams is set up
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key  # noqa: PLC0415

    try:
        key = load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError) as error:
        raise SettingsError("CLOSEPLAN_VENDORS__TEAMS__KEY_FILE is no private key (PEM)") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise SettingsError("CLOSEPLAN_VENDORS__TEAMS__KEY_FILE has to be an RSA key")
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "closeplan")])
    begins = datetime(2026, 1, 1)  # noqa: DTZ001 - certificates are in UTC, always
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + _CERTIFIED)
        .sign(key, SHA256())
    )
    return base64.b64encode(made.public_bytes(Encoding.DER)).decode()
