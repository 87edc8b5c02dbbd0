from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.english import ENGLISH, Plural
from closeplan.plan.model import RiskStatus, Role, Status
from closeplan.plan.wording import ENGLISH_WORDS, QUOTE_LIMIT, quoted

BLAME = ("fail", "fault", "forgot", "should have", "your", "late again", "excuse", "neglect")
TO_ONE_PERSON = ("sign_off.", "mail.", "recap.", "question.")
"""Mails, forms and questions have one reader, whom they may address; the document speaks to both sides."""


@pytest.mark.parametrize("key", ENGLISH)
def test_every_message_can_be_said_and_blames_nobody(key: str) -> None:
    message = ENGLISH[key]
    forms = [message.one, message.many] if isinstance(message, Plural) else [message]
    names = {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}

    text = ENGLISH_WORDS.t(key, **dict.fromkeys(names | {"n"}, 7))

    assert text
    assert "{" not in text
    banned = set(BLAME) - ({"your"} if key.startswith(TO_ONE_PERSON) else set())
    assert not any(word in text.lower() for word in banned)


def test_words_in_a_message_are_not_read_as_a_message() -> None:
    assert ENGLISH_WORDS.t("no_owner.text", name="{0} {owner}").startswith("{0} {owner} has no owner.")


@pytest.mark.parametrize(
    ("n", "text", "signed"),
    [
        (1, "1 working day", "+1 working day"),
        (7, "7 working days", "+7 working days"),
        (-1, "-1 working day", "-1 working day"),
        (0, "0 working days", "+0 working days"),
    ],
)
def test_working_days_are_counted_in_words(n: int, text: str, signed: str) -> None:
    assert (ENGLISH_WORDS.working_days(n), ENGLISH_WORDS.signed_working_days(n)) == (text, signed)
    assert ENGLISH_WORDS.moved_by(n) == signed.replace("-", "−")


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")],
)
def test_ordinals(n: int, text: str) -> None:
    assert ENGLISH_WORDS.ordinal(n) == text


def test_a_day_is_written_as_people_read_it() -> None:
    assert ENGLISH_WORDS.day(date(2027, 3, 1)) == "1 Mar 2027"


def test_every_role_and_status_has_a_name() -> None:
    assert all(ENGLISH_WORDS.t(f"role.{role}") for role in Role)
    assert set(ENGLISH_WORDS.statuses) == set(Status)
    assert set(ENGLISH_WORDS.risk_statuses) == set(RiskStatus)


@given(st.text(st.characters(), max_size=200))
def test_a_persons_words_become_one_short_line_that_can_be_sent(text: str) -> None:
    line = quoted(text)

    assert len(line) <= QUOTE_LIMIT
    assert line.split() == line.split(" ") or not line
    assert line.encode("utf-8").decode("utf-8") == line
