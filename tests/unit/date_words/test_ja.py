"""Japanese sentences: what is a date in them, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.date_words.saying import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来週の金曜日までに送ります", "来週の金曜日=2026-12-04"),
        ("明日の午後3時に会議があります", "明日の午後3時=2026-11-24@15:00"),
        ("契約は2027年3月15日です", "2027年3月15日=2027-03-15"),
        ("3月15日(月)に確認します", "3月15日(月)=2027-03-15"),
        ("月末までに回答します", "月末=2026-11-30"),
        ("令和9年3月1日", "令和9年3月1日=2027-03-01"),
        ("２週間後にご連絡します", "２週間後=2026-12-07"),
        ("十二月二十四日", "十二月二十四日=2026-12-24"),
        ("1月中旬の予定です", "1月中旬=2027-01-15"),
        ("来月5日までに", "来月5日=2026-12-05"),
        ("3営業日以内に", "3営業日以内=2026-11-23/2026-11-26"),
        ("10月の第1月曜日", "10月の第1月曜日=2027-10-04"),
        ("5月3日から5月7日まで", "5月3日から5月7日=2027-05-03/2027-05-07"),
    ],
)
def test_dates_in_talk(text: str, expected: str) -> None:
    assert said(text, "ja") == expected


@pytest.mark.parametrize(
    "text",
    [
        "ありがとうございます",
        "日本の会社です",
        "毎週月曜日に話します",
        "この文書は機密です",
        "二人で話しましょう",
        "水が飲みたいです",
        "木を植える",
        "192.168.255.255です",
    ],
)
def test_talk_without_a_date(text: str) -> None:
    assert said(text, "ja") == ""
