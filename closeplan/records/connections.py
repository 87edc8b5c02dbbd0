"""What vendors gave us to act with, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Connection:
    """An account of a vendor that an admin connected. The tokens are as the store holds them: encrypted. `base_url` is where
    that account's requests go, empty where the vendor has one address for all.
    """

    vendor: str
    access_token: str
    refresh_token: str
    expires_at: datetime | None
    base_url: str
    account: str
    connected_by: str
    connected_at: datetime
