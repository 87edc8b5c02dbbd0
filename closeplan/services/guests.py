"""Being a guest in a document that others own: who may do what there, and what to ask of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closeplan.errors import ForbiddenError, RefusedError
from closeplan.ports import ForeignSheets, PlanDocument
from closeplan.records import FileAccess, Share


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A seller with the robot at the door of somebody's document."""

    document_id: str
    seller: str
    robot: str
    access: FileAccess

    @classmethod
    def at(cls, sheets: ForeignSheets, document_id: str, *, seller: str, robot: str) -> Guest:
        """Look who may do what; ForbiddenError, before anything was changed, names what to ask for."""
        access = sheets.access(document_id, robot)
        if not access.can_edit:
            raise ForbiddenError(
                f"{seller} may not edit “{access.name}”: ask its owner to make {seller} an editor"
            )
        if not access.robot_edits and not access.can_share:
            raise ForbiddenError(
                f"{seller} may not share “{access.name}”: ask its owner to share it with {robot} as an editor"
            )
        return cls(document_id=document_id, seller=seller, robot=robot, access=access)

    def share(self, document: PlanDocument, shares: Sequence[Share]) -> tuple[str, ...]:
        """Give access to the robot and to those who have none yet; returns whom the seller could not share with.

        The robot has to be named even where a link opens the file: Drive tells it of files shared with itself only.
        """
        refused = []
        for share in shares:
            if share.email == self.robot:
                if not self.access.robot_edits:
                    document.share(self.document_id, [share])
            elif not self.access.reaches(share.email):
                try:
                    if self.access.can_share:
                        document.share(self.document_id, [share])
                    else:
                        refused.append(share.email)
                except (ForbiddenError, RefusedError):
                    refused.append(share.email)
        return tuple(refused)
