"""Every language says everything, says the same as the English, and fits where the English fits."""

from __future__ import annotations

import re
import string
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date
from babel.messages import Catalog, Message

from closeplan.plan.english import ENGLISH, Plural
from closeplan.plan.languages import LANGUAGES, language_of, words_for
from closeplan.plan.locales import OFFERED
from closeplan.plan.model import RiskStatus, Role, Status
from closeplan.plan.wording import ENGLISH_WORDS, Words
from tools import catalogues

SHORT = tuple(key for key in ENGLISH if re.search(r"^(?!outlook).*\.short(_|$)", key))
SHORT_LIMIT = 46
"""Characters of a short message in a Signal cell: the longest in English has 41."""

BLAME = {
    "de": ("schuld", "versagt", "versäumt", "vergessen", "hätten", "endlich"),
    "fr": ("faute", "échec", "échoué", "oublié", "auriez dû", "encore en retard"),
    "es": ("culpa", "fallo", "fracaso", "olvid", "debería haber", "debió"),
    "pt": ("culpa", "falha", "fracass", "esquec", "deveria ter"),
    "it": ("colpa", "fallit", "dimenticat", "avrebbe dovuto"),
    "nl": ("schuld", "gefaald", "vergeten", "had moeten"),
    "ja": ("失敗", "怠", "忘れ", "責任です", "べきでした"),
}
VALUES: dict[str, Any] = {
    "n": 7,
    "limit": 20,
    "name": "Security review",
    "owner": "Mia Wolf",
    "text": "next Fri",
    "workstream": "Security",
}


