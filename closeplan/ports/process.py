"""The process around the services: the clock, progress, jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Now, aware and in UTC."""

    def now(self) -> datetime: ...


class Checkpoints(Protocol):
    """Named points on the way of an edit; tests make the process die at one of them."""

    def reach(self, name: str) -> None: ...


class Progress(Protocol):
    """Tells a person how far long work is."""

    def step(self, message: str) -> None: ...


class Jobs(Protocol):
    """Work to be done beside the request that asked for it. A hint only: the store knows what is due."""

    def drain(self, robot: str) -> None:
        """Read the robot's feed soon."""

    def reconcile(self, plan_id: str) -> None:
        """Reconcile the plan soon."""

    def follow(self, plan_id: str) -> None:
        """Do soon what follows from a changed plan: its brief, its approvals."""

    def ingest(self, file_id: str) -> None:
        """Read soon the transcript in that file of a watched folder."""

    def look_through(self, folder_id: str) -> None:
        """Look soon for transcripts in that folder."""

    def after_call(self, plan_id: str, call_id: str) -> None:
        """Do soon what follows from a call that was taken in: its recap."""

    def deliver(self, vendor: str) -> None:
        """Bring soon what waits for that vendor."""

    def listen_to(self, vendor: str) -> None:
        """Ask that vendor soon what happened there: what its messages did not tell."""
