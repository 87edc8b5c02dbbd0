"""A plan in a Slack channel: what is told when and to whom, through outages, and never the seller's own words to outsiders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from closeplan.plan.model import Milestone, Plan, Status
from tests.channels import CHANNEL, Team, internal, shared, team
from tests.unit.pages.plans import GO_LIVE
from tests.vendors.notion import FakeNotion
from tests.vendors.server import dropped, lost, refusal
from tests.vendors.slack import FakeSlack, slack_checks

SLIPPED = shared("slipped", "Slipped 7 working days", row="security-questionnaire-0")
STALE = internal("stale", "INTERNAL no edit for 7 days")
OUT = shared("cannot_reach_go_live", "Go-live is out of reach by 3 working days")


@pytest.fixture
def northwind(tmp_path: Path) -> Iterator[Team]:
    with FakeSlack(slack_checks()) as slack, FakeNotion() as notion:
        made = team(tmp_path, slack, notion)
        yield made
        made.backend.parts.store.close()


def said(northwind: Team) -> list[str]:
    return [one.words for one in northwind.slack.posted]


def test_a_channel_hears_how_the_plan_stands_then_what_is_new_and_settled_once(northwind: Team) -> None:
    northwind.say([SLIPPED])
    northwind.link()
    northwind.say([SLIPPED, OUT])
    for _ in range(3):
        northwind.bring("slack")
        northwind.backend.parts.vendors.tell("p")
    northwind.say([OUT])
    northwind.bring("slack")
    northwind.bring("slack")

    first, new, settled = said(northwind)
    assert "follows Acme rollout" in first
    assert "Slipped 7" in first
    assert "out of reach" in new
    assert "Slipped 7" not in new
    assert "Settled" in settled
    assert "Slipped 7" in settled


def test_edits_in_a_row_are_gathered_and_what_is_taken_back_meanwhile_is_not_told(northwind: Team) -> None:
    northwind.link()
    for signals in ([SLIPPED], [SLIPPED, OUT], [OUT]):
        northwind.say(signals)
        northwind.backend.parts.deliveries.deliver("slack")
    assert len(said(northwind)) == 1

    northwind.bring("slack")
    [_first, news] = said(northwind)
    assert "out of reach" in news
    assert "Slipped 7" not in news


def test_a_matter_that_changed_is_told_again(northwind: Team) -> None:
    northwind.say([SLIPPED])
    northwind.link()
    northwind.say([shared("slipped", "Slipped 9 working days", row="security-questionnaire-0", cause="2")])
    northwind.bring("slack")

    assert "Slipped 9" in said(northwind)[-1]


def test_after_an_hour_without_slack_all_that_is_new_comes_once_and_in_order(northwind: Team) -> None:
    northwind.link()
    northwind.slack.go_down(refusal(503))
    northwind.say([SLIPPED])
    northwind.bring("slack")
    northwind.slack.go_down(dropped)
    northwind.say([SLIPPED, OUT])
    northwind.bring("slack")
    assert len(said(northwind)) == 1

    northwind.slack.come_back()
    northwind.bring("slack")
    northwind.bring("slack")
    [_first, after] = said(northwind)
    assert "Slipped 7" in after
    assert "out of reach" in after
    assert northwind.dead() == []


def test_an_answer_that_was_lost_is_told_twice_rather_than_never(northwind: Team) -> None:
    northwind.link()
    northwind.slack.break_with(lambda vendor, request: vendor.done(request), lost)
    northwind.say([SLIPPED])
    for _ in range(3):
        northwind.bring("slack")

    assert ["Slipped 7" in words for words in said(northwind)] == [False, True, True]


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_shared", "is_org_shared", "is_pending_ext_shared"])
def test_a_channel_that_is_shared_later_hears_no_more_of_the_sellers_own(northwind: Team, flag: str) -> None:
    northwind.say([SLIPPED, STALE])
    northwind.link()
    assert "INTERNAL" in said(northwind)[0]
    northwind.slack.channels[CHANNEL][flag] = True
    northwind.say([internal("one_threaded", "INTERNAL one thread"), OUT])
    northwind.bring("slack")
    northwind.say([OUT])
    northwind.bring("slack")

    later = said(northwind)[1:]
    assert "out of reach" in later[0]
    assert not [words for words in later if "INTERNAL" in words or "Dismiss" in words or "risk" in words]


def test_a_channel_that_is_to_hear_shared_words_alone_does(northwind: Team) -> None:
    northwind.say([SLIPPED, STALE])
    northwind.link(only_shared=True)

    assert "Slipped 7" in said(northwind)[0]
    assert "INTERNAL" not in said(northwind)[0]


def test_a_channel_that_closeplan_was_taken_out_of_is_a_dead_letter_and_no_other_is_kept(
    northwind: Team,
) -> None:
    northwind.link()
    northwind.slack.channels[CHANNEL]["is_member"] = False
    northwind.say([SLIPPED])
    northwind.bring("slack")

    why = "closeplan is not in #acme-deal any more, or the channel is gone"
    [place] = northwind.backend.parts.store.places("p")
    assert northwind.dead() == [why]
    assert northwind.backend.parts.talk_wiring.follow.trouble(place) == why
    northwind.slack.channels[CHANNEL]["is_member"] = True
    northwind.say([OUT])
    northwind.bring("slack")
    [place] = northwind.backend.parts.store.places("p")
    assert "out of reach" in said(northwind)[-1]
    assert northwind.backend.parts.talk_wiring.follow.trouble(place) == ""


def test_who_is_unlinked_hears_nothing_more_and_stays_so(northwind: Team) -> None:
    northwind.link()
    northwind.say([SLIPPED])
    northwind.backend.parts.talk_wiring.follow.unlink("p")
    northwind.bring("slack")

    assert len(said(northwind)) == 1
    assert northwind.backend.parts.store.places("p") == []


def test_a_day_is_told_once_and_a_day_that_brought_nothing_not_at_all(northwind: Team) -> None:
    today = northwind.backend.parts.stored(northwind.record).today
    due = Milestone(id="a", name="Board paper", due=today + timedelta(days=1), status=Status.NOT_STARTED)
    northwind.rewrite(Plan(go_live=GO_LIVE, milestones=(due,)))
    northwind.link()
    follow = northwind.backend.parts.talk_wiring.follow
    for day in (today, today + timedelta(days=1), today + timedelta(days=1)):
        follow.tell_day(day)
        northwind.bring("slack")
    [_first, digest] = said(northwind)
    assert "what changed since yesterday" in digest
    assert "Board paper" in digest

    northwind.rewrite(Plan(go_live=GO_LIVE, milestones=(replace(due, due=today + timedelta(days=5)),)))
    northwind.bring("slack")
    follow.tell_day(today + timedelta(days=2))
    northwind.bring("slack")
    assert len(said(northwind)) == 2
