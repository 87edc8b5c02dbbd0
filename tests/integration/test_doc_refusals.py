"""What Docs may refuse, and what becomes of the write; everything that is not refused is a real local Workspace's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httplib2
import pytest
from googleapiclient.errors import HttpError

from addon.adapters.google.accounts import LocalAccounts
from addon.adapters.google.clients import PerThread
from addon.adapters.google.docs import GoogleDocs
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.plan.annotations import mark
from closeplan.plan.document import DocumentDraft, DocumentUpdate, NewThread, Reading
from closeplan.plan.model import Milestone, Plan
from closeplan.plan.signals import Place, Table
from closeplan.records import Share
from tests.integration.workspace_clients import running_workspace
from tests.plan_doc import PlanDoc
from tests.running import ROBOT, SELLER

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PLAN = Plan(title="Acme", milestones=(Milestone(id="board", name="Board approval", due=date(2027, 2, 10)),))
DUE = Place(table=Table.TIMELINE, row="board", column="due")
UPDATE = DocumentUpdate(
    signals={(Table.TIMELINE, "board"): "Slipped 2 working days"},
    outlook="On track.",
    threads=(
        NewThread(key="slipped", place=DUE, text=f"It moved.\n— closeplan · {mark('slipped')}.{mark('1')}"),
    ),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


class Refusing(PerThread):
    """The robot's client for a Docs that refuses some requests: those in whose JSON a word stands."""

    def __init__(self, workspace: str) -> None:
        super().__init__(LocalAccounts().robot(ROBOT), workspace)
        self.refused: dict[str, str] = {}
        self.seen: list[str] = []

    def docs(self) -> Any:
        service, refusing = super().docs(), self

        class Documents:
            def __getattr__(self, name: str) -> Any:
                method = getattr(service.documents(), name)

                def call(**given: Any) -> Any:
                    said = json.dumps(given)
                    refusing.seen.append(name)
                    for word, why in refusing.refused.items():
                        if word in said:
                            body = json.dumps({"error": {"code": 400, "message": why}})
                            raise HttpError(httplib2.Response({"status": "400"}), body.encode())
                    return method(**given)

                return call

        return type("Service", (), {"documents": lambda _: Documents()})()


class Desk:
    """A plan in a Doc of its own, and the adapter whose robot is refused things."""

    def __init__(self, workspace: str) -> None:
        self.robot = Refusing(workspace)
        self.docs = GoogleDocs(
            seller=lambda: PerThread(LocalAccounts().seller(SELLER), workspace),
            robot=lambda: self.robot,
            mint=lambda: "new",
        )
        draft = DocumentDraft(
            plan_id="acme", plan=PLAN, language="en", locale="en_GB", time_zone="Europe/Berlin",
            today=date(2026, 11, 23), robot=ROBOT,
        )  # fmt: skip
        self.id = self.docs.create(draft, look_first=False)
        self.docs.share(self.id, [Share(email=ROBOT)])
        self.shown = PlanDoc(workspace, self.id, SELLER)

    def read(self) -> Reading:
        return self.docs.read(self.id, PLAN, now=NOW, language="en")


@pytest.fixture
def desk(workspace: str) -> Desk:
    return Desk(workspace)


def test_where_a_comment_is_refused_the_signal_column_says_it_alone(desk: Desk) -> None:
    desk.robot.refused["insertComment"] = "Invalid requests[0].insertComment: comments are switched off."
    result = desk.docs.write(desk.id, desk.read(), UPDATE)

    assert (result.wrote, dict(result.thread_ids)) == (True, {})
    assert desk.shown.rows()["Board approval"]["Signal"] == "Slipped 2 working days"
    desk.robot.refused.clear()
    assert list(desk.docs.write(desk.id, desk.read(), UPDATE).thread_ids) == ["slipped"]


def test_where_comments_are_unknown_they_are_not_tried_again(desk: Desk) -> None:
    desk.robot.refused["insertComment"] = 'Invalid JSON payload received. Unknown name "insertComment".'
    desk.docs.write(desk.id, desk.read(), UPDATE)
    desk.robot.seen.clear()
    desk.docs.write(desk.id, desk.read(), UPDATE)

    assert desk.robot.seen == ["get"]


def test_where_comments_are_not_shown_the_rest_is_read(desk: Desk) -> None:
    desk.robot.refused["commentsViewMode"] = 'Unknown name "commentsViewMode": Cannot bind query parameter.'

    assert desk.read().plan == PLAN
    assert desk.docs.write(desk.id, desk.read(), UPDATE).wrote


def test_a_write_that_comes_late_twice_is_left_to_the_next_pass(desk: Desk) -> None:
    late = "The required revision ID 'x' does not match the latest revision."
    desk.robot.refused["requiredRevisionId"] = late
    reading = desk.read()
    desk.robot.seen.clear()
    with pytest.raises(RetryLaterError, match="people are editing"):
        desk.docs.write(desk.id, reading, UPDATE)

    assert desk.robot.seen == ["batchUpdate", "get", "batchUpdate"]
    assert desk.shown.rows()["Board approval"]["Signal"] == ""


def test_any_other_refusal_is_said_as_it_is(desk: Desk) -> None:
    desk.robot.refused["Slipped"] = "Invalid requests[0].insertText: out of luck."
    with pytest.raises(RefusedError, match="out of luck"):
        desk.docs.write(desk.id, desk.read(), UPDATE)
