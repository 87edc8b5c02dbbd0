"""A method's file: the shipped ones read, a wrong one told with every place."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.methods import method_file, methods
from closeplan.calls.scores.framework_file import SHIPPED, read_framework, shipped
from closeplan.calls.scores.rules import kinds
from closeplan.errors import InputError

GOOD = "title: Ours\nelements:\n- {id: metrics, label: Numbers, section: success_metrics, ask: 'Which?'}\n"


def test_every_shipped_method_is_fed_by_evidence_that_rules_find() -> None:
    assert tuple(shipped()) == SHIPPED
    for framework in shipped().values():
        for element in framework.elements:
            assert set(element.evidence) <= kinds()
            assert element.ask.endswith("?")


def test_every_mistake_is_told_with_its_place() -> None:
    text = """\
elements:
- {id: a, label: A, section: nowhere}
- {id: a, label: B, section: risks, evidence: [gut_feeling], cues: ['... x'], colour: red}
"""
    with pytest.raises(InputError) as told:
        read_framework("ours", text)
    assert {one.place for one in told.value.mistakes} >= {
        "title", "elements[0].section", "elements[0].cues", "elements[1].id", "elements[1].evidence[0]",
        "elements[1].cues[0]", "elements[1].colour",
    }  # fmt: skip


def test_a_teams_own_file_stands_among_the_methods(tmp_path: Path) -> None:
    file = tmp_path / "Ours.yaml"
    file.write_text(GOOD, encoding="utf-8")
    known, usual = methods(str(file))
    assert usual == "ours"
    assert list(known) == [*SHIPPED, "ours"]
    assert methods("MEDDPICC")[1] == "meddpicc"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"title: [", b"", b"a: &x [*x]"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ours.yml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"ours\.yml"):
        method_file(file)


def test_a_method_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match="meddic, meddpicc, bant, spiced"):
        methods("medic")
    with pytest.raises(InputError, match="can't be read"):
        methods("/nowhere/ours.yaml")
