"""Work that outlasts a card's patience: told of, joined, bounded, and its failures said once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from addon.web.longer import Longer
from closeplan.errors import CloseplanError, ConflictError, RetryLaterError
from closeplan.ports import Progress


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    opened = threading.Event()
    yield opened
    opened.set()


def test_quick_work_is_over_when_the_card_answers() -> None:
    assert Longer[int]().run("k", lambda _: 7).result == 7


def test_slow_work_says_how_far_it_is_and_ends_for_who_looks_again(gate: threading.Event) -> None:
    longer = Longer[str](patience=0.05)

    def work(progress: Progress) -> str:
        progress.step("Creating the Sheet")
        gate.wait(5)
        return "made"

    begun = longer.run("k", work)
    assert (begun.result, begun.steps) == (None, ["Creating the Sheet"])
    gate.set()
    assert begun.over.wait(5)
    looked = longer.look("k")
    assert looked is not None
    assert looked.result == "made"


def test_a_second_click_joins_the_work_in_hand(gate: threading.Event) -> None:
    longer, times = Longer[int](patience=0.05), []

    def work(_: Progress) -> int:
        times.append(1)
        gate.wait(5)
        return len(times)

    first, second = longer.run("k", work), longer.run("k", work)
    assert first is second
    assert times == [1]


def test_nobody_knows_of_anothers_work() -> None:
    assert Longer[int]().look("no such work") is None


def test_a_failure_is_raised_once_and_the_work_can_be_tried_again() -> None:
    longer = Longer[int]()

    def fails(_: Progress) -> int:
        raise ConflictError("changed meanwhile")

    with pytest.raises(ConflictError, match="changed meanwhile"):
        longer.run("k", fails)
    assert longer.look("k") is None
    assert longer.run("k", lambda _: 1).result == 1


def test_what_nobody_foresaw_tells_nothing_of_itself() -> None:
    def breaks(_: Progress) -> int:
        raise ValueError("token ya29.secret")

    with pytest.raises(CloseplanError) as caught:
        Longer[int]().run("k", breaks)
    assert "secret" not in str(caught.value)


def test_too_much_work_at_once_is_asked_to_wait(gate: threading.Event) -> None:
    longer = Longer[bool](patience=0.01, most=2)
    for key in ("a", "b"):
        longer.run(key, lambda _: gate.wait(5))
    with pytest.raises(RetryLaterError, match="try again"):
        longer.run("c", lambda _: True)
