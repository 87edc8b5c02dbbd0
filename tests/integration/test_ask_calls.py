"""A question is answered from calls by those who may see the plan, with the place where it was said."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from addon.cli import main
from closeplan.records import Member, MemberRole
from tests.integration.test_call_pages import EVE, HERE, MAX, SAM, Site, file, site

__all__ = ["site"]

CALL = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Sam Lee>When does the steering committee meet?</v>

00:01:05.000 --> 00:01:09.000
<v Dana Fischer>The committee meets on the ninth of February. <b>{{7*7}}</b></v>

00:01:15.000 --> 00:01:19.000
<v Sam Lee>Good to know, thank you both.</v>
"""


@pytest.fixture
def asked(site: Site) -> Site:
    site.post({"files": [file("a.vtt", CALL)], "day": "2026-11-20"})
    return site


def ask(asked: Site, question: str, person: str = SAM) -> tuple[int, str]:
    path = f"/plans/zeta?{urlencode({'q': question})}"
    answer = asked.client(person).get(path, base_url=HERE, headers={"Accept": "text/html"})
    return answer.status_code, answer.text


@pytest.mark.parametrize("person", [SAM, MAX])
def test_the_plans_page_answers_with_words_and_their_place(asked: Site, person: str) -> None:
    status, text = ask(asked, "When does the steering committee meet?", person)
    assert status == 200
    assert "on the ninth of February" in text
    assert f'/plans/zeta/calls/{asked.kept[0]}#turn-1">' in text
    assert "<b>{{" not in text


def test_it_says_where_the_calls_do_not_say(asked: Site) -> None:
    status, text = ask(asked, "How much is the <script>insurance</script>?")
    assert status == 200
    assert "It isn&#39;t said in these calls." in text or "It isn't said in these calls." in text
    assert "<script>" not in text


def test_nobody_is_answered_about_plans_they_may_not_see(asked: Site) -> None:
    assert ask(asked, "When does the steering committee meet?", EVE)[0] == 404
    answering = asked.backend.parts.of_calls.ask_calls
    seen = {
        who: answering.of_all("When does the steering committee meet?", member).text is not None
        for who, member in (
            ("seller", Member(email=SAM)),
            ("manager", Member(email=MAX, role=MemberRole.MANAGER, team="East")),
            ("admin", Member(email=EVE, role=MemberRole.ADMIN)),
            ("another", Member(email=EVE)),
            ("another team", Member(email=EVE, role=MemberRole.MANAGER, team="West")),
        )
    }
    assert seen == {"seller": True, "manager": True, "admin": True, "another": False, "another team": False}


def test_the_command_answers_from_files_as_one_json_document(tmp_path: Path) -> None:
    path = tmp_path / "acme-2026-11-20.vtt"
    path.write_text(CALL, encoding="utf-8")
    for question, known in (("When does the committee meet?", True), ("How much is insurance?", False)):
        ran = CliRunner().invoke(main, ["ask", question, "--calls", str(path), "--json"])
        found = json.loads(ran.stdout)
        assert (found["answer"] is not None, bool(found["sources"]), ran.exit_code) == (known, known, 0)
    best = json.loads(
        CliRunner()
        .invoke(main, ["ask", "When does the committee meet?", "--calls", str(path), "--json"])
        .stdout
    )
    assert best["sources"][0] == {
        "call": "acme-2026-11-20",
        "turn": 1,
        "speaker": "Dana Fischer",
        "time": 65.0,
        "quote": "The committee meets on the ninth of February. {{7*7}}",
    }
