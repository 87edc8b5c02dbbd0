"""What vendors gave us to act with."""

from __future__ import annotations

from typing import Protocol

from closeplan.records.connections import Connection


class ConnectionBook(Protocol):
    """Each method is one transaction."""

    def connection(self, vendor: str) -> Connection | None:
        """The account that is connected."""

    def connections(self) -> list[Connection]:
        """All of them, by the vendor's name."""

    def put_connection(self, connection: Connection) -> None:
        """Remember it, in the stead of the vendor's last one."""

    def renew_connection(self, connection: Connection, instead_of: Connection) -> bool:
        """Replace that very one; False, and nothing is changed, where it was forgotten or replaced meanwhile."""

    def remove_connection(self, vendor: str) -> bool:
        """Forget it; False where there is none."""
