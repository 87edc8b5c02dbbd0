"""Any message is one that Slack takes, whatever people wrote, and none of it is markup or a mention."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.messaging.slack_blocks import blocks, escaped, fallback, settled
from closeplan.plan.channel_message import Act, Button, Choice, Line, Link, Message
from tests.vendors.slack import blocks_problems

texts = st.text(max_size=120) | st.sampled_from(
    ["<!channel>", "<@U1>", "&lt;!here&gt;", "*b*", "<" * 4_000, "&" * 4_000]
)
refs = st.text("0123456789abcdef.", min_size=41, max_size=41)
controls = (
    st.builds(Button, label=texts, act=st.sampled_from(Act), ref=refs, confirm=texts)
    | st.builds(
        Choice, label=texts, act=st.sampled_from(Act), ref=refs, options=st.just((("known", "Known"),))
    )
    | st.builds(Link, label=texts, url=st.just("https://docs.example/d/1"))
)
lines = st.builds(
    Line,
    text=texts,
    is_heading=st.booleans(),
    is_small=st.booleans(),
    controls=st.lists(controls, max_size=3, unique_by=lambda one: getattr(one, "act", "open")).map(tuple),
)
messages = st.builds(Message, title=texts, lines=st.lists(lines, max_size=60).map(tuple))


@given(message=messages)
def test_any_message_keeps_slacks_limits_and_holds_no_control_characters(message: Message) -> None:
    made = blocks(message)

    assert list(blocks_problems(made)) == []
    assert "<" not in repr(made)
    assert ">" not in repr(made)
    assert "<" not in fallback(message)


@given(text=texts, most=st.integers(2, 300))
def test_escaped_text_says_the_same_and_is_cut_at_a_whole_character(text: str, most: int) -> None:
    made = escaped(text, most)
    plain, whole = html.unescape(made), " ".join(text.split())

    assert len(made) <= most
    assert plain == whole or (plain.endswith("…") and whole.startswith(plain[:-1]))


@given(
    old=st.lists(st.none() | st.dictionaries(st.text(max_size=9), st.text(max_size=9)), max_size=5), ref=refs
)
def test_blocks_that_are_none_of_ours_are_left_alone(old: list[object], ref: str) -> None:
    assert settled(old, ref, "done") is None
