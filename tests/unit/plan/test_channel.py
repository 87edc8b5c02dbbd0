"""What channels and pages are told of a plan: never the seller's own words to outsiders, nothing twice, in the plan's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.messaging.slack_blocks import MOST_BLOCKS, blocks
from closeplan.plan.brief import brief
from closeplan.plan.channel import (
    ChannelPlan,
    Ref,
    day_message,
    first_message,
    news_message,
    signal_ref,
    standing_message,
    told_of,
)
from closeplan.plan.channel_message import Link, Message
from closeplan.plan.languages import words_for
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Deal, Network
from closeplan.plan.page import page_lines
from closeplan.plan.rules import RULES, RuleContext
from closeplan.plan.signals import Audience, Signal, Table
from closeplan.plan.suggestions import Said, Suggestion, SuggestionKind
from tests.unit.pages.plans import GO_LIVE, TODAY, plan

SECRET = "NOT FOR THE BUYER"
PROPOSAL = Suggestion(id="s", kind=SuggestionKind.ADD_RISK, said=Said(source="c"), text=SECRET)
RULE_NAMES = sorted({rule.__name__ for rule in RULES} | {"slipped", "overdue", "missing_role", "unheard_of"})

signals = st.lists(
    st.builds(
        Signal,
        rule=st.sampled_from(RULE_NAMES),
        subject=st.sampled_from(["champion", "legal", "finance"]),
        cause=st.sampled_from("123"),
        short=st.sampled_from(["one", "two"]),
        text=st.just("text"),
        audience=st.sampled_from(Audience),
    ),
    unique_by=lambda one: one.key,
    max_size=12,
).map(
    lambda some: tuple(
        replace(one, short=SECRET, text=SECRET) if one.audience is Audience.INTERNAL else one for one in some
    )
)


@cache
def context(language: str = "en") -> RuleContext:
    return RuleContext(plan=plan(language), today=TODAY, words=words_for(language))


def shown(some: tuple[Signal, ...], *, is_internal: bool, language: str = "en") -> ChannelPlan:
    return ChannelPlan(
        id="p",
        name="Acme",
        url="https://docs.example/d/1",
        context=context(language),
        signals=some,
        is_internal=is_internal,
        proposals=[PROPOSAL],
    )


def said(message: Message | None) -> str:
    return repr(message)


@given(before=signals, now=signals, was_internal=st.booleans())
def test_outsiders_never_read_what_is_the_sellers_own(
    before: tuple[Signal, ...], now: tuple[Signal, ...], *, was_internal: bool
) -> None:
    told = told_of(shown(before, is_internal=was_internal))
    outside = shown(now, is_internal=False)

    for message in (standing_message(outside), first_message(outside), news_message(outside, told)):
        assert SECRET not in said(message)
        assert "On track" not in said(message).replace("On track for", "")
        controls = [one for line in (message.lines if message else ()) for one in line.controls]
        assert all(isinstance(one, Link) for one in controls)


@given(some=signals, is_internal=st.booleans())
def test_what_was_told_is_no_news(some: tuple[Signal, ...], *, is_internal: bool) -> None:
    there = shown(some, is_internal=is_internal)
    assert news_message(there, told_of(there)) is None


@given(before=signals, now=signals)
def test_every_difference_is_told(before: tuple[Signal, ...], now: tuple[Signal, ...]) -> None:
    told = told_of(shown(before, is_internal=True))
    message = news_message(shown(now, is_internal=True), told)

    was, are = {(one.key, one.cause) for one in before}, {(one.key, one.cause) for one in now}
    new, over = are - was, {key for key, _ in was} - {key for key, _ in are}
    assert (message is not None) == bool(new or over)


@given(before=signals, now=signals)
def test_what_was_dismissed_is_not_said_to_be_settled(
    before: tuple[Signal, ...], now: tuple[Signal, ...]
) -> None:
    told = told_of(shown(before, is_internal=True))
    left = tuple(one for one in now if one.key in told and told[one.key].cause == one.cause)
    dismissed = [(one.key, one.cause) for one in before]

    assert news_message(replace(shown(left, is_internal=True), dismissed=dismissed), told) is None


@given(some=signals)
def test_no_page_holds_what_is_the_sellers_own(some: tuple[Signal, ...]) -> None:
    deal = Deal(
        id="p", name="p", buyer="Acme", seller="Northwind", network=Network(steps=(), go_live=GO_LIVE)
    )
    there = context()
    lines = page_lines(brief(deal, there, some, url="https://docs.example/d/1", density=None), there)

    assert SECRET not in repr(lines)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "ja", "nl", "pt"])
def test_a_day_is_told_in_the_plans_language(language: str) -> None:
    moved = LedgerEntry(
        id=1,
        change=Change(
            kind=ChangeKind.CHANGED,
            table=Table.TIMELINE,
            row="x",
            item="Review",
            field="due",
            was="2026-11-20",
            now="2026-12-01",
        ),
        who="dana@acme.example",
        seen_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
        slip=7,
    )
    there = shown((), is_internal=False, language=language)
    message = day_message(there, [moved])

    assert message is not None
    assert there.context.words.t("channel.changed") in [line.text for line in message.lines]
    assert any("Review" in line.text and "→" in line.text for line in message.lines)


def test_a_button_is_about_a_signal_in_one_state() -> None:
    ref = signal_ref("p", "slipped:a", "1")

    assert Ref.read(str(ref)) == ref
    assert ref.what == signal_ref("p", "slipped:a", "2").what
    assert ref != signal_ref("p", "slipped:a", "2")
    assert ref.what != signal_ref("q", "slipped:a", "1").what
    assert "slipped" not in str(ref)


def test_the_fullest_message_ends_with_the_way_to_the_plan() -> None:
    many = tuple(
        Signal(
            rule=f"made_up_{number}",
            subject="s",
            cause="1",
            short=f"Fact {number}",
            text="",
            audience=audience,
        )
        for number in range(20)
        for audience in Audience
    )
    there = replace(shown(many, is_internal=True), proposals=[replace(PROPOSAL, id=str(n)) for n in range(9)])
    made = blocks(standing_message(there))

    assert len(made) <= MOST_BLOCKS
    assert made[-1]["elements"][0]["url"] == there.url
    assert repr(made).count("more in the plan") == 3
