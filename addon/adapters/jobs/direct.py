"""Jobs without a queue: done at once, or only noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping


class InlineJobs:
    """`closeplan.ports.Jobs` that does each job before it returns; what fails is the caller's to see."""

    def __init__(self, handlers: Mapping[str, Callable[[str], object]]) -> None:
        self._handlers = handlers

    def drain(self, robot: str) -> None:
        self._handlers["drain"](robot)

    def reconcile(self, plan_id: str) -> None:
        self._handlers["reconcile"](plan_id)

    def follow(self, plan_id: str) -> None:
        self._handlers["follow"](plan_id)

    def ingest(self, file_id: str) -> None:
        self._handlers["ingest"](file_id)

    def look_through(self, folder_id: str) -> None:
        self._handlers["look_through"](folder_id)

    def after_call(self, plan_id: str, call_id: str) -> None:
        self._handlers["after_call"](f"{plan_id} {call_id}")

    def deliver(self, vendor: str) -> None:
        self._handlers["deliver"](vendor)

    def listen_to(self, vendor: str) -> None:
        self._handlers["listen_to"](vendor)


class RecordingJobs:
    """`closeplan.ports.Jobs` that does nothing but note what was asked, oldest first."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def drain(self, robot: str) -> None:
        self.asked.append(("drain", robot))

    def reconcile(self, plan_id: str) -> None:
        self.asked.append(("reconcile", plan_id))

    def follow(self, plan_id: str) -> None:
        self.asked.append(("follow", plan_id))

    def ingest(self, file_id: str) -> None:
        self.asked.append(("ingest", file_id))

    def look_through(self, folder_id: str) -> None:
        self.asked.append(("look_through", folder_id))

    def after_call(self, plan_id: str, call_id: str) -> None:
        self.asked.append(("after_call", f"{plan_id} {call_id}"))

    def deliver(self, vendor: str) -> None:
        self.asked.append(("deliver", vendor))

    def listen_to(self, vendor: str) -> None:
        self.asked.append(("listen_to", vendor))
