"""The words by which people move a day: data of `moves`."""

from __future__ import annotations

import re

MOVES = re.compile(
    r"\b(?:(?:is|are|was|were|been|got|i'm|we're|they're|he's|she's|has|have|had|it|that|this|which|committee|board|meeting|date|start|they've|"
    r"it's|that's|been|being|go-live|launch|demo|pilot|'s|just|also|to be|gets?)\s)(?:now |also |just |all |probably )*"
    r"(?:moved?|moves|moving|pushed|pushes|push|slip|slips|slipped|slipping|shifts?|shifted|slid|slides|postponed|delayed|"
    r"parked|deferred|punted|rolled|carried over|held over|rescheduled|bumped|brought forward|pulled (?:in|forward|up)|extend(?:ed|s|ing)?|prolonged|put (?:back|off|forward)|changed?|changes)\b|"
    r"\b(?:moved|moves|pushed|slipped|slips|shifted|postponed|delayed|rescheduled|bumped|put back|brought forward) "
    r"(?:it |that |this |everything |back |out |up |forward |in )*(?:to|until|till|by|from)\b|"
    r"\b(?:push|move|shift|delay|postpone|reschedule|bring|pull|pushed|moved|shifted|delayed|postponed|rescheduled|brought|"
    r"pulled) (?:it|that|this|everything|(?:the|our|your|my) [\w-]+(?: [\w-]+)?) (?:(?:back|out|up|forward|in) )?"
    r"(?:to|until|till|by|from|back|out|a week|two weeks|a month)\b|"
    r"\b(?:needs?|want|wants|take|takes|give (?:us|me|them|it)|get|gets) (?:another|an extra|one more|a further|an additional|an? (?:few )?more) "
    r"(?:couple of |few |\w+ )?(?:days?|weeks?|month|months|fortnight)\b|\b(?:week|weeks|days|month|months) later than (?:we |i )?(?:planned|said|thought|agreed)",
    re.IGNORECASE,
)
"""Something moved, and where to."""
ANY_MORE = re.compile(
    r"\b(?:any ?more|any longer|no longer|not the|isn't the|is not the|aren't the)\b", re.IGNORECASE
)
"""A day no longer holds."""
NOW_IS = re.compile(
    r"\b(?:it's now|is now|now it's|it is now|new date is|we're now (?:at|looking at)|now (?:looking at|aiming for)|"
    r"it's gone to|it goes to|it's going to)\b",
    re.IGNORECASE,
)
"""A day holds from now on."""
OFFERS = re.compile(
    r"\b(?:could we say|can we (?:say|do|make it)|could we (?:do|make it)|make it|make that|i'd say|let's (?:say|do|make it)|"
    r"how about|what about|(?:it'd|it would|it'll|it will|it) (?:have|has) to be|(?:it'd|it would|it'll|it will) be|then it's|"
    r"then (?:the|we're|we'd)|it's(?= the\b| on\b)|has to be|we'd need|so it's|i'd rather (?:do|have|say))\b",
    re.IGNORECASE,
)
"""Another day is offered."""
OBJECTS = re.compile(
    r"\b(?:can't|cannot|can not|won't make|won't be|not going to make|isn't real|not real|not realistic|not possible|doesn't work|"
    r"won't work|impossible|we're not|isn't|it's not|no chance|clash(?:es)?|conflicts?|too early|too tight|too soon|"
    r"not going to (?:happen|work|fly)|isn't going to (?:happen|work|fly)|doesn't suit|never going to|that's (?:a |day |our |right in |in the middle )|we're closed|then no|is the fair|on leave|"
    r"holiday|good friday|nobody(?:'s| is) (?:here|in|around|there)|sorry|that's after|that's before|"
    r"too late|though|you're right)\b|^\W*no\b",
    re.IGNORECASE,
)
"""A day doesn't do."""
DENIES = re.compile(
    r"^\W*(?:no\b|it isn't|it's not|it is not|not any ?more|that's moved|that moved|nope)", re.IGNORECASE
)
"""The answer to whether a day still stands."""
STILL = re.compile(r"\bstill\b", re.IGNORECASE)
"""Whether a day still stands is asked."""
REFUSED = re.compile(
    r"\b(?:not|isn't|aren't|n't make|won't make|can't make|can't do|won't be (?:done|ready|there|finished|meeting|happening|held|going ahead|starting|sitting)(?: by| on)?|instead of|rather than|no longer|miss)\s(?:on |for )?$",
    re.IGNORECASE,
)
"""In front of a day that is turned down."""
PROMISES = re.compile(r"\b(?:i|we|you|he|she|they)(?:'ll| will)\b", re.IGNORECASE)
"""Somebody takes something on, so that the day behind is its due date."""
TURNS = re.compile(
    r"\b(?:but|now|that day|it's|it'll be|it is|becomes?|isn't|not|instead|differently|moved)\b",
    re.IGNORECASE,
)
"""What sets another day against a former one."""
FORMER = re.compile(
    r"\b(?:(?:had|have|got|put) (?:you|him|her|it|that|this|them|us|everyone|(?:the|our|your) [\w-]+) (?:down |pencilled |penciled |booked |in )*(?:for|on|in)|(?:was|were|had been|used to be|was meant to be|was supposed to be|was going to be)|(?:i|we|you|they|he|she)(?:'d| had)? "
    r"(?:originally )?(?:said|planned|agreed|promised|pencilled)|originally|previously) (?:all |it |to be |for |on |by |at |in |the )*$",
    re.IGNORECASE,
)
"""In front of a day that was planned before."""
IF = re.compile(r"\b(?:if|would|what if|unless|might|may|should)\b", re.IGNORECASE)
"""Nothing has moved yet."""
