"""The words people use: every language has them, and none means two things."""

from enum import StrEnum
from itertools import combinations

import pytest

from closeplan.plan.languages import LANGUAGES
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from closeplan.plan.signals import Table
from sheets_schema import vocabulary

ENUMS: tuple[type[StrEnum], ...] = (
    Status,
    Side,
    Role,
    DecisionPower,
    Engagement,
    RiskKind,
    RiskCategory,
    RiskStatus,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", Table)
def test_each_field_has_headers_in_each_language(table: Table, language: str) -> None:
    for field, words in vocabulary.headers(table).items():
        assert words[language], field
        assert len(set(words[language])) == len(words[language]), field


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", Table)
def test_a_header_is_sure_for_one_field_of_a_table_only(table: Table, language: str) -> None:
    found = vocabulary.headers(table)
    sure = {field: {vocabulary.plain(word) for word in words[language]} for field, words in found.items()}
    for one, other in combinations(sure, 2):
        assert not sure[one] & sure[other], (one, other)


@pytest.mark.parametrize("enum", ENUMS)
def test_each_value_has_words(enum: type[StrEnum]) -> None:
    assert all(vocabulary.values(enum)[value] for value in enum)


@pytest.mark.parametrize("enum", ENUMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_means_one_value_of_its_language(enum: type[StrEnum], language: str) -> None:
    found = vocabulary._module(language).VALUES[enum]
    meanings = {value: {vocabulary.plain(word) for word in vocabulary.split(found[value])} for value in enum}
    for one, other in combinations(meanings, 2):
        assert not meanings[one] & meanings[other], (one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_is_complete(language: str) -> None:
    assert len(vocabulary.calendar("MONTHS")[language]) == 12
    assert len(vocabulary.calendar("WEEKDAYS")[language]) == 7


@pytest.mark.parametrize("table", Table)
def test_the_robots_columns_have_no_words(table: Table) -> None:
    for words in vocabulary.headers(table).values():
        assert not {"signal", "id", "history"} & {word for some in words.values() for word in some}


def test_plain_words_ignore_case_accents_and_marks() -> None:
    assert vocabulary.plain(" Échéance :") == vocabulary.plain("echeance")
    assert vocabulary.plain("Due_Date*") == "due date"
    assert vocabulary.plain("ご担当者") == "ご担当者"
