from __future__ import annotations

from datetime import UTC, date, datetime

from addon.cards import parts
from addon.cards.corrected import Filled, corrected_card
from addon.web.clicks.forms import FORMS
from addon.web.sidebar import ROUTES
from tests.cards import check_card

BOXES = [parts.Choice(value=one, label=one) for one in ("a", "b")]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVIL = "<script>=IMPORTXML(1)</script> 🎉"


def form(text: str, day: date, moment: datetime, chosen: str, ticked: str) -> list[parts.Widget]:
    return [
        parts.text_field("who", "Who", text),
        parts.text_area("emptied", "Emptied", ""),
        parts.day_field("day", "Day", day),
        parts.moment_field("when", "When", moment, 60),
        parts.selection("role", "Role", BOXES, chosen),
        parts.check_boxes("with", "With", BOXES, {ticked}),
        parts.buttons(parts.button("Go", "https://x.example/go", {"planId": "acme"})),
    ]


def test_a_form_comes_back_as_it_was_left_with_what_is_wrong_on_top() -> None:
    shown = form("Carla", date(2027, 1, 1), NOON, "a", "a")
    shown[1]["textInput"]["value"] = "proposed"
    later = NOON.replace(hour=15)
    left = Filled(
        chosen={"who": (EVIL,), "role": ("b",), "with": ("b",)},
        days={"day": date(2027, 2, 2)},
        moments={"when": later},
    )
    made = corrected_card(parts.card("Form", [parts.section("", shown)]), left, ["Who: <b> is nobody"])

    check_card(made)
    wrong, filled = made["sections"]
    assert wrong["widgets"] == [parts.paragraph("Who: <b> is nobody")]
    assert filled["widgets"] == form(EVIL, date(2027, 2, 2), later, "b", "b")


def test_what_google_does_not_post_is_an_emptied_text_and_an_untouched_choice() -> None:
    shown = form("Carla", date(2027, 1, 1), NOON, "a", "a")
    made = corrected_card(parts.card("Form", [parts.section("", shown)]), Filled(), ["no"])

    untouched = form("", date(2027, 1, 1), NOON, "a", "")
    assert made["sections"][1]["widgets"] == untouched


def test_every_form_that_comes_back_is_a_path_of_ours() -> None:
    assert set(FORMS) | set(FORMS.values()) <= set(ROUTES)
