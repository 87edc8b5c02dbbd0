"""Dates that moved on calls in other languages than English."""

from __future__ import annotations

from datetime import date

import pytest

from closeplan.calls.dues.moves_elsewhere import moves_elsewhere
from closeplan.calls.findings import DateChange
from closeplan.calls.model import Call, Known, KnownEvent, Turn

GO_LIVE = KnownEvent(name="Abnahme Pilotbetrieb", day=date(2027, 5, 3))


def moved(language: str, text: str) -> list[DateChange]:
    turn = Turn(index=0, speaker="Ines", text=text)
    call = Call(name="c", day=date(2027, 2, 2), language=language, turns=(turn,))
    return list(moves_elsewhere(call, Known(events=(GO_LIVE,))))


@pytest.mark.parametrize(
    ("language", "text", "what", "was", "now"),
    [
        ("de", "Der Go-Live ist nicht mehr der 30. Juni, sondern der 31. August.", "Go-Live", (6, 30), (8, 31)),
        ("de", "Die Vorstandssitzung wurde vom 9. März auf den 16. März verlegt.", "Vorstandssitzung", (3, 9), (3, 16)),
        ("fr", "La mise en service est repoussée au 15 juillet 2027.", "mise en service", None, (7, 15)),
        ("fr", "Le comité n'est plus le 9 mars mais le 16 mars.", "comité", (3, 9), (3, 16)),
        ("es", "La firma ya no es el 9 de marzo, sino el 16 de marzo.", "firma", (3, 9), (3, 16)),
        ("it", "Il collaudo è stato spostato al 12 aprile.", "collaudo", None, (4, 12)),
        ("pt", "A assinatura foi adiada para 20 de maio.", "assinatura", None, (5, 20)),
        ("nl", "De livegang is verschoven naar 1 juli.", "livegang", None, (7, 1)),
        ("ja", "本番稼働は6月30日ではなく7月15日になりました。", "本番稼働", (6, 30), (7, 15)),
        ("de", "Wir haben Abnahme Pilotbetrieb verschoben, auf den 10. Mai.", "Abnahme Pilotbetrieb", None, (5, 10)),
    ],
)  # fmt: skip
def test_a_moved_date_is_found_with_its_thing_and_days(
    language: str, text: str, what: str, was: tuple[int, int] | None, now: tuple[int, int]
) -> None:
    [change] = moved(language, text)
    assert change.what == what
    assert change.was.day == (date(2027, *was) if was else None)
    assert change.now.day == date(2027, *now)
    assert change.quote.text in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ich schicke Ihnen den Entwurf bis zum 4. Dezember."),
        ("de", "Das haben wir verschoben, ich weiß nicht auf wann."),
        ("fr", "Je vous envoie le contrat lundi."),
        ("ja", "6月30日にお送りします。"),
        ("en", "Go-live moves to July 15."),
        ("fi", "Käyttöönotto siirtyy 15. heinäkuuta."),
    ],
)
def test_nothing_moves_where_nothing_is_said_to(language: str, text: str) -> None:
    assert moved(language, text) == []
