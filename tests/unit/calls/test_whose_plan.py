"""Which deal a transcript is about."""

from __future__ import annotations

from closeplan.calls.model import Person, Transcript, Turn
from closeplan.calls.whose_plan import Candidate, open_plan_meant, plan_meant
from closeplan.plan.model import Side, Stakeholder


def buyer(name: str, email: str = "") -> Stakeholder:
    return Stakeholder(id=name, name=name, email=email, side=Side.BUYER)


ACME = Candidate(plan_id="acme", buyer="Acme GmbH", people=(buyer("Dana Fischer", "dana@acme.example"),))
ZETA = Candidate(plan_id="zeta", buyer="Zeta Foods", people=(buyer("Uma Rao", "uma@gmail.com"),))


def call(*speakers: str, title: str = "", emails: tuple[str, ...] = ()) -> Transcript:
    turns = tuple(Turn(index=at, speaker=name, text="x") for at, name in enumerate(speakers))
    return Transcript(
        title=title, turns=turns, attendees=tuple(Person(name=one, email=one) for one in emails)
    )


def test_the_buyers_people_title_and_company_tell_the_plan() -> None:
    for told in (
        call("Dana Fischer", "Sam Lee"),
        call("Speaker 1", title="Acme / Northwind weekly sync"),
        call("Speaker 1", emails=("someone.new@acme.example",)),
    ):
        assert plan_meant(told, [ZETA, ACME]) == "acme"


def test_nobody_guesses_by_first_names_free_mail_or_between_two_deals_of_one_buyer() -> None:
    second = Candidate(plan_id="acme-2", buyer="Acme GmbH", people=ACME.people)
    assert plan_meant(call("Dana", "Uma"), [ACME, ZETA]) is None
    assert plan_meant(call("A", emails=("other@gmail.com",)), [ACME, ZETA]) is None
    assert plan_meant(call("Dana Fischer", title="Acme"), [ACME, second]) is None
    assert plan_meant(call("Dana Fischer"), []) is None


def test_a_sellers_own_people_tell_nothing() -> None:
    sam = Stakeholder(id="s", name="Sam Lee", email="sam@northwind.example", side=Side.SELLER)
    mine = Candidate(plan_id="p", buyer="Acme", people=(sam,))
    assert plan_meant(call("Sam Lee", emails=("sam@northwind.example",)), [mine]) is None


def test_of_two_deals_of_one_buyer_the_open_one_is_meant() -> None:
    over = Candidate(plan_id="old", buyer="Acme GmbH", people=ACME.people, is_open=False)
    told = call("A", emails=("dana@acme.example",))

    assert open_plan_meant(told, [over, ACME, ZETA], told.attendees) == "acme"
    assert open_plan_meant(told, [ACME, Candidate(plan_id="b", buyer="Acme", people=ACME.people)], ()) is None


def test_the_only_open_deal_is_meant_unless_somebody_of_another_company_is_there() -> None:
    unknown, stranger = call("+49301234"), call("A", emails=("kim@gamma.example",))
    private = call("A", emails=("someone@gmail.com",))

    assert open_plan_meant(unknown, [ACME], ()) == "acme"
    assert open_plan_meant(private, [ACME], private.attendees) == "acme"
    assert open_plan_meant(stranger, [ACME], stranger.attendees) is None
    assert open_plan_meant(unknown, [ACME, ZETA], ()) is None
