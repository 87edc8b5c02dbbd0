"""What Google answered gspread's own tests, the local Workspace answers too."""

from __future__ import annotations

import pytest

from tests.conformance.page import published_differences, published_share
from tests.conformance.reasons import reason
from tests.conformance.replay import RECORDINGS, Compared, differences, replay
from tests.integration.workspace_clients import running_workspace

PROMISED = 95.0

needs_recordings = pytest.mark.skipif(
    not RECORDINGS, reason="the recordings of real traffic aren't on this machine"
)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> list[Compared]:
    with running_workspace(tmp_path_factory.mktemp("recordings")) as process:
        return list(replay(process.ready["workspace"]))


@needs_recordings
def test_the_share_of_equal_answers_did_not_fall(compared: list[Compared]) -> None:
    share = 100 * sum(each.equal for each in compared) / len(compared)

    assert share >= PROMISED
    assert round(share, 2) >= published_share()


@needs_recordings
def test_each_answer_that_differs_is_on_the_page_with_its_reason(compared: list[Compared]) -> None:
    different = [each for each in compared if not each.equal]

    assert [each for each in different if not reason(each)] == []
    assert {(each.recording, each.number) for each in different} <= published_differences()


def test_a_difference_is_told_with_its_place() -> None:
    recorded = {"sheets": [{"title": "A", "index": 0}], "modifiedTime": "then"}
    ours = {"sheets": [{"title": "B", "index": False}], "modifiedTime": "now", "more": 1}

    assert list(differences(recorded, ours)) == [
        "more: not recorded",
        "sheets[0].index: 0 recorded, false ours",
        'sheets[0].title: "A" recorded, "B" ours',
    ]
