"""Every sentence the plan says, by key, in English: neutral, short, naming the fact, the effect and the next step.

English is the source; `catalogues/` holds the translations. A message with counts has one form for one and one
for many, chosen by `n`. People's own words go through `quoted` before they enter a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeplan.plan.english_asking import ENGLISH_ASKING
from closeplan.plan.english_brief import ENGLISH_BRIEF
from closeplan.plan.english_call_recap import ENGLISH_CALL_RECAP
from closeplan.plan.english_calls import ENGLISH_CALLS
from closeplan.plan.english_labels import ENGLISH_LABELS
from closeplan.plan.english_mails import ENGLISH_MAILS
from closeplan.plan.english_places import ENGLISH_PLACES
from closeplan.plan.english_questions import ENGLISH_QUESTIONS
from closeplan.plan.english_sign_off import ENGLISH_SIGN_OFF
from closeplan.plan.english_talk import ENGLISH_TALK
from closeplan.plan.plurals import Plural

__all__ = ["ENGLISH", "Plural"]

ENGLISH: Mapping[str, str | Plural] = MappingProxyType(
    {
        **ENGLISH_LABELS,
        **ENGLISH_ASKING,
        **ENGLISH_BRIEF,
        **ENGLISH_CALLS,
        **ENGLISH_CALL_RECAP,
        **ENGLISH_MAILS,
        **ENGLISH_QUESTIONS,
        **ENGLISH_SIGN_OFF,
        **ENGLISH_TALK,
        **ENGLISH_PLACES,
        # how words are put together
        "quoted": "“{text}”",
        "list": "{first}, {next}",
        "list.apart": "{first}; {next}",
        "list.more": Plural("{items} and {n} more step", "{items} and {n} more steps"),
        "sentence": "{text}.",
        "ordinal.one": "{n}st",
        "ordinal.two": "{n}nd",
        "ordinal.few": "{n}rd",
        "ordinal.other": "{n}th",
        # the mail with which Drive tells people of their plan
        "invitation": "{who} shares the mutual action plan “{title}” with you; both sides edit it. "
        "First step: go through the milestones, and fill in “Confirmed by” where a date stands.",
        "working_days": Plural("{n} working day", "{n} working days"),
        "signals_open": Plural("{n} signal open.", "{n} signals open."),
        "no_signals": "No signals open.",
        "settled": "Settled in the plan.",
        # slipped
        "slipped.short": "Slipped {days}",
        "slipped.short_again": "Slipped {days} ({nth} move)",
        "slipped.fact": "{name} slipped {days}, from {was} to {now}.",
        "slipped.fact_again": "{name} slipped {days} against the agreed date, from {was} to {now} ({nth} move).",
        "slipped.next": "Next step: fill in “Confirmed by” if the new date stands. A reply here is kept as the reason.",
        "slipped.next_unconfirmed": "Next step: agree on the new date. A reply here is kept as the reason.",
        # what it does to go-live
        "effect.moves": "Go-live moves from {was} to {now} ({days} later).",
        "effect.late_anyway": "With these dates go-live on {go_live} is out of reach by {days}.",
        "effect.absorbed": "The plan absorbs it: go-live stays {go_live}.",
        # overdue
        "overdue.short": "Overdue by {days}",
        "overdue.short_today": "Was due {due}",
        "overdue.text": "{name} was due {due} and is open. Next step: mark it Done, or give it a new date.",
        # stalled
        "stalled.short": "{workstream} has stalled",
        "stalled.text": "{workstream} has had no change since {since}, and {name} was due {due}. "
        "Next step: agree on a new date, or on what it waits for.",
        # cannot reach go-live
        "reach.short": "Go-live is out of reach by {days}",
        "reach.text": "Go-live on {go_live} is out of reach by {days}. Critical steps: {steps}. "
        "Next step, any one of these makes it fit: {changes}.",
        "reach.earlier": "bring {name} forward by {days}, to {to}",
        "reach.shorter": "shorten {name} by {days}, to {left}",
        "reach.parallel": "start {name} without waiting for {before}",
        "reach.go_live": "move go-live to {to}",
        # owners
        "no_owner.short": "No owner",
        "no_owner.text": "{name} has no owner. Next step: name the person who will see to it.",
        "group_owner.short": "Owner is not a person",
        "group_owner.text": "{owner} owns {name}, and that is not one person. Next step: name who there sees to it.",
        "unmapped_owner.short": "{owner} is not on the stakeholder map",
        "unmapped_owner.text": "{owner} owns {name} and is not on the stakeholder map. Next step: add them there.",
        # stakeholders
        "role.short": "No {role} on the map",
        "role.text_always": "No {role} is on the stakeholder map. {why} Next step: add who that is, with the role set.",
        "role.text_step": "No {role} is on the stakeholder map. One is needed for: {steps}. "
        "Next step: add who that is, with the role set.",
        "role.why.economic_buyer": "The approval to spend depends on that person.",
        "role.why.champion": "Somebody on the buyer's side has to carry the plan between meetings.",
        # dates
        "unreadable.short": "Which date is “{text}”?",
        "unreadable.text": "“{text}” in {what} can't be read as a date, so the plan goes on without it. "
        "Which date is meant? Please enter it as a date, for example {example}.",
        "unreadable.what": "{field} of {name}",
        "unreadable.short_several": "Which date is “{text}”: {days}?",
        "unreadable.several": "“{text}” in {what} may mean {days}, so the plan goes on without it. "
        "Which date is it? Please enter it as a date, for example {example}.",
        "unreadable.or": "{first} or {next}",
        "unreadable.short_undecided": "No date yet",
        "unreadable.undecided": "{what} says “{text}”: there is no date yet, so the plan goes on without it. "
        "Next step: agree on a date, or on when it will be known.",
        "unreadable.short_event": "Which day is “{text}” expected?",
        "unreadable.event": "{what} depends on something else: “{text}”. Which day is that expected? "
        "Please enter it as a date, for example {example}; until then the plan goes on without it.",
        "unreadable.no_such_day": "“{text}” in {what} is no day of the calendar, so the plan goes on without it. "
        "Which date is meant? Please enter it as a date, for example {example}.",
        "unreadable.outside": "“{text}” in {what} can't be a date of this plan, so the plan goes on without it. "
        "Which date is meant? Please enter it as a date, for example {example}.",
        "unreadable.status": "“{text}” in {what} says how far it is, not when; “{status}” is the place for that. "
        "The plan goes on without a date there. Which date is meant? Please enter it as a date, for example {example}.",
        "unreadable_value.short": "{field}: what is “{text}”?",
        "unreadable_value.text": "“{text}” in {what} is none of: {choices}.",
        "unreadable_value.more": Plural("{n} more row says the same.", "{n} more rows say the same."),
        "unreadable_value.next": "Which is meant? Next step: choose it in the cell.",
        "unconfirmed.short": "Date not confirmed yet",
        "unconfirmed.text": "{name} is due {due} and nobody on its owner's side has confirmed that. "
        "Next step: fill in “Confirmed by”.",
        # risks and size
        "no_risks.short": "No risks listed",
        "no_risks.text": "No risk, assumption or open question is listed. Next step: add what could move go-live.",
        "risk_owner.short": "No owner",
        "risk_owner.text": "“{description}” has no owner. Next step: name the person who watches it.",
        "size.short": "{n} milestones",
        "size.text": "The plan has {n} milestones; more than {limit} are hard to review together. "
        "Next step: merge small steps, or remove what is not needed.",
        # outlook
        "outlook.on_track": "On track for {go_live}.",
        "outlook.no_date": "No go-live date yet.",
        "outlook.short_of": "Go-live {go_live} is out of reach by {days}.",
        "outlook.roles": Plural("No {roles} on the map.", "Not on the map: {roles}."),
        "outlook.overdue": Plural(
            "{n} milestone overdue; go-live stays {go_live}.",
            "{n} milestones overdue; go-live stays {go_live}.",
        ),
        "outlook.slipped": "{name} slipped {days}",
        "outlook.slipped_more": Plural(
            "{first}, {n} more milestone slipped too", "{first}, {n} more milestones slipped too"
        ),
        "outlook.moves": "{slips}; go-live moves from {was} to {now}.",
        "outlook.stays": "{slips}; go-live stays {go_live}.",
        # history
        "anyone": "someone with the link",
        "history.plan": "Plan",
        "history.added": "Added",
        "history.removed": "Removed",
        "history.go_live": "go-live {days}",
        "history.taken_back": "taken back at once",
        "history.restored": "Restored",
        "history.version": "version of {day}, {time}",
        "history.first_version": "the plan as first made",
        "history.absorbed": "absorbed by float",
        "history.row.timeline": "Milestone",
        "history.row.stakeholders": "Stakeholder",
        "history.row.risks": "Risk",
        # roles inside a sentence
        "role.economic_buyer": "economic buyer",
        "role.champion": "champion",
        "role.technical_evaluator": "technical evaluator",
        "role.end_user": "end user",
        "role.procurement": "procurement contact",
        "role.legal": "legal contact",
        "role.security": "security contact",
        "role.finance": "finance contact",
        "role.other": "other contact",
    }
)
"""The messages: key to text, or to one form for one and one for many."""
