"""The recap of a conversation, as a draft the seller sends."""

from __future__ import annotations

import re
from typing import Any

from addon.cards import parts
from addon.cards import recap as recapping
from addon.web.clicks.click import Click, Routes
from closeplan.errors import ForbiddenError
from closeplan.plan.recap import Recap


def _recap(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    proposed, thread = click.desk.recap.propose(record), click.event.message.thread
    keys = {"planId": record.id} | ({"threadId": thread} if thread else {})
    made = recapping.recap_card(proposed.recap, proposed.since, click.url("recap/draft"), keys)
    return parts.pushed(made)


def _draft(click: Click) -> dict[str, Any]:
    """The words as the seller left them become a draft; nothing is sent."""
    record, event = click.own_plan(), click.event
    texts = event.texts
    to = tuple(dict.fromkeys(word for word in re.split(r"[\s,;]+", texts.get(recapping.TO, "")) if word))
    recap = Recap(to=to, subject=texts.get(recapping.SUBJECT, ""), text=texts.get(recapping.TEXT, ""))
    try:
        url = click.desk.recap.draft(record, recap, thread=event.parameters.get("threadId", ""))
    except ForbiddenError as error:
        return parts.updated(recapping.copy_card(recap, str(error)))
    return parts.updated(recapping.drafted_card(recap, url))


ROUTES: Routes = {"recap": _recap, "recap/draft": _draft}
