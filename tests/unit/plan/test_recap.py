"""The recap: what changed, what is next on both sides and what is open, of what both sides may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from addon.letters import TemplateLetters
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.letter import Letter
from closeplan.plan.model import Milestone, Plan, Risk, RiskKind, Side, Status
from closeplan.plan.recap import recap_letter, recap_people
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import Table
from tests.mails import MARK, MONDAY, PEOPLE, QUESTIONS, STEPS

SINCE = date(2026, 11, 16)
URL = "https://docs.example/sheet"


def changed(was: str, now: str, *, field: str = "due", row: str = "security", day: int = 20) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row=row, item="Security review", field=field, was=was, now=now
    )  # fmt: skip
    return LedgerEntry(
        change=change, who="dana@acme.example", seen_at=datetime(2026, 11, day, tzinfo=UTC), reason=MARK
    )


def context(*entries: LedgerEntry, language: str = "en", **more: object) -> RuleContext:
    plan = Plan(
        title="Acme × Northwind", milestones=STEPS, stakeholders=PEOPLE, risks=QUESTIONS, go_live=date(2027, 3, 31)
    )  # fmt: skip
    return RuleContext(
        plan=replace(plan, **more),  # type: ignore[arg-type]
        today=MONDAY, entries=entries, companies=("Acme", "Northwind"), words=words_for(language), seller="sam@x.example",
    )  # fmt: skip


def letter(made: RuleContext, *to: str) -> Letter:
    return recap_letter(made, since=SINCE, url=URL, sender="Sam Ortiz", to=to or recap_people(made))


def test_it_tells_changes_next_steps_of_both_sides_and_open_questions() -> None:
    made = context(
        changed("2026-11-18", "2026-11-20", day=17), changed("2026-11-20", "2026-11-24"),
        changed("not_started", "in_progress", field="status"), changed("a", "b", field="notes"),
        changed("2026-11-02", "2026-11-18", day=3),
    )  # fmt: skip

    text = TemplateLetters().text(letter(made))

    assert text == (
        "Hello Dana Fischer,\n\n"
        "Thank you for your time. This is where our plan stands; go-live is 31 Mar 2027.\n\n"
        f"Acme × Northwind\nOpen the plan\n{URL}\n\n"
        "Changed since 16 Nov 2026\n"
        "- Security review, Due: 18 Nov 2026 → 24 Nov 2026\n"
        "- Security review, Status: Not started → In progress\n\n"
        "Next steps at Acme\n- Security review: Mia Wolf, 24 Nov 2026\n\n"
        "Next steps at Northwind\n- Terms: Sam Ortiz, 9 Dec 2026\n\n"
        "Open questions\n- Who signs for the data?\n\n"
        "Please confirm, or correct it in the plan or by answering this mail.\n\n"
        "Sam Ortiz\n"
    )


def test_what_came_back_to_where_it_was_is_no_change() -> None:
    made = context(changed("2026-11-24", "2026-11-30", day=17), changed("2026-11-30", "2026-11-24"))

    assert "Nothing has changed in the plan." in TemplateLetters().text(letter(made))


def test_what_became_of_one_milestone_stands_together_and_its_start_is_left_out() -> None:
    made = context(
        changed("2026-11-02", "2026-11-04", field="start"), changed("2026-11-18", "2026-11-20"),
        changed("2026-12-01", "2026-12-04", row="other"), changed("not_started", "done", field="status"),
    )  # fmt: skip

    lines = letter(made).parts[0].groups[0].lines

    assert [line.partition(":")[0] for line in lines] == [
        "Security review, Due",
        "Security review, Status",
        "Security review, Due",
    ]


@pytest.mark.parametrize(
    ("owner", "heading"),
    [
        ("Mia Wolf", "Next steps at Acme"),
        ("Sam Ortiz", "Next steps at Northwind"),
        ("Mia Wolf and Sam Ortiz", "Next steps together"),
        ("?", "Next steps together"),
        ("Somebody Else", "Next steps together"),
    ],
)
def test_a_step_of_both_sides_is_named_once_where_its_owner_belongs(owner: str, heading: str) -> None:
    made = context(milestones=(Milestone(id="pilot", name="Pilot", owner=owner, side=Side.BOTH, due=MONDAY),))

    groups = letter(made).parts[0].groups

    assert [group.heading for group in groups if any("Pilot" in line for line in group.lines)] == [heading]


def test_two_steps_of_one_name_are_two_changes() -> None:
    made = context(changed("2026-11-18", "2026-11-20"), changed("2026-12-01", "2026-12-04", row="other"))

    assert TemplateLetters().text(letter(made)).count("Security review, Due:") == 2


def test_an_empty_plan_has_a_recap_too() -> None:
    made = context(go_live=None, milestones=(), stakeholders=(), risks=())

    text = TemplateLetters().text(letter(made))

    assert recap_people(made) == ()
    assert text.startswith("Hello,\n")
    assert text.count("No step is open.") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_has_gaps_and_reasons_from_threads_stay_out(language: str) -> None:
    rows = (
        *STEPS,
        Milestone(id="x", name="", owner="?", side=Side.BOTH, status=Status.BLOCKED, due_text="soon"),
    )
    risk = Risk(id="r2", description="<script>alert(1)</script>", kind=RiskKind.OPEN_QUESTION)
    made = context(changed("2026-11-18", ""), language=language, milestones=rows, risks=(risk,))

    letters, said = TemplateLetters(), letter(made)

    assert "{" not in letters.text(said)
    assert MARK not in letters.text(said) + letters.html(said)
    assert "<script" not in letters.html(said)
