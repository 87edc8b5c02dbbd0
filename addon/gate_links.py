"""Addresses of deals' commit gates, and the proof that an answer is this installation's.

An address is worth what a password is: who has it may ask whether that one deal is fit for commit, and nothing else. It is
written into the deal's record in the CRM, for those who may read that.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

SIGNATURE_HEADER = "X-Closeplan-Signature"


@dataclass(frozen=True)
class GateLinks:
    """Signs with keys that are derived from the installation's secret; a new secret ends all addresses and proofs."""

    secret: bytes = field(repr=False)
    base_url: str

    def url(self, crm: str, deal_id: str) -> str:
        """The address of a deal's gate; empty where nobody could reach it."""
        if not self.base_url:
            return ""
        path = f"/gate/{quote(crm, safe='')}/{quote(deal_id, safe='')}"
        return f"{self.base_url}{path}?signature={self._signature(crm, deal_id)}"

    def is_right(self, crm: str, deal_id: str, signature: str) -> bool:
        """Whether the signature is that deal's; it takes the same time wherever it is wrong."""
        wanted = self._signature(crm, deal_id)
        return hmac.compare_digest(signature.encode(errors="replace"), wanted.encode())

    @property
    def answer_key(self) -> str:
        """What receivers check answers with: to be given to them by an admin."""
        return hmac.digest(self.secret, b"closeplan gate answers 1", "sha256").hex()

    def proof(self, body: bytes, at: datetime) -> str:
        """The value of `SIGNATURE_HEADER` for an answer: `t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`."""
        seconds = int(at.timestamp())
        signed = hmac.digest(self.answer_key.encode(), f"{seconds}.".encode() + body, "sha256")
        return f"t={seconds},v1={signed.hex()}"

    def _signature(self, crm: str, deal_id: str) -> str:
        key = hmac.digest(self.secret, b"closeplan gate 1", "sha256")
        # the lengths keep `a/b` and `ab/` apart
        told = f"{len(crm)}:{crm}:{deal_id}".encode()
        return base64.urlsafe_b64encode(hmac.digest(key, told, "sha256")).decode().rstrip("=")
