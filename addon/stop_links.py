"""Links that stop mails to one address: signed, for ever valid, and good for nothing else."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from closeplan.errors import SettingsError

LONGEST_TOKEN = 1_000
"""Characters; an address has 254 at most."""


class Stop(NamedTuple):
    """What a link says: whose mails, and the language they were written in."""

    email: str
    language: str


class StopLinks:
    """Makes and reads the links of one installation; a new secret ends them all."""

    def __init__(self, secret: bytes, base_url: str) -> None:
        self._signed = URLSafeSerializer(
            secret, salt="closeplan stop 1", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
        )
        self._base_url = base_url

    def url(self, email: str, language: str) -> str:
        """The link that goes into a mail; SettingsError where nobody could reach it."""
        if not self._base_url:
            raise SettingsError(
                "set CLOSEPLAN_PUBLIC_URL: every reminder carries a link that stops such mails"
            )
        return f"{self._base_url}{self.path(Stop(email.lower(), language))}"

    def path(self, stop: Stop) -> str:
        """The same without the host."""
        return f"/stop/{self._signed.dumps(list(stop))}"

    def read(self, token: str) -> Stop | None:
        """What a token says; None for one that is not ours."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            found = self._signed.loads(token)
        except BadData:
            return None
        return Stop(*map(str, found)) if isinstance(found, list) and len(found) == len(Stop._fields) else None
