"""What crosses the ports: the records that services, store and the outside hand to one another, a module a topic."""

from closeplan.records.people import Caller, Member, MemberRole
from closeplan.records.plans import (
    Channel,
    DuePlan,
    FileAccess,
    FileChange,
    FoundSheet,
    LayoutReport,
    PlanRecord,
    Share,
)

__all__ = [
    "Caller",
    "Channel",
    "DuePlan",
    "FileAccess",
    "FileChange",
    "FoundSheet",
    "LayoutReport",
    "Member",
    "MemberRole",
    "PlanRecord",
    "Share",
]
