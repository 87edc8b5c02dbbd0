"""Findings of a call become proposals that fit the plan, once, and never again after the seller said no."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.calls.findings import (
    NO_DUE,
    Binding,
    Commitment,
    DateChange,
    Due,
    DueKind,
    Findings,
    NextStep,
    Objection,
    Quote,
    Request,
    SpokenDependency,
    SpokenRisk,
    SpokenRiskCategory,
    SpokenStakeholder,
)
from closeplan.calls.findings import Decision as Settled
from closeplan.calls.model import Call, Person, Turn
from closeplan.calls.proposals import propose
from closeplan.calls.proposals.meeting import Spoken, Steps
from closeplan.plan.edits import with_edits
from closeplan.plan.languages import words_for
from closeplan.plan.model import Milestone, Plan, Risk, RiskKind, Role, Side, Stakeholder, Status
from closeplan.plan.suggestion_lines import is_chosen, title
from closeplan.plan.suggestions import (
    Decision,
    Suggestion,
    SuggestionKind,
    changed,
    edits_of,
    is_settled,
    wanted,
)
from closeplan.plan.wording import ENGLISH_WORDS, Words
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.suggest import latest

DAY = date(2027, 1, 11)
SAM = Person(name="Sam Reed", email="sam@northwind.example", side=Side.SELLER)
DANA = Person(name="Dana Fischer", email="dana@acme.example", side=Side.BUYER)
TURNS = tuple(Turn(index=n, speaker="S. Reed" if n % 2 else "Dana", text="So.") for n in range(12))
CALL = Call(
    name="acme",
    title="Weekly call",
    day=DAY,
    turns=TURNS,
    people=(SAM, DANA),
    speakers={"S. Reed": SAM, "Dana": DANA},
)
AMONG_SELLERS = replace(CALL, turns=tuple(replace(turn, speaker="S. Reed") for turn in TURNS))
QUESTIONNAIRE = Milestone(
    id="q", name="Submit the security questionnaire", side=Side.SELLER, due=date(2027, 2, 1)
)
REVIEW = Milestone(
    id="r", name="Review the MSA", side=Side.BUYER, owner="Dana Fischer", due=date(2027, 2, 12)
)
SIGNATURE = Milestone(id="s", name="Signature by both sides", side=Side.BOTH, due=date(2027, 3, 1))
PILOT = Milestone(id="p", name="Run the proof of value", side=Side.BUYER, status=Status.DONE)
PLAN = Plan(
    go_live=date(2027, 3, 31),
    milestones=(QUESTIONNAIRE, REVIEW, SIGNATURE, PILOT),
    stakeholders=(Stakeholder(id="d", name="Dana Fischer", email="dana@acme.example", side=Side.BUYER),),
    risks=(Risk(id="x", description="Budget is not yet approved"),),
)


def quote(text: str = "I'll do it", speaker: str = "S. Reed") -> Quote:
    return Quote(turn=3, speaker=speaker, text=text, at=61.0)


def on(day: date | None) -> Due:
    return Due(kind=DueKind.DAY, day=day, text="then") if day else NO_DUE


def promise(what: str, due: date | None = None, **others: object) -> Commitment:
    made = Commitment(
        turn=3,
        owner="Sam Reed",
        side=Side.SELLER,
        what=what,
        due=on(due),
        binding=Binding.FIRM,
        quote=quote(),
        certainty=0.9,
    )
    return replace(made, **others)  # type: ignore[arg-type]


def moved(what: str, now: date | None, was: date | None = None) -> DateChange:
    return DateChange(turn=3, what=what, was=on(was), now=on(now), quote=quote(), certainty=0.9)


def person(name: str, **others: object) -> SpokenStakeholder:
    made = SpokenStakeholder(
        turn=3,
        name=name,
        title="",
        role=Role.SECURITY,
        side=Side.BUYER,
        present=False,
        quote=quote(speaker="Dana"),
        certainty=0.9,
    )
    return replace(made, **others)  # type: ignore[arg-type]


def proposed(
    findings: Findings,
    filed: tuple[tuple[Suggestion, Decision], ...] = (),
    *,
    plan: Plan = PLAN,
    call: Call = CALL,
    words: Words = ENGLISH_WORDS,
) -> tuple[Suggestion, ...]:
    return propose(
        call, findings, plan, call_id=f"id-{call.name}", words=words, companies=("Acme",), filed=filed
    )


def test_a_commitment_gives_its_milestone_the_date_and_the_owner() -> None:
    made = proposed(Findings(commitments=(promise("send the security questionnaire", DAY),)))
    assert [(one.kind, one.milestone, one.day, one.owner) for one in made] == [
        (SuggestionKind.SET_DATE, "q", DAY, ""),
        (SuggestionKind.SET_OWNER, "q", None, "Sam Reed"),
    ]
    said = made[0].said
    assert (said.source, said.day, said.speaker, said.quote) == ("Weekly call", DAY, "Sam Reed", "I'll do it")
    assert (said.call, said.turn, said.at) == ("id-acme", 3, 61.0)


def test_a_step_on_the_way_to_a_milestone_or_a_condition_is_a_note_beside_it() -> None:
    for one in (
        promise("send the draft contract", DAY),
        promise("get the signature", DAY, binding=Binding.CONDITIONAL),
    ):
        (note,) = proposed(Findings(commitments=(one,)))
        assert note.kind is SuggestionKind.NOTE
        assert note.text == "Sam Reed, 11 Jan 2027: “I'll do it”"


@pytest.mark.parametrize(
    "what", ["send the invite", "share the recording and the notes", "do it", "call you"]
)
def test_what_is_promised_on_every_call_is_no_milestone(what: str) -> None:
    assert proposed(Findings(commitments=(promise(what, DAY + timedelta(days=4)),))) == ()


def test_a_commitment_that_meets_nothing_is_a_new_milestone() -> None:
    due = DAY + timedelta(days=4)
    (made,) = proposed(Findings(commitments=(promise("hire a forklift driver", due),)))
    assert (made.kind, made.name, made.owner, made.side, made.day) == (
        SuggestionKind.ADD_MILESTONE,
        "Hire a forklift driver",
        "Sam Reed",
        Side.SELLER,
        due,
    )


def test_a_doubtful_promise_without_a_word_of_when_is_no_milestone() -> None:
    doubtful = promise("hire a forklift driver", certainty=0.8)
    assert proposed(Findings(commitments=(doubtful,))) == ()
    assert len(proposed(Findings(commitments=(replace(doubtful, due=on(date(2027, 2, 1))),)))) == 1


def test_what_is_done_or_stands_in_the_plan_is_not_proposed() -> None:
    there = (
        promise("run the pilot", DAY),
        promise("review the contract", date(2027, 2, 12), owner="Dana Fischer", side=Side.BUYER),
    )
    risk = SpokenRisk(
        turn=3,
        category=SpokenRiskCategory.BUDGET,
        what="the budget isn't approved yet",
        quote=quote(),
        certainty=0.9,
    )
    assert proposed(Findings(commitments=there, risks=(risk,), stakeholders=(person("Dana Fischer"),))) == ()


def test_a_moved_date_is_a_proposed_slip_and_one_that_is_over_is_none() -> None:
    new = date(2027, 2, 26)
    (made,) = proposed(Findings(date_changes=(moved("the contract review", new),)))
    assert (made.kind, made.milestone, made.day, made.was) == (
        SuggestionKind.SET_DATE,
        "r",
        new,
        "12 Feb 2027",
    )
    assert proposed(Findings(date_changes=(moved("the contract review", date(2027, 1, 8)),)))[0].day is None


def test_go_live_itself_can_move() -> None:
    (made,) = proposed(Findings(date_changes=(moved("go-live", date(2027, 5, 3)),)))
    assert made.kind is SuggestionKind.SET_GO_LIVE
    assert with_edits(PLAN, edits_of(made, PLAN)).go_live == date(2027, 5, 3)


def test_a_go_live_said_as_settled_that_is_not_the_plans_is_a_guess() -> None:
    words = "And we go live on the first of September."
    settled = Settled(turn=3, what=words, quote=quote(words), certainty=0.9)
    (made,) = proposed(Findings(decisions=(settled,)))
    assert (made.kind, made.day, is_chosen(made)) == (SuggestionKind.SET_GO_LIVE, date(2027, 9, 1), False)
    assert proposed(Findings(decisions=(settled,)), plan=replace(PLAN, go_live=date(2027, 9, 1))) == ()


def test_a_later_call_that_says_what_the_plan_says_overtakes_a_date_that_waits() -> None:
    early = proposed(Findings(date_changes=(moved("go-live", date(2027, 8, 9)),)))
    filed = tuple((one, Decision.OPEN) for one in early)
    later = replace(CALL, name="later", day=DAY + timedelta(days=28))
    again = proposed(Findings(date_changes=(moved("go-live", PLAN.go_live),)), filed, call=later)
    assert [one.day for one in again] == [PLAN.go_live]
    kept = [FiledSuggestion(suggestion=one, made_at=datetime.now(UTC)) for one in (*early, *again)]
    assert [one.suggestion for one in latest(kept)] == list(again)
    assert is_settled(again[0], PLAN)
    assert not is_settled(early[0], PLAN)
    assert proposed(Findings(date_changes=(moved("go-live", PLAN.go_live),)), call=later) == ()


def test_a_date_for_a_milestone_that_is_closed_by_now_is_settled() -> None:
    (made,) = proposed(Findings(date_changes=(moved("the contract review", date(2027, 2, 26)),)))
    done = replace(PLAN, milestones=(replace(REVIEW, status=Status.DONE),))
    assert (is_settled(made, PLAN), is_settled(made, done)) == (False, True)


def test_a_person_who_was_named_comes_with_who_named_them_in_the_plans_language() -> None:
    (made,) = proposed(Findings(stakeholders=(person("Lena Roth"),)), words=words_for("de"))
    assert (made.name, made.role, made.side) == ("Lena Roth", Role.SECURITY, Side.BUYER)
    assert made.text == "Von Dana Fischer in einem Gespräch genannt, 11.01.2027"
    row = with_edits(PLAN, edits_of(made, PLAN)).stakeholders[-1]
    assert (row.name, row.questions) == ("Lena Roth", made.text)


def test_what_sellers_say_among_themselves_brings_no_words_into_the_plan() -> None:
    found = Findings(
        commitments=(promise("send the draft contract", DAY), promise("hire a driver", date(2027, 2, 2))),
        stakeholders=(person("Lena Roth"),),
        date_changes=(moved("the contract review", date(2027, 2, 26)),),
    )
    made = proposed(found, call=AMONG_SELLERS)
    assert [one.kind for one in made] == [SuggestionKind.SET_DATE, SuggestionKind.ADD_PERSON]
    assert not any(one.text for one in made)


def test_sellers_titles_and_departments_are_nobody_for_the_map() -> None:
    nobody = (person("Howard", side=Side.SELLER), person(""), person("Legal"), person("TBD"))
    assert proposed(Findings(stakeholders=nobody)) == ()


def test_who_was_on_the_call_belongs_on_the_map() -> None:
    eva = Person(name="Eva Lang", email="eva@acme.example", side=Side.BUYER)
    (made,) = proposed(Findings(), call=replace(CALL, people=(SAM, DANA, eva)))
    assert (made.name, made.email, made.text) == (
        "Eva Lang",
        "eva@acme.example",
        "Was on a call, 11 Jan 2027",
    )


def test_an_unanswered_request_is_an_open_question_and_a_dependency_a_note() -> None:
    asked = Request(
        turn=3, by="Sam Reed", to="Dana Fischer", what="share the price", quote=quote("So?"), certainty=0.8
    )
    first = SpokenDependency(turn=3, what="the DPA", blocks="the signature", quote=quote(), certainty=0.9)
    question, note = proposed(Findings(requests=(asked,), dependencies=(first,)))
    assert (question.risk, question.owner) == (RiskKind.OPEN_QUESTION, "Dana Fischer")
    assert title(question, PLAN) == "Open question: Share the price"
    assert (note.kind, note.milestone) == (SuggestionKind.NOTE, "s")


@pytest.mark.parametrize("words", ["Could you try her once more?", "Can Lena Roth move it?", "Ask your CFO?"])
def test_what_is_asked_about_a_person_is_not_for_a_shared_sheet(words: str) -> None:
    asked = Request(
        turn=3, by="Sam Reed", to="Dana Fischer", what="ask for budget", quote=quote(words), certainty=0.8
    )
    made = proposed(Findings(requests=(asked,), stakeholders=(person("Lena Roth"),)))
    assert {one.kind for one in made} == {SuggestionKind.ADD_PERSON}


def test_somebody_whose_side_is_unknown_is_a_guess_that_names_no_side() -> None:
    (made,) = proposed(Findings(stakeholders=(person("Howard Lee", side=None),)))
    assert (made.side, made.certainty < 0.6) == (None, True)
    assert edits_of(made, PLAN)[0].values.get("side") is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("send the résumé of the pilot", "Run the proof of value"),
        ("the finance committee", "Write the board deck"),
        ("write to the board", "Write the board deck"),
        ("answer questions about the contract", "Sign the contract"),
    ],
)
def test_what_is_only_about_a_milestone_does_not_move_it(said: str, step: str) -> None:
    row = Milestone(id="x", name=step, side=Side.BUYER, due=date(2027, 6, 7))
    plan = replace(PLAN, milestones=(QUESTIONNAIRE, row))
    found = Findings(
        commitments=(promise(said, date(2027, 2, 16)),),
        date_changes=(moved(said, date(2027, 2, 16), was=date(2027, 6, 7)),),
    )
    assert SuggestionKind.SET_DATE not in {one.kind for one in proposed(found, plan=plan)}


def test_a_sigh_is_no_risk_of_the_plan() -> None:
    sigh = SpokenRisk(
        turn=3, category=SpokenRiskCategory.OTHER, what="It never works", quote=quote(), certainty=0.5
    )
    assert proposed(Findings(risks=(sigh,))) == ()
    assert len(proposed(Findings(risks=(replace(sigh, certainty=0.8),)))) == 1


def test_objections_and_the_next_call_go_nowhere() -> None:
    against = Objection(turn=3, what="too dear", quote=quote(), certainty=0.9)
    talk = NextStep(
        turn=3, what="Next call: Tuesday", due=on(date(2027, 1, 19)), quote=quote(), certainty=0.9
    )
    assert proposed(Findings(objections=(against,), next_steps=(talk,))) == ()


EVERYTHING = Findings(
    commitments=(promise("send the security questionnaire", DAY), promise("hire a driver", date(2027, 2, 2))),
    stakeholders=(person("Lena Roth"),),
    risks=(
        SpokenRisk(
            turn=3,
            category=SpokenRiskCategory.LEGAL,
            what="The works council may object",
            quote=quote(),
            certainty=0.8,
        ),
    ),
    date_changes=(moved("the contract review", date(2027, 2, 26)), moved("go-live", date(2027, 5, 3))),
)


def test_a_later_call_that_says_the_same_proposes_nothing_whatever_was_decided() -> None:
    first = proposed(EVERYTHING)
    later = replace(CALL, name="later", day=DAY + timedelta(days=7))
    for decision in Decision:
        assert proposed(EVERYTHING, tuple((one, decision) for one in first), call=later) == (
            () if decision is not Decision.ACCEPTED else proposed_again(first)
        )
    other = Findings(date_changes=(moved("the contract review", date(2027, 3, 5)),))
    rejected = tuple((one, Decision.REJECTED) for one in first)
    assert [one.day for one in proposed(other, rejected, call=later)] == [date(2027, 3, 5)]


def proposed_again(first: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """What was accepted and is said again while the plan says something else."""
    later = replace(CALL, name="later", day=DAY + timedelta(days=7))
    fresh = proposed(EVERYTHING, tuple((one, Decision.ACCEPTED) for one in first), call=later)
    assert {one.kind for one in fresh} == {
        SuggestionKind.SET_DATE,
        SuggestionKind.SET_GO_LIVE,
        SuggestionKind.SET_OWNER,
    }
    assert {one.id for one in fresh}.isdisjoint({one.id for one in first})
    return fresh


spoken = st.sampled_from(
    [
        "send the security questionnaire",
        "review the contract",
        "signature",
        "hire a driver",
        "book the audit",
        "契約書を確認する",
        "",
        "=1+1",
    ]
)
days = st.one_of(st.none(), st.dates(min_value=date(2027, 1, 1), max_value=date(2027, 6, 1)))
findings = st.builds(
    Findings,
    commitments=st.lists(st.builds(promise, spoken, days), max_size=4).map(tuple),
    date_changes=st.lists(st.builds(moved, spoken, days, days), max_size=3).map(tuple),
    stakeholders=st.lists(
        st.builds(person, st.sampled_from(["Lena Roth", "Lena", "", "=A1"])), max_size=3
    ).map(tuple),
)


@given(findings)
def test_proposing_twice_gives_the_same_and_each_once(found: Findings) -> None:
    once = proposed(found)
    assert proposed(found) == once
    assert len({one.id for one in once}) == len(once)
    assert proposed(found, tuple((one, Decision.OPEN) for one in once)) == ()


def what(one: Suggestion) -> tuple[str, str, str]:
    return one.kind, one.milestone, wanted(one)


@given(findings)
def test_what_is_accepted_stands_in_the_plan_and_is_not_proposed_anew(found: Findings) -> None:
    for one in proposed(found):
        after = with_edits(PLAN, edits_of(one, PLAN))
        assert after != PLAN
        assert not changed(one, after)
        again = proposed(found, ((one, Decision.ACCEPTED),), plan=after)
        assert what(one) not in map(what, again)


def test_the_same_promise_in_later_calls_is_one_and_its_last_day_stands() -> None:
    words = ["send the store list", "get the list of stores", "send the stores"]
    filed: tuple[FiledSuggestion, ...] = ()
    for week, said in enumerate(words):
        due = DAY + timedelta(days=7 * week + 4)
        call = replace(CALL, name=str(week), day=DAY + timedelta(days=7 * week))
        made = proposed(
            Findings(commitments=(promise(said, due),)),
            tuple((one.suggestion, one.decision) for one in filed),
            call=call,
        )
        filed += tuple(FiledSuggestion(suggestion=one, made_at=datetime.now(UTC)) for one in made)
    assert [one.suggestion.day for one in latest(filed)] == [DAY + timedelta(days=18)]


@pytest.mark.parametrize("other", ["send the price list", "review the store list", "hire a forklift driver"])
def test_another_promise_of_the_same_person_is_another(other: str) -> None:
    both = (promise("send the store list", date(2027, 2, 2)), promise(other, date(2027, 2, 3)))
    assert len(proposed(Findings(commitments=both))) == 2


def test_nothing_unseen_of_a_call_comes_into_a_plan() -> None:
    turned = "\u202egnp.exe\u202c \u2066draft\u2069 contract\u200b\x85 \u202e" + "on and on " * 60
    found = replace(
        EVERYTHING,
        commitments=(promise("send the draft contract", DAY, quote=quote(turned)),),
        risks=(replace(EVERYTHING.risks[0], what=turned),),
    )
    made = repr([(one, title(one, PLAN)) for one in proposed(found, call=replace(CALL, title=turned))])
    assert "gnp.exe" in made
    assert not re.search("u20[26]|u200b|x85", made)


def test_of_two_dates_in_one_call_the_last_stands() -> None:
    first, last = moved("the contract review", date(2027, 2, 19)), moved("the MSA", date(2027, 2, 26))
    last = replace(last, turn=9, quote=replace(quote(), turn=9))
    (made,) = proposed(Findings(date_changes=(last, first)))
    assert made.day == date(2027, 2, 26)


@pytest.mark.parametrize(
    ("what", "milestone"),
    [
        ("den Sicherheitsfragebogen ausfüllen", "q"),
        ("den Vertrag prüfen", "r"),
        ("envoyer le questionnaire de sécurité", "q"),
        ("relire le contrat", "r"),
        ("enviar el cuestionario de seguridad", "q"),
        ("revisar el contrato", "r"),
        ("inviare il questionario di sicurezza", "q"),
        ("rivedere il contratto", "r"),
        ("de vragenlijst over beveiliging opsturen", "q"),
        ("de overeenkomst nakijken", "r"),
        ("enviar o questionário de segurança", "q"),
        ("rever o contrato", "r"),
        ("セキュリティ質問票を送る", "q"),
        ("契約書を確認する", "r"),
    ],
)
def test_a_call_in_one_language_meets_a_plan_in_another(what: str, milestone: str) -> None:
    met = Steps.of(PLAN).meant_by(Spoken(text=what))
    assert met is not None
    assert (met.milestone.id, met.same_step) == (milestone, True)
