"""What the services need from outside, a module a topic."""

from closeplan.ports.people import Callers
from closeplan.ports.plans import (
    NONE_VOIDED,
    ChangeFeed,
    ForeignSheets,
    Layouts,
    PlanDocument,
    PlanDocuments,
    PlanStore,
)
from closeplan.ports.process import Checkpoints, Clock, Jobs, Progress

__all__ = [
    "NONE_VOIDED",
    "Callers",
    "ChangeFeed",
    "Checkpoints",
    "Clock",
    "ForeignSheets",
    "Jobs",
    "Layouts",
    "PlanDocument",
    "PlanDocuments",
    "PlanStore",
    "Progress",
]
