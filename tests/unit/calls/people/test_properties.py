"""What holds for whatever is said: no crash, quotes that stand in their turn, nobody twice."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.calls.decisions import find_decisions
from closeplan.calls.model import Known
from closeplan.calls.next_steps import find_next_steps
from closeplan.calls.objections import find_objections
from closeplan.calls.risks import find_risks
from closeplan.calls.stakeholders import find_stakeholders
from tests.unit.calls.people.dialogues import dialogue

PIECES = st.sampled_from(
    """our CFO, Denise, Dr. Roth. Frau she's the chairwoman of legal and procurement will sign it? the board meets, he
    runs IT my boss. Gwen 's 'll team head director works council Herr Demir — no from in finance someone we can't next
    call Tuesday invite too expensive slipped a week union’s 法務部の田中さん <b> =SUM(A1) \u202e \x00 … 🙂 ''""".split()  # noqa: SIM905
)
LINES = st.lists(
    st.tuples(st.sampled_from("SB"), st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40)),
    max_size=8,
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "xx", ""])


@settings(max_examples=120, deadline=None)
@given(LINES, LANGUAGES)
def test_any_words_are_read(lines: list[tuple[str, str]], language: str) -> None:
    call = dialogue(*(f"{who}:{text}" for who, text in lines), language=language)
    people = find_stakeholders(call, Known())
    said = [(one.quote, one.certainty) for one in people]
    said += [(one.quote, one.certainty) for one in find_risks(call, Known())]
    said += [(one.quote, one.certainty) for one in find_objections(call, Known())]
    said += [(one.quote, one.certainty) for one in find_next_steps(call, Known())]
    said += [(one.quote, one.certainty) for one in find_decisions(call)]
    assert all(quote.text in call.turns[quote.turn].text for quote, _ in said)
    assert all(0 < certainty <= 1 for _, certainty in said)
    names = [one.name.casefold() for one in people if one.name]
    assert len(names) == len(set(names))


def test_a_line_of_ten_megabytes_takes_no_longer() -> None:
    call = dialogue("B: " + "our CFO, Denise, the board " * 400_000, "B: We need legal to sign.")
    start = time.perf_counter()
    assert find_stakeholders(call, Known())
    find_risks(call, Known())
    find_objections(call, Known())
    assert time.perf_counter() - start < 10
