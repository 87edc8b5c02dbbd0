"""Messages as Slack lays them out (Block Kit). Its limits are its reference's, docs.slack.dev/reference/block-kit.

People's words are `plain_text`, in which Slack knows no markup, no links and no mentions, and are escaped besides; `mrkdwn` is
for our own headings alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from closeplan.plan.channel_message import Button, Choice, Line, Link, Message

MOST_BLOCKS = 50
MOST_TEXT = 3000
MOST_HEADER = 150
MOST_LABEL = 75
MOST_CONFIRM = 300
MOST_FALLBACK = 3000
"""Characters of a text that notifications show; Slack cuts at 40,000 and advises 4,000."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escaped(text: str, most: int = MOST_TEXT) -> str:
    """Text that holds none of Slack's control characters, `most` characters at most; it is cut before it is escaped, so that
    no escape is torn.
    """
    told: list[str] = []
    room = most
    for piece in " ".join(text.split()):
        safe = piece.translate(_ESCAPES)
        if len(safe) > room - 1:
            return "".join(told) + "…"
        told.append(safe)
        room -= len(safe)
    return "".join(told)


def fallback(message: Message) -> str:
    """What notifications and screen readers get."""
    told = [message.title, *(line.text for line in message.lines if line.text)]
    return escaped(" · ".join(told), MOST_FALLBACK)


def blocks(message: Message) -> list[dict[str, Any]]:
    """The message's blocks; what is beyond Slack's limit is left out, the end first."""
    made: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title, MOST_HEADER)}]
    for at, line in enumerate(message.lines):
        of_line = [*_said(line), *_controls(line, at)]
        if len(made) + len(of_line) > MOST_BLOCKS:
            break
        made.extend(of_line)
    return made


def settled(old: Sequence[object], ref: str, told: str) -> list[dict[str, Any]] | None:
    """Blocks of a message of ours as Slack gave them back, with words in the stead of the controls about `ref`; None where
    there are no such controls.
    """
    known = [one for one in old if isinstance(one, dict)][:MOST_BLOCKS]
    if not any(_is_about(one, ref) for one in known):
        return None
    return [_small(told) if _is_about(one, ref) else one for one in known]


def _is_about(block: dict[str, Any], ref: str) -> bool:
    return str(block.get("block_id", "")).partition(":")[2] == ref


def _plain(text: str, most: int = MOST_TEXT) -> dict[str, Any]:
    return {"type": "plain_text", "text": escaped(text, most) or "–", "emoji": False}


def _small(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_plain(text, 2000)]}


def _said(line: Line) -> list[dict[str, Any]]:
    if not line.text:
        return []
    if line.is_small:
        return [_small(line.text)]
    if line.is_heading:
        bold = {"type": "mrkdwn", "text": f"*{escaped(line.text)}*", "verbatim": True}
        return [{"type": "section", "text": bold}]
    return [{"type": "section", "text": _plain(line.text)}]


def _controls(line: Line, at: int) -> list[dict[str, Any]]:
    """One block of controls; its id tells what they are about, and no two of a message are the same."""
    if not line.controls:
        return []
    refs = [one.ref for one in line.controls if not isinstance(one, Link)]
    elements = [_element(one, at) for one in line.controls]
    return [{"type": "actions", "block_id": f"{at}:{refs[0] if refs else ''}", "elements": elements}]


def _element(control: Button | Choice | Link, at: int) -> dict[str, Any]:
    if isinstance(control, Link):
        return {
            "type": "button",
            "action_id": f"open:{at}",
            "text": _plain(control.label, MOST_LABEL),
            "url": control.url,
        }
    if isinstance(control, Choice):
        options = [
            {"text": _plain(label, MOST_LABEL), "value": f"{control.ref}:{name}"}
            for name, label in control.options
        ]
        return {
            "type": "static_select",
            "action_id": f"{control.act}:{at}",
            "placeholder": _plain(control.label, MOST_HEADER),
            "options": options,
        }
    made = {
        "type": "button",
        "action_id": f"{control.act}:{at}",
        "text": _plain(control.label, MOST_LABEL),
        "value": control.ref,
    }
    return made | ({"confirm": _confirm(control)} if control.confirm else {})


def _confirm(button: Button) -> dict[str, Any]:
    return {
        "title": _plain(f"{button.label}?", 100),
        "text": _plain(button.confirm, MOST_CONFIRM),
        "confirm": _plain(button.label, 30),
        "deny": _plain("Not now", 30),
    }
