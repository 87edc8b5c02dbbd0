"""The page behind a signed link: who gets in, what it tells, and what a form records."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from markupsafe import escape

from closeplan.errors import InputError
from closeplan.plan.acknowledgement import Decision
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.records.sign_offs import SignOffLink
from closeplan.services.acknowledge import Acknowledge
from tests.sign_off import CARLA, PLAN, SAM, Desk, hidden

MOVED = replace(PLAN, milestones=(replace(PLAN.milestones[0], due=date(2027, 1, 28)), PLAN.milestones[1]))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.at(tmp_path)
    made.add()
    return made


def test_the_page_shows_the_timeline_and_looking_at_it_acknowledges_nothing(desk: Desk) -> None:
    link = desk.link()
    for method in ("head", "get", "get"):
        answer = getattr(desk.browser, method)(desk.path(link))

    assert answer.status_code == 200
    assert all(
        word in answer.text for word in ("Security review", "20 Jan 2027", "Mia Wolf", "31 Mar 2027", SAM)
    )
    assert desk.backend.parts.store.sign_offs("acme") == []
    found = desk.backend.parts.store.link(link.id)
    assert found is not None
    assert found.opened_at is not None


def test_a_link_asked_for_again_is_the_same_one_until_a_new_one_is_wanted(desk: Desk) -> None:
    first = desk.link()
    assert desk.link(name="Carla") == first

    second = desk.link(replacing=first.id)
    assert desk.link(replacing=first.id) == second  # the second of two clicks
    statuses = [desk.browser.get(desk.path(link)).status_code for link in (first, second)]
    assert statuses == [404, 200]


def test_who_asks_is_named_as_the_members_know_them(desk: Desk) -> None:
    desk.backend.parts.people.add(SAM, name="Sam Ortiz", role="seller", team="")
    page = desk.browser.get(desk.path(desk.link())).text

    assert "Sam Ortiz (Northwind) asks Carla Chen" in page
    assert SAM not in page


def test_a_name_that_turns_the_writing_direction_around_turns_only_itself(desk: Desk) -> None:
    name = "\u202eÄrger"
    path = desk.path(desk.link(name=name))
    page = desk.browser.get(path).text
    desk.send(page, path, name=name)

    assert f"asks {name}\u202c to look" in page
    assert f"Thank you, {name}\u202c." in desk.browser.get(path).text
    (said,) = desk.backend.parts.store.sign_offs("acme")
    assert said.name == name


def test_a_form_that_is_sent_twice_records_once_and_the_plan_is_looked_at(desk: Desk) -> None:
    path = desk.path(desk.link())
    page = desk.browser.get(path).text
    first, second = desk.send(page, path), desk.send(page, path)

    assert (first.status_code, first.location, second.status_code) == (303, path, 303)
    (said,) = desk.backend.parts.store.sign_offs("acme")
    assert (said.email, said.name, said.decision) == (CARLA, "Carla Chen", Decision.ACKNOWLEDGED)
    assert [entry.who for entry in desk.backend.store.ledger("acme")] == [CARLA]
    assert desk.jobs.asked == [("reconcile", "acme")]
    thanked = desk.browser.get(path).text
    assert "Thank you, Carla Chen." in thanked
    assert 'value="acknowledged"' not in thanked


def test_dates_that_changed_meanwhile_are_shown_and_nothing_is_recorded(desk: Desk) -> None:
    path = desk.path(desk.link())
    page = desk.browser.get(path).text
    desk.read(MOVED)
    answer = desk.send(page, path, "commented", comment="Can we do <b>May</b>?")

    assert answer.status_code == 409
    assert "28 Jan 2027" in answer.text
    assert "Can we do &lt;b&gt;May&lt;/b&gt;?" in answer.text
    assert desk.backend.parts.store.sign_offs("acme") == []
    assert desk.send(answer.text, path).status_code == 303


def test_an_acknowledgement_of_older_dates_is_said_to_be_one_and_can_be_renewed(desk: Desk) -> None:
    path = desk.path(desk.link())
    desk.send(desk.browser.get(path).text, path)
    desk.read(MOVED)
    page = desk.browser.get(path).text

    assert "The dates have changed since then." in page
    assert desk.send(page, path).status_code == 303
    assert len(desk.backend.parts.store.sign_offs("acme")) == 2


HOSTILE = '=IMPORTXML("http://x") <script>alert(1)</script> \u202egnirts 🎉 ' + "🦊" * 1_900


def test_a_comment_stays_text_however_it_is_written_and_takes_nothing_back(desk: Desk) -> None:
    path = desk.path(desk.link())
    desk.send(desk.browser.get(path).text, path)
    page = desk.browser.get(path).text
    answer = desk.send(page, path, "commented", comment=HOSTILE, name="Carla\x07\nChen \ue000")

    assert answer.status_code == 303
    yes, question = desk.backend.parts.store.sign_offs("acme")
    assert (question.comment, question.name) == (HOSTILE, "Carla Chen")
    assert yes.decision is Decision.ACKNOWLEDGED
    shown = desk.browser.get(path).text
    assert "<script>" not in shown
    assert "🦊" * 1_900 in shown
    assert "You acknowledged this timeline" in shown


@pytest.mark.parametrize(
    ("decision", "typed", "told"),
    [
        ("commented", {"comment": " "}, "write your question"),
        ("commented", {"comment": "x" * 2_001}, "2000 characters"),
        ("acknowledged", {"name": ""}, "fill in your name"),
        ("acknowledged", {"name": "x" * 121}, "120 characters"),
    ],
)
def test_a_form_that_lacks_something_says_what_and_keeps_what_was_typed(
    desk: Desk, decision: str, typed: dict[str, str], told: str
) -> None:
    path = desk.path(desk.link())
    answer = desk.send(desk.browser.get(path).text, path, decision, **typed)

    assert (answer.status_code, desk.backend.parts.store.sign_offs("acme")) == (400, [])
    assert told in answer.text
    assert all(text in answer.text for text in typed.values())


def invalid_paths(desk: Desk) -> list[str]:
    """A link that was tampered with, a made-up one, an expired, a revoked and a replaced one."""
    good, revoked, replaced = (
        desk.link(),
        desk.link(email="r@acme.example"),
        desk.link(email="p@acme.example"),
    )
    desk.link(email="p@acme.example", replacing=replaced.id)
    desk.backend.parts.store.revoke_link("acme", revoked.id, datetime.now(UTC))
    expired = replace(good, id="expired", email="e@acme.example", expires_at=datetime.now(UTC))
    desk.backend.parts.store.add_link(expired)
    unknown = replace(good, id="unknown")
    token = desk.path(good)
    flipped = token[:8] + ("a" if token[8] != "a" else "b") + token[9:]
    return [flipped, token + "x", "/a/guess", *map(desk.path, (unknown, expired, revoked, replaced))]


def test_every_link_that_opens_nothing_answers_the_very_same_and_is_logged(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    page = desk.browser.get(desk.path(desk.link())).text
    for path in invalid_paths(desk):
        looked, sent = desk.browser.get(path), desk.send(page, path)
        assert (looked.status_code, sent.status_code) == (404, 404)
        assert looked.text == sent.text == desk.browser.get("/a/another").text
        assert "not valid any more" in looked.text
        logged = capsys.readouterr()
        assert (logged.out + logged.err).count("refused a signed link") == 3
        assert path.rpartition("/")[2] not in logged.out + logged.err
    assert desk.backend.parts.store.sign_offs("acme") == []


def test_a_form_of_one_persons_page_is_no_form_of_anothers(desk: Desk) -> None:
    desk.add("globex", name="Globex rollout")
    page = desk.browser.get(desk.path(desk.link())).text
    for other in (desk.link(email="dana@acme.example", name="Dana"), desk.link("globex")):
        assert desk.send(page, desk.path(other)).status_code == 404
    assert desk.browser.post(desk.path(desk.link()), data={"decision": "acknowledged"}).status_code == 404
    assert desk.backend.parts.store.sign_offs("acme") == desk.backend.parts.store.sign_offs("globex") == []


def test_a_plan_that_is_out_of_reach_is_shown_to_nobody(desk: Desk) -> None:
    path = desk.path(desk.link())
    desk.backend.store.set_gone("acme", gone=True)
    assert desk.browser.get(path).status_code == 404
    desk.backend.store.set_gone("acme", gone=False)
    assert desk.browser.get(path).status_code == 200


def test_a_failure_of_ours_is_logged_without_the_link(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of paper")

    path = desk.path(desk.link())
    monkeypatch.setattr(Acknowledge, "open", fail)
    assert desk.browser.get(path).status_code == 500
    assert desk.browser.delete(path).status_code == 405
    logged = capsys.readouterr()
    assert "out of paper" in logged.out
    assert path not in logged.out + logged.err


def test_a_thousand_guesses_open_nothing_and_are_soon_told_to_wait(desk: Desk) -> None:
    statuses = [desk.browser.get(f"/a/guess-{number}").status_code for number in range(1000)]

    assert set(statuses) == {404, 429}
    assert statuses.index(429) <= 60
    waiting = desk.browser.get(desk.path(desk.link()))
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "60")


def test_one_link_is_no_way_to_fill_the_plan(desk: Desk) -> None:
    path = desk.path(desk.link())
    form = hidden(desk.browser.get(path).text)
    statuses = [
        desk.browser.post(
            path,
            data={"form": form, "decision": "commented", "name": ""},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(40)
    ]
    assert statuses == [400] * 30 + [429] * 10


def test_five_comments_a_day_are_taken_and_the_next_is_kept_in_the_form(desk: Desk) -> None:
    path = desk.path(desk.link())
    answers = [
        desk.send(desk.browser.get(path).text, path, "commented", comment=f"No. {number}")
        for number in range(6)
    ]
    assert [answer.status_code for answer in answers] == [303] * 5 + [400]
    assert "come back tomorrow" in answers[-1].text
    assert "No. 5" in answers[-1].text
    assert desk.send(desk.browser.get(path).text, path).status_code == 303  # a yes is always taken


def test_the_page_says_nothing_of_other_plans_nor_to_other_sites(desk: Desk) -> None:
    desk.add("globex", name="Globex secret", buyer="Globex")
    answer = desk.browser.get(desk.path(desk.link()))

    assert "Globex" not in answer.text + str(answer.headers)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"(?:href|src|action)=.https?:", answer.text)


def test_the_page_speaks_the_plans_language_and_a_dead_link_the_browsers(desk: Desk) -> None:
    desk.add("wien", language="de")
    page = desk.browser.get(desk.path(desk.link("wien"))).text
    dead = desk.browser.get("/a/x", headers={"Accept-Language": "fr-CH, fr;q=0.9"}).text

    assert '<html lang="de">' in page
    assert "Ich nehme diesen Zeitplan zur Kenntnis" in page
    assert '<html lang="fr">' in dead


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_all_that_can_happen(desk: Desk, language: str) -> None:
    desk.add("plan", language=language)
    path, words = desk.path(desk.link("plan")), words_for(language)
    page = desk.browser.get(path).text
    desk.send(page, path, "commented", comment="?")
    desk.send(desk.browser.get(path).text, path)
    again = desk.browser.get(path).text
    desk.read(MOVED, "plan")
    texts = [page, desk.send(again, path, "commented", comment="?").text, desk.browser.get(path).text]

    said = ("or_ask", "changed", "what")
    assert [escape(words.t(f"sign_off.{key}")) in text for key, text in zip(said, texts, strict=True)] == [
        True
    ] * 3
    assert all(f'<html lang="{language}">' in text for text in texts)


@pytest.mark.parametrize(
    ("name", "email"), [("", CARLA), ("Carla", "carla"), ("C" * 121, CARLA), ("C", "a@b.c, d@e.f")]
)
def test_a_link_is_made_for_one_person_with_an_address(desk: Desk, name: str, email: str) -> None:
    with pytest.raises(InputError):
        desk.link(name=name, email=email)
    assert desk.backend.parts.store.links("acme") == []


def test_a_link_lives_as_long_as_is_set(desk: Desk) -> None:
    link: SignOffLink = desk.link(email="CARLA@acme.example ")

    assert link.expires_at - link.made_at == timedelta(days=30)
    assert link.email == CARLA
    assert CARLA not in desk.path(link)
