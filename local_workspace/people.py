"""Who acts on a file of the local Workspace."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person or service account behind a request."""

    email: str
    display_name: str = ""
    is_service_account: bool = False

    @property
    def user_id(self) -> str:
        """A stable number that stands for the person where Google shows no e-mail."""
        digest = hashlib.sha256(self.email.lower().encode()).digest()
        return str(10**20 + int.from_bytes(digest[:8], "big"))

    @property
    def name(self) -> str:
        """The display name, or the e-mail's local part where none is known."""
        return self.display_name or self.email.partition("@")[0]