def said(words: Words, key: str) -> str:
    """A message with values as they are in a plan of that language."""
    names = {name for form in words.forms[key] for _, name, _, _ in string.Formatter().parse(form) if name}
    day, days = words.day(date(2027, 3, 31)), words.working_days(7)
    values = VALUES | {"days": days, "nth": words.ordinal(2), "role": words.t("role.champion")}
    return words.t(key, **{name: values.get(name, day) for name in names | {"n"}})


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_every_message_and_template_word_is_translated_and_the_files_are_current(language: str) -> None:
    catalogue = catalogues.updated(language)

    assert [m.context for m in catalogue if m.id and not catalogues.is_ready(m)] == []
    assert catalogues.path(language).read_text(encoding="utf-8") == catalogues.po_text(catalogue)
    compiled = catalogues.compiled_path(language).read_text(encoding="utf-8")
    assert compiled == catalogues.compiled_text(catalogue)


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_a_translation_has_the_placeholders_and_the_plural_forms_it_needs(language: str) -> None:
    words, plurals = words_for(language), catalogues.updated(language).num_plurals
    for key, english in ENGLISH_WORDS.forms.items():
        texts = words.forms[key]
        assert len(texts) == (plurals if len(english) > 1 else 1), key
        for text in texts[:-1]:
            assert placeholders(text) <= placeholders(english[-1]), key
        assert placeholders(texts[-1]) == placeholders(english[-1]), key


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_no_language_blames_anybody_or_types_quotes_like_a_machine(language: str) -> None:
    words = words_for(language)
    texts = [*(said(words, key) for key in ENGLISH), *words.templates.values()]

    assert [text for text in texts for word in BLAME[language] if word in text.lower()] == []
    assert [text for text in texts if re.search(r"[\"']", text)] == []
    if language == "fr":
        assert [text for text in texts if re.search(r"[^\s\d\u00a0][?!;:»]|« | [?!;:»]", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_signal_cell_says_is_short(language: str) -> None:
    words = words_for(language)

    assert {key: text for key in SHORT if len(text := said(words, key)) > SHORT_LIMIT} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_names_headers_tabs_and_statuses_as_the_document_does(language: str) -> None:
    words = words_for(language)
    confirmed = [key for key, forms in ENGLISH_WORDS.forms.items() if "“Confirmed by”" in forms[0]]

    assert len(confirmed) >= 3
    header = words.t("quoted", text=words.t("field.confirmed_by"))
    assert [key for key in confirmed if header not in words.forms[key][0]] == []
    assert words.t("status.done") in words.t("overdue.text", name="", due="")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_colour_a_signal_stand_in_its_messages_and_in_no_other(language: str) -> None:
    words = words_for(language)
    coloured = {
        words.t("colour.slipped"): {"slipped.short", "slipped.short_again"},
        words.t("colour.overdue"): {"overdue.short"},
    }

    for word, keys in coloured.items():
        assert {key for key in SHORT if word.lower() in said(words, key).lower()} == keys


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_days_are_written_as_unicode_says_of_the_language(language: str) -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [words_for(language).day(day) for day in days] == [
        format_date(day, "medium", locale=language) for day in days
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_and_status_has_its_own_label(language: str) -> None:
    words = words_for(language)

    assert set(words.statuses) == set(Status)
    assert set(words.risk_statuses) == set(RiskStatus)
    assert {f"role_label.{role}" for role in Role} <= set(words.forms)


@pytest.mark.parametrize(
    ("language", "one", "many", "second"),
    [
        ("de", "1 Arbeitstag", "7 Arbeitstage", "2."),
        ("fr", "1 jour ouvré", "7 jours ouvrés", "2e"),
        ("es", "1 día hábil", "7 días hábiles", "2.º"),
        ("pt", "1 dia útil", "7 dias úteis", "2.ª"),
        ("it", "1 giorno lavorativo", "7 giorni lavorativi", "2ª"),
        ("nl", "1 werkdag", "7 werkdagen", "2e"),
        ("ja", "1営業日", "7営業日", "2回目"),
    ],
)
def test_days_are_counted_in_the_language(language: str, one: str, many: str, second: str) -> None:
    words = words_for(language)

    assert (words.working_days(1), words.working_days(7), words.ordinal(2)) == (one, many, second)


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("pt_BR", "pt"), ("JA", "ja"), ("tlh", ""), ("", "")]
)
def test_a_tag_is_of_a_language_we_speak_or_the_plan_speaks_english(tag: str, language: str) -> None:
    assert language_of(tag) == language
    assert words_for(tag).language == (language or "en")


def test_sentences_follow_one_another_and_lists_are_joined_as_the_language_does() -> None:
    said = ("One.", "", "Two.")

    assert words_for("en").joined(said) == "One. Two."
    assert words_for("ja").joined(("一。", "", "二。")) == "一。二。"
    assert words_for("ja").listed(["法務", "購買"]) == "法務、購買"
    assert (words_for("en").listed(["legal"]), words_for("en").listed([])) == ("legal", "")
    assert words_for("fr").listed_apart(["un, deux", "trois"]) == "un, deux\u00a0; trois"


def test_a_new_message_is_asked_for_and_a_changed_one_is_looked_at_again(monkeypatch: Any) -> None:
    counted = Plural("{n} open", "{n} open")
    changed = {**ENGLISH, "no_owner.short": "Nobody owns it", "brand.new": "New", "no_signals": counted}
    monkeypatch.setattr(catalogues, "ENGLISH", changed)

    catalogue = catalogues.updated("de")
    waiting = {m.context: m.string for m in catalogue if m.id and not catalogues.is_ready(m)}

    assert waiting == {"no_owner.short": "Niemand verantwortlich", "brand.new": None, "no_signals": ("", "")}
    compiled = catalogues.compiled_text(catalogue)
    assert "no_owner.short" not in compiled
    assert "Niemand verantwortlich" in compiled  # the risk's own message stands


def test_a_new_language_begins_as_a_catalogue_with_the_plural_forms_it_needs() -> None:
    polish = catalogues.updated("pl")

    assert polish.num_plurals == 3
    assert not any(catalogues.is_ready(message) for message in polish if message.id)
    assert '"Plural-Forms: nplurals=3;' in catalogues.po_text(polish)


def test_a_language_with_more_forms_than_the_english_says_what_is_not_translated_yet_in_english() -> None:
    words = Words(language="pl", forms=ENGLISH_WORDS.forms, form=lambda n: 0 if n == 1 else 2)

    assert (words.working_days(1), words.working_days(5)) == ("1 working day", "5 working days")


def test_the_page_names_every_language_with_its_days_and_what_go_live_is_called() -> None:
    page = (catalogues.ROOT / "docs" / "languages.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        words = words_for(language)
        shown = [words.day(date(2027, 3, 31)), words.t("field.go_live"), ", ".join(OFFERED[language])]
        (line,) = [line for line in page.splitlines() if line.startswith(f"| {language} |")]
        assert [text for text in shown if f"| {text} |" not in line] == []


def noted(catalogue: Catalog) -> Message:
    message = catalogue.get("Plan", context="tab.plan")
    assert message is not None
    return message


def test_what_translators_note_beside_a_message_stays(monkeypatch: Any, tmp_path: Path) -> None:
    catalogue = catalogues.updated("de")
    noted(catalogue).user_comments = ["not `Planung`"]
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    catalogues.path("de").write_text(catalogues.po_text(catalogue), encoding="utf-8")

    assert noted(catalogues.updated("de")).user_comments == ["not `Planung`"]
