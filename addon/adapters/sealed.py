"""Tokens of others, encrypted where they lie."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from closeplan.errors import SettingsError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


@dataclass(frozen=True)
class Seal:
    """Encrypts with a key that is derived from the installation's secret for one `purpose`: with another secret, or for
    another purpose, nothing can be read.
    """

    secret: bytes = field(repr=False)
    purpose: str

    def closed(self, text: str) -> str:
        """The text encrypted; SettingsError where the installation has no secret."""
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str | None:
        """The text; None where it was encrypted otherwise."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - 6 MB

        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    @cached_property
    def _fernet(self) -> Fernet:
        from cryptography.fernet import Fernet  # noqa: PLC0415 - 6 MB that only tokens need
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        if not self.secret:
            raise SettingsError("set CLOSEPLAN_SECRET: tokens are encrypted with a key made of it")
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=self.purpose.encode())
        return Fernet(base64.urlsafe_b64encode(derived.derive(self.secret)))
