"""The ID tokens that come with an add-on's events: of the add-on's service account, and of the person who clicks.

They are signed with a key of this Workspace; who verifies them asks `/oauth2/v1/certs` here instead of Google.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from functools import cached_property
from typing import Any

from local_workspace.storage import Storage

ISSUER = "https://accounts.google.com"
SERVICE_ACCOUNT = "service-0@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
"""What `gcloud workspace-add-ons get-authorization` prints as serviceAccountEmail."""

CLIENT_ID = "local-addon.apps.googleusercontent.com"
"""And as oauthClientId: the audience of a person's token."""

_LIFE_SECONDS = 3600
_KEY_ID = "local"
_KEPT_AS = "addon-key"


class Signer:
    """Signs tokens with a key that is made once and kept in the store."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    @cached_property
    def _private(self) -> bytes:
        kept = self._storage.kept(_KEPT_AS)
        if kept is None:
            kept = _new_key()
            self._storage.keep(_KEPT_AS, kept)
        return kept.encode()

    def certificates(self) -> dict[str, str]:
        """Public keys by key id, as `https://www.googleapis.com/oauth2/v1/certs` answers."""
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

        key = serialization.load_pem_private_key(self._private, None)
        pem = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return {_KEY_ID: pem.decode()}

    def key_set(self) -> dict[str, Any]:
        """The same keys as a JWK Set (RFC 7517), as `https://www.googleapis.com/oauth2/v3/certs` answers."""
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey  # noqa: PLC0415

        key = serialization.load_pem_private_key(self._private, None)
        assert isinstance(key, RSAPrivateKey)
        public = key.public_key().public_numbers()
        numbers = {"n": _base64url(public.n), "e": _base64url(public.e)}
        return {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": _KEY_ID} | numbers]}

    def system_token(self, audience: str, now: datetime) -> str:
        """The add-on's service account, calling that URL."""
        return self._sign({"aud": audience, "email": SERVICE_ACCOUNT, "sub": "0"}, now)

    def user_token(self, email: str, now: datetime) -> str:
        """The person who clicks; `sub` stays theirs."""
        return self.id_token(email, CLIENT_ID, {}, now)

    def id_token(self, email: str, audience: str, claims: dict[str, Any], now: datetime) -> str:
        """The person who signs in with an OAuth client; everybody's account is of their address's Workspace."""
        return self._sign(
            {
                "aud": audience,
                "email": email,
                "sub": subject(email),
                "hd": email.rpartition("@")[2],
                **claims,
            },
            now,
        )

    def _sign(self, claims: dict[str, Any], now: datetime) -> str:
        from google.auth import crypt, jwt  # noqa: PLC0415 - as cryptography: only where an add-on is

        issued = int(now.timestamp())
        whole = {
            "iss": ISSUER,
            "email_verified": True,
            "iat": issued,
            "exp": issued + _LIFE_SECONDS,
            **claims,
        }
        signer = crypt.RSASigner.from_string(self._private, key_id=_KEY_ID)  # type: ignore[no-untyped-call]
        token: bytes = jwt.encode(signer, whole)  # type: ignore[no-untyped-call]
        return token.decode()


def _base64url(number: int) -> str:
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def subject(email: str) -> str:
    """A person's stable id: 21 digits, as Google's are."""
    return str(int.from_bytes(hashlib.sha256(email.encode()).digest()[:9], "big")).zfill(21)[:21]


def _new_key() -> str:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - 10 MB that few Workspaces need
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    plain = serialization.NoEncryption()
    pkcs1 = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, pkcs1, plain).decode()
