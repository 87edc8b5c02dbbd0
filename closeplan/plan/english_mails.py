"""The words of mails about a plan, by key, in English: reminders, digests, the recap, and the page that stops mails."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeplan.plan.plurals import Plural

ENGLISH_MAILS: Mapping[str, str | Plural] = MappingProxyType(
    {
        "mail.subject_one": "{title} – what is due",
        "mail.subject": Plural(
            "{title} and {n} more plan – what is due", "{title} and {n} more plans – what is due"
        ),
        "mail.hello": "Hello {name},",
        "mail.hello_all": "Hello,",
        "mail.opening": "As of {day}, this is what the plan asks of you and what is new in it.",
        "mail.group.overdue": "Past their date",
        "mail.group.ahead": "Due soon",
        "mail.group.week": "Due this week",
        "mail.group.assigned": "Assigned to you",
        "mail.group.moved": "Dates that moved",
        "mail.group.done": "Done",
        "mail.group.signal": "Signals",
        "mail.owned": "{name} ({owner})",
        "mail.due": "{name}: due {due}",
        "mail.due_in": "{name}: due {due}, {left}",
        "mail.today": "today",
        "mail.in_days": Plural("in {n} working day", "in {n} working days"),
        "mail.was_due": "{name}: was due {due} and is open",
        "mail.no_date": "{name}: no date yet",
        "mail.moved": "{name}: moved from {was} to {due}",
        "mail.open_plan": "Open the plan",
        "mail.closing": "If a date no longer holds, please change it in the plan or answer this mail.",
        "mail.sender": "{name} ({company})",
        "mail.why": "You get this mail because you have a part in this plan, which {who} shares with you.",
        "mail.by": "closeplan wrote it on behalf of {who}; an answer goes to {email}.",
        "mail.stop": "Stop such mails",
        "mail.own_closing": "Some of this is for the seller’s side only: please don’t forward it.",
        "mail.own_why": "You get this digest because you switched it on for your plans.",
        # the page behind the stop link
        "stop.title": "Mails about plans",
        "stop.ask": "{email} gets reminders and digests about shared plans. Stop them?",
        "stop.button": "Stop these mails",
        "stop.done": "No more reminders or digests go to {email}. The plans themselves stay as they are.",
        "stop.undo": "Send them again",
        "stop.undone": "Reminders and digests go to {email} again.",
        "stop.wrong": "This link is not valid. Please use the one in the newest mail.",
        # the recap
        "recap.subject": "{title} – recap of {day}",
        "recap.opening": "Thank you for your time. This is where our plan stands; go-live is {go_live}.",
        "recap.opening_no_date": "Thank you for your time. This is where our plan stands; go-live has no date yet.",
        "recap.agreed": "Changed since {day}",
        "recap.nothing": "Nothing has changed in the plan.",
        "recap.next": "Next steps at {company}",
        "recap.next_together": "Next steps together",
        "recap.step": "{name}: {owner}, {due}",
        "recap.no_owner": "owner to be named",
        "recap.no_date": "date to be agreed",
        "recap.none_open": "No step is open.",
        "recap.questions": "Open questions",
        "recap.changed": "{item}, {field}: {was} → {now}",
        "recap.set": "{item}, {field}: {now}",
        "recap.cleared": "{item}, {field}: no longer {was}",
        "recap.closing": "Please confirm, or correct it in the plan or by answering this mail.",
    }
)
"""The messages: key to text, or to one form for one and one for many."""
