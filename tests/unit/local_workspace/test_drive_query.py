from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.drive.query import Shown, parse
from local_workspace.drive.refusals import DriveError

ROOT = "0Aroot"
PLAN: Shown = {
    "name": "Acme × Northwind: mutual action plan",
    "mimeType": "application/vnd.google-apps.spreadsheet",
    "trashed": False,
    "starred": True,
    "parents": [ROOT],
    "modifiedTime": "2026-11-23T10:00:00.000Z",
    "appProperties": {"plan": "it's 1"},
    "permissions": [{"role": "writer", "emailAddress": "dana@acme.example"}],
}
TERMS = st.sampled_from(
    [
        ("trashed = false", True),
        ("trashed=true", False),
        ("starred != true", False),
        ("name contains 'plan'", True),
        ("name = 'plan'", False),
        ("'root' in parents", True),
        ("mimeType != 'text/csv'", True),
    ]
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: (
        inner.map(lambda one: (f"not ({one[0]})", not one[1]))
        | st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]}) and ({two[1][0]})", two[0][1] and two[1][1])
        )
        | st.tuples(inner, inner).map(lambda two: (f"({two[0][0]} or {two[1][0]})", two[0][1] or two[1][1]))
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_queries_mean_what_their_words_say(query: tuple[str, bool]) -> None:
    text, meaning = query

    assert parse(text, ROOT)(PLAN) is meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("trashed = true and trashed = true or starred = true", True),  # `and` binds stronger
        ("not trashed = true and starred = false", False),  # `not` binds strongest
        (r"appProperties has { key='plan' and value='it\'s 1' }", True),
        ("appProperties has {key='plan' and value='2'}", False),
        ("modifiedTime > '2026-11-23T09:00:00'", True),
        ("modifiedTime > '2026-11-24'", False),
        ("'dana@acme.example' in writers", True),
        ("'dana@acme.example' in owners", False),
        ("name contains 'wind'", False),  # only beginnings of words
    ],
)
def test_terms_and_precedence(text: str, meaning: bool) -> None:
    assert parse(text, ROOT)(PLAN) is meaning


@pytest.mark.parametrize(
    "text",
    ["name", "name = plan", "size > '3'", "(trashed=true", "trashed = 'x'", "name ~ 'a'", "'a' in b", "= ="],
)
def test_what_drive_cannot_read_is_an_invalid_value(text: str) -> None:
    with pytest.raises(DriveError, match="Invalid Value"):
        parse(text, ROOT)
