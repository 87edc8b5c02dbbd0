"""A plan's document in memory: it remembers what the robot wrote, and people can act in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from closeplan.errors import NotFoundError
from closeplan.plan.adoption import Adoption, Proposal
from closeplan.plan.annotations import read_marks
from closeplan.plan.document import (
    DocumentDraft,
    DocumentUpdate,
    HistoryLine,
    Reading,
    Reply,
    RowKey,
    Thread,
    ThreadReply,
    WriteResult,
)
from closeplan.plan.model import Plan
from closeplan.plan.zones import to_the_millisecond
from closeplan.records import FileAccess, FoundSheet, Share


@dataclass
class File:
    """One document with all that stands in it."""

    plan_id: str
    plan: Plan
    shares: dict[str, Share] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    signals: dict[RowKey, str] = field(default_factory=dict)
    outlook: str = ""
    history: list[HistoryLine] = field(default_factory=list)
    in_reach: bool = True


@dataclass
class Door:
    """A spreadsheet of others: who may do what there."""

    found: FileAccess = field(
        default_factory=lambda: FileAccess(
            name="Acme rollout", can_edit=True, can_share=True, robot_edits=False
        )
    )

    adopted: dict[str, Adoption] = field(default_factory=dict)
    refuses: Exception | None = None
    latest_due_found: date | None = None
    gone: bool = False

    def access(self, document_id: str, robot: str) -> FileAccess:
        return self.found

    def upload(self, name: str, content: bytes, mime_type: str, source: str) -> str:
        return f"upload-of-{name}"

    def uploaded(self, source: str) -> str:
        return ""

    def latest_due(self, found: FoundSheet, proposal: Proposal, today: date) -> date | None:
        return self.latest_due_found

    def look(self, document_id: str, today: date) -> FoundSheet:
        if self.gone:
            raise NotFoundError(f"no document '{document_id}'")
        adoption = self.adopted.get(document_id)
        return FoundSheet(
            document_id=document_id,
            title="Acme × Northwind: close plan",
            proposal=Proposal(timeline=None),
            plan_id=adoption.plan_id if adoption else "",
            adopted=adoption is not None,
            latest_due=self.latest_due_found,
        )

    def adopt(self, found: FoundSheet, adoption: Adoption) -> None:
        if self.refuses:
            raise self.refuses
        self.adopted[found.document_id] = adoption

    def release(self, document_id: str) -> bool:
        return self.adopted.pop(document_id, None) is not None


@dataclass
class MemoryDocument:
    """`closeplan.ports.PlanDocument` in memory; `writes` counts the requests that changed something."""

    files: dict[str, File] = field(default_factory=dict)
    drafts: list[DocumentDraft] = field(default_factory=list)
    reads: int = 0
    writes: int = 0

    def create(self, draft: DocumentDraft, *, look_first: bool) -> str:
        if draft.into:
            self.files[draft.into] = replace(self.files[draft.into], plan_id=draft.plan_id, plan=draft.plan)
            self.drafts.append(draft)
            return draft.into
        if look_first:
            for document_id, file in self.files.items():
                if file.plan_id == draft.plan_id:
                    return document_id
        document_id = f"sheet-{len(self.files) + 1}"
        self.files[document_id] = File(draft.plan_id, draft.plan)
        self.drafts.append(draft)
        return document_id

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        self.files[document_id].shares.update({share.email: share for share in shares})

    def read(self, document_id: str, known: Plan | None, *, now: datetime, language: str) -> Reading:
        file = self._file(document_id)
        self.reads += 1
        return Reading(
            plan=file.plan,
            threads=tuple(file.threads.values()),
            signals=dict(file.signals),
            outlook=file.outlook,
            history=tuple(file.history),
        )

    def write(self, document_id: str, reading: Reading, update: DocumentUpdate) -> WriteResult:
        file = self._file(document_id)
        retold = {_kept(was): now for was, now in update.retold if _kept(was) in file.history}
        said = bool(update.history or update.threads or update.replies or retold)
        if not said and (dict(update.signals), update.outlook) == (file.signals, file.outlook):
            return WriteResult(wrote=False)
        self.writes += 1
        file.signals, file.outlook = dict(update.signals), update.outlook
        file.history = [retold.get(line, line) for line in file.history] + [*map(_kept, update.history)]
        for reply in update.replies:
            self._reply(file, reply)
        opened = {}
        for new in update.threads:
            marks = read_marks(new.text)
            assert marks is not None
            opened[new.key] = f"thread-{len(file.threads) + 1}"
            file.threads[opened[new.key]] = Thread(
                id=opened[new.key], key_mark=marks[0], cause_mark=marks[1], place=new.place, is_open=True
            )
        return WriteResult(wrote=True, thread_ids=opened)

    def url(self, document_id: str) -> str:
        return f"memory:{document_id}"

    def act(self, document_id: str, thread_id: str, *, text: str = "", action: str = "") -> None:
        """What a person says or does in a thread."""
        file = self.files[document_id]
        self._put(file, thread_id, Reply(author="Dana", by_robot=False, text=text, action=action))

    def _reply(self, file: File, reply: ThreadReply) -> None:
        self._put(
            file,
            reply.thread_id,
            Reply(author="closeplan", by_robot=True, text=reply.text, action=reply.action),
        )
        marks = read_marks(reply.text)
        if marks is not None:
            file.threads[reply.thread_id] = replace(file.threads[reply.thread_id], cause_mark=marks[1])

    def _put(self, file: File, thread_id: str, reply: Reply) -> None:
        thread = file.threads[thread_id]
        is_open = {"resolve": False, "reopen": True}.get(reply.action, thread.is_open)
        file.threads[thread_id] = replace(
            thread,
            replies=(*thread.replies, reply),
            is_open=is_open,
            closed_by_robot=not is_open and (reply.by_robot if reply.action else thread.closed_by_robot),
        )

    def _file(self, document_id: str) -> File:
        file = self.files.get(document_id)
        if file is None or not file.in_reach:
            raise NotFoundError(f"no document '{document_id}'")
        return file


def _kept(line: HistoryLine) -> HistoryLine:
    """A line as a document keeps it."""
    return replace(line, when=to_the_millisecond(line.when))
