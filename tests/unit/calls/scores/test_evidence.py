"""What counts as evidence for an element: the buyer's own words, quoted as they stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.calls.sales import kappa
from closeplan.calls.model import Call, Known, Person, Turn
from closeplan.calls.scores import find_evidence
from closeplan.calls.understand import understand
from closeplan.plan.model import Role, Side
from tests.labelled_calls import labelled_calls, with_what_was_known
from tests.unit.calls.scores.talks import EVA, SAM, talk

HEADS = {"de": "Alles über 100.000 Euro muss unser Finanzvorstand freigeben.",
         "fr": "Au-dessus de 100 000 euros, le directeur financier doit valider.",
         "es": "Por encima de 100.000 euros lo aprueba la directora financiera.",
         "pt": "Acima de 100.000 euros a diretora financeira tem de aprovar.",
         "it": "Sopra 100.000 euro decide il direttore finanziario, firma lui.",
         "nl": "Boven 100.000 euro moet de financieel directeur tekenen.",
         "ja": "1000万円以上は社長の決裁が必要です。"}  # fmt: skip


def elements(call: Call) -> set[str]:
    return {one.element for one in find_evidence(call, Known())}


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ("identify_pain", "We lose about forty hours a week because everything is typed in by hand."),
        ("economic_buyer", "Anything over fifty thousand has to be approved by our CFO, without her nothing moves."),
        ("decision_process", "It goes to the steering committee, they meet in March, and legal reviews it before that."),
        ("decision_criteria", "For me it has to integrate with SAP, otherwise I won't sign off on it."),
        ("champion", "I'll get you twenty minutes with our CFO next week."),
        ("paper_process", "The redlines go through procurement before the signature."),
        ("competition", "We also had a demo from another vendor and they're cheaper."),
        ("timeline", "It has to go live by the first of September."),
    ],
)  # fmt: skip
def test_the_buyers_words_are_evidence_and_the_sellers_are_not(element: str, words: str) -> None:
    assert element in elements(talk((SAM, "Tell me more."), (EVA, words)))
    assert element not in elements(talk((EVA, "Tell me more."), (SAM, words)))


def test_small_talk_is_evidence_of_nothing() -> None:
    call = talk(
        (SAM, "How was the weekend?"),
        (EVA, "Rainy. My dog hates it, and the train was late again."),
        (SAM, "Can you hear me? I'll share my screen."),
        (EVA, "Yes, go ahead."),
    )
    assert elements(call) == set()


STARTS = {"en": ("Welcome to the kickoff.", "It was signed on Friday, thank you."),
          "de": ("Willkommen zum Kick-off.", "Der Vertrag ist unterschrieben, danke."),
          "fr": ("Bonjour, c'est le kick-off.", "Le contrat est signé, merci."),
          "ja": ("キックオフを始めます。", "ご契約いただきありがとうございます。")}  # fmt: skip


@pytest.mark.parametrize(("language", "said"), STARTS.items())
def test_once_the_contract_is_signed_nobody_decides_any_more(language: str, said: tuple[str, str]) -> None:
    pays = HEADS.get(language, "Our CFO has to approve anything over fifty thousand.")
    assert "economic_buyer" not in elements(
        talk(*[(SAM, one) for one in said], (EVA, pays), language=language)
    )
    for alone in said:
        assert "economic_buyer" in elements(talk((SAM, alone), (EVA, pays), language=language))


def test_who_holds_the_money_is_known_by_name_from_the_plan() -> None:
    call = talk((EVA, "Denise wants to see what it does to overtime before she signs anything."))
    payer = Known(people=(Person(name="Denise Okafor", side=Side.BUYER, role=Role.ECONOMIC_BUYER),))
    strength = {
        known: max(
            (one.strength for one in find_evidence(call, known) if one.element == "economic_buyer"), default=0
        )
        for known in (payer, Known())
    }
    assert strength[payer] > strength[Known()]


@pytest.mark.parametrize(("language", "words"), HEADS.items())
def test_other_languages_have_cues_of_their_own(language: str, words: str) -> None:
    assert "economic_buyer" in elements(talk((EVA, words), language=language))


def test_a_language_without_cues_finds_nothing_and_harms_nothing() -> None:
    assert (
        find_evidence(talk((EVA, "Všechno nad sto tisíc schvaluje ředitel."), language="cs"), Known()) == ()
    )


@given(st.lists(st.text(max_size=200), max_size=6))
def test_every_quote_stands_in_its_turn(texts: list[str]) -> None:
    words = [f"{text} Our CFO has to approve anything over 5 million. {text}" for text in texts]
    call = talk(*((EVA, one) for one in words))
    for one in find_evidence(call, Known()):
        assert one.quote.text in call.turns[one.turn].text
        assert 0 < one.strength <= 1


def test_a_turn_of_ten_million_letters_costs_no_time() -> None:
    call = Call(
        name="c", day=talk((EVA, "")).day, turns=(Turn(index=0, speaker="x", text="Our CFO " * 1_300_000),)
    )
    begun = time.process_time()
    find_evidence(call, Known())
    assert time.process_time() - begun < 2


def test_labelled_calls_agree_on_which_elements_were_spoken_of() -> None:
    calls = labelled_calls("sample")
    if not calls:
        pytest.skip("the labelled calls are not here")
    read = [(found, one.labels) for one, found in with_what_was_known(calls, understand)]
    assert kappa([found for found, _ in read], [labels for _, labels in read]) >= 0.6
