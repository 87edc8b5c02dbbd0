"""A plan in each language: written, read, annotated, and read on whatever people make of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.document import DocumentUpdate, HistoryLine
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Milestone, Plan, RiskStatus, Side, Status
from closeplan.plan.signals import Table
from closeplan.plan.templates import parse_template
from closeplan.plan.yaml_text import load_yaml
from local_workspace.fields import FieldMask
from local_workspace.people import Actor
from local_workspace.sheets import Spreadsheet, batch_update, render, values_get, values_update
from sheets_schema.annotate import update_requests
from sheets_schema.columns import TAB_COLUMNS, TIMELINE
from sheets_schema.labels import RISK_STATUSES, SIDES, STATUSES, TABS, TOP_BLOCK, Label
from sheets_schema.layout import column_width, word_width
from sheets_schema.read import READ_FIELDS, read_document
from sheets_schema.write import creation_requests
from tests.running import ROOT
from tests.unit.sheets_schema.discovery import check_requests
from tests.unit.sheets_schema.plans import draft, plan, plans
from tests.unit.sheets_schema.sheet import Sheet, Tab

SELLER = Actor("sam@northwind.example", "Sam Ortiz")
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = 8
ALL_STATUSES = plan(
    milestones=tuple(
        Milestone(id=status.value, name=status.name, side=side, status=status, due=date(2027, 1, 29))
        for status, side in zip(Status, itertools.cycle(Side), strict=False)
    ),
    risks=tuple(replace(plan().risks[0], id=f"r{n}", status=status) for n, status in enumerate(RiskStatus)),
)


def made(language: str, of: Plan = ALL_STATUSES) -> Sheet:
    sheet = Sheet(title=of.title)
    sheet.apply(creation_requests(draft(of, language=language)))
    return sheet


def stripped(raw: dict[str, Any]) -> dict[str, Any]:
    """The same spreadsheet without any of our marks, as an upload leaves it."""
    raw["developerMetadata"] = []
    for sheet in raw["sheets"]:
        sheet["developerMetadata"] = []
        for block in sheet["data"]:
            block["rowMetadata"] = block["columnMetadata"] = []
    return raw


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_reads_back_as_it_was_written_in_any_language_by_marks_and_by_words(language: str) -> None:
    sheet = made(language)

    by_marks = read_document(sheet.get(), None, str, language=language)
    by_words = read_document(stripped(sheet.get()), None, str, language="en")

    assert (by_marks.plan, by_marks.problems) == (ALL_STATUSES, ())
    assert (by_words.plan, by_words.problems) == (ALL_STATUSES, ())


@given(plans, st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None)
def test_any_plan_reads_back_in_any_language(written: Plan, language: str) -> None:
    reading = read_document(
        made(language, written).get(), None, map(str, itertools.count()).__next__, language=language
    )

    assert (reading.plan, reading.problems) == (written, ())


@pytest.mark.parametrize("title", ["Tasks", "Zeitplan", "ロードマップ"])
def test_without_marks_our_own_titles_go_before_what_people_call_such_a_tab(title: str) -> None:
    sheet = made("de")
    sheet.tabs.insert(0, Tab(sheet_id=99, title=title))
    sheet.tab(title).put(0, 0, "Eigene Liste")

    assert read_document(stripped(sheet.get()), None, str, language="de").plan == ALL_STATUSES


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_sheet_says_of_itself_is_in_the_plans_language(language: str) -> None:
    requests, words = creation_requests(draft(plan(), language=language)), words_for(language)
    sheet = made(language, plan())

    assert [tab.title for tab in sheet.tabs] == list(TABS.words_in(words))
    assert [sheet.tabs[0].text(row, 0) for row in (0, 1, 2, 3, 5)] == list(TOP_BLOCK.words_in(words))[:5]
    assert [sheet.tabs[0].text(HEADER, at) for at in range(12)] == [c.title(words) for c in TIMELINE]
    assert [sheet.tabs[3].text(0, at) for at in range(8)] == [
        c.title(words) for c in list(TAB_COLUMNS.values())[3]
    ]
    offered = [r["setDataValidation"]["rule"] for r in requests if "setDataValidation" in r]
    lists = [[v["userEnteredValue"] for v in o["condition"].get("values", ())] for o in offered]
    assert list(STATUSES.words_in(words)) in lists
    kept = [
        r["addProtectedRange"]["protectedRange"]["description"] for r in requests if "addProtectedRange" in r
    ]
    assert kept[0] == words.t("protected", what=TOP_BLOCK.label(Label.OUTLOOK, words))
    check_requests(requests)


@pytest.mark.parametrize("language", LANGUAGES)
def test_colours_follow_the_words_of_the_language_and_the_english_ones(language: str) -> None:
    requests, words = creation_requests(draft(plan(), language=language)), words_for(language)
    rules = [r["addConditionalFormatRule"]["rule"] for r in requests if "addConditionalFormatRule" in r]
    values = [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules]

    assert values[2:4] == [words.t("colour.overdue"), words.t("colour.slipped")]
    for word in (STATUSES.label(Status.DONE, words), STATUSES.label(Status.NOT_NEEDED, words), "Done"):
        assert f'="{word}"' in values[0]
        assert f'<>"{word}"' in values[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_as_wide_as_the_words_need_and_the_page_stays_as_wide_as_a_screen(language: str) -> None:
    widths = {c.key: column_width(c, words_for(language)) for c in TIMELINE if not c.hidden}

    if language in {"en", "ja"}:
        assert widths == {c.key: c.width for c in TIMELINE if not c.hidden}
    # 1440 less the comments panel, the row numbers and a scroll bar
    assert sum(widths.values()) - widths["notes"] <= 1440 - 244 - 38 - 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_shipped_template_is_broken_in_two(language: str) -> None:
    widths = {c.key: c.width - 12 for c in TIMELINE}
    for path in (ROOT / "templates" / "plans").glob("*.yaml"):
        template = parse_template(path.stem, load_yaml(path.read_text("utf-8")), shipped=True)
        for step in template.spoken(words_for(language)).steps:
            assert [w for w in step.name.split() if word_width(w) > widths["name"]] == []
            assert [w for w in step.workstream.split() if word_width(w) * 1.05 > widths["workstream"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_the_top_block_runs_into_its_value(language: str) -> None:
    words = words_for(language)
    (column,) = (c for c in TIMELINE if c.key == "workstream")
    labels = {label: TOP_BLOCK.label(label, words) for label in Label}

    # bold and 9 points
    drawn = {key: sum(word_width(word) + 3.5 for word in label.split()) for key, label in labels.items()}
    assert {labels[key]: width for key, width in drawn.items() if width > column.width + 8} == {}


@pytest.mark.parametrize("written", LANGUAGES)
@pytest.mark.parametrize("spoken", ["en", "de", "ja"])
def test_a_word_of_any_language_is_understood_in_every_plan(written: str, spoken: str) -> None:
    words = words_for(written)
    for labels in (STATUSES, SIDES, RISK_STATUSES):
        assert [labels.find(f" {label.upper()} ", spoken) for label in labels.words_in(words)] == list(
            labels.enum
        )


def _document(language: str, locale: str) -> Spreadsheet:
    document = Spreadsheet.new("sheet-1", plan().title)
    batch_update(document, creation_requests(draft(plan(), language=language, locale=locale)), SELLER, NOW)
    return document


def _get(document: Spreadsheet) -> dict[str, Any]:
    mask = FieldMask.parse(READ_FIELDS)
    answer: dict[str, Any] = mask.apply(render(document, comments=True, viewer=SELLER, fields=mask))
    return answer


def test_a_german_plan_reads_on_after_its_locale_was_changed() -> None:
    document = _document("de", "de_DE")
    values_update(document, "Plan!F11", {"values": [["9.2.2027"]]}, "USER_ENTERED", actor=DANA)
    change = {"properties": {"locale": "en_US"}, "fields": "locale"}
    batch_update(document, [{"updateSpreadsheetProperties": change}], DANA, NOW)
    values_update(document, "Plan!F12", {"values": [["3/5/2027"]]}, "USER_ENTERED", actor=DANA)

    found = read_document(_get(document), plan(), str, now=NOW, language="de")

    assert [m.due for m in found.plan.milestones[1:3]] == [date(2027, 2, 9), date(2027, 3, 5)]
    assert (found.locale, found.problems) == ("en_US", ())


@pytest.mark.parametrize(
    ("language", "locale", "shown"),
    [
        ("en", "en_US", "2027-01-29"),
        ("de", "de_DE", "29.01.2027"),
        ("fr", "fr_FR", "29/01/2027"),
        ("ja", "ja_JP", "2027/01/29"),
    ],
)
def test_dates_are_shown_as_they_are_typed_there_and_in_english_the_same_everywhere(
    language: str, locale: str, shown: str
) -> None:
    document = _document(language, locale)

    assert values_get(document, "F11:F11")["values"] == [[shown]]
    values_update(document, "F11", {"values": [[shown]]}, "USER_ENTERED", actor=DANA)
    assert read_document(_get(document), plan(), str, now=NOW, language=language).plan == plan()


def test_someone_who_writes_english_into_a_german_plan_is_understood() -> None:
    document = _document("de", "de_DE")
    values_update(
        document, "Plan!G11:G13", {"values": [["Done"], ["blocked"], ["Erledigt"]]}, "RAW", actor=DANA
    )
    values_update(document, "Plan!D11", {"values": [["Seller"]]}, "RAW", actor=DANA)

    found = read_document(_get(document), plan(), str, now=NOW, language="de")

    assert [m.status for m in found.plan.milestones[1:]] == [Status.DONE, Status.BLOCKED, Status.DONE]
    assert found.plan.milestones[1].side is Side.SELLER
    assert found.problems == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update_in_the_language_is_true_after_it_was_written_and_needs_no_second(language: str) -> None:
    words = words_for(language)
    document = _document(language, "en_GB")
    line = HistoryLine(
        when=datetime(2026, 11, 23, 8, 59, 1, tzinfo=UTC),
        who=words.t("anyone"),
        item="Security review",
        field=words.t("field.due"),
        was="2027-01-29",
        now="2027-02-09",
        slip=words.signed_working_days(7),
        effect=words.t("history.absorbed"),
    )
    short = words.t("slipped.short", days=words.working_days(7))
    signals = {(Table.TIMELINE, "security-review"): short}
    update = DocumentUpdate(signals=signals, outlook=words.t("outlook.no_date"), history=(line,))
    batch_update(
        document, update_requests(read_document(_get(document), plan(), str), update).requests, SELLER, NOW
    )

    found = read_document(_get(document), plan(), str, now=NOW, language=language)

    assert (found.signals, found.outlook, found.history) == (signals, update.outlook, (line,))
    assert update_requests(found, update).requests == []
