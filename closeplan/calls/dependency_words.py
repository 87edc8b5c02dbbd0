"""Words by which people say that something has to come first: data of `dependencies`."""

from __future__ import annotations

import re

PROMISE = (
    r"\b(?:i'll|we'll|he'll|she'll|they'll|you'll|i will|we will|i can|we can|you can|you have|you get|i open|i give|i bring|"
    r"i sign|we sign|we go|we start|we're good|we're done|i'm good|it's yours|you're in|i then|we then|they sign|she signs|he signs)"
)
"""What a speaker does or grants when a condition is met."""

ACTS = (
    "approve|agree|sign|sign off|sign it|release|clear|review|okay|ok|bless|decide|vote|consent|be informed|be consulted|"
    "be involved|be asked|be signed|be approved|be agreed|say yes|give (?:the|his|her|their)|look at it first|see it first|"
    "countersign|counter-sign|rubber[- ]stamp|confirm|authori[sz]e|waive|pass"
)
"""What somebody has to do before a thing may go on."""

APPROVALS = (
    "signature|approval|sign-?off|blessing|agreement|consent|okay|go-ahead|green light|clearance|yes|vote|release|"
    "authori[sz]ation"
)

PAPERS = (
    "assessment|instruction|certification|questionnaire|nda|dpa|purchase order|audit report|risk review|"
    "security review|legal review|works agreement|pia|dpia|pen(?:etration)? test"
)
"""Papers and checks that something else waits for."""

BODIES = "board|committee|council|beirat|vorstand|aufsichtsrat|finance|cfo|ceo|legal|procurement|purchasing|treasury|union"

CHATTER = re.compile(
    r".*(?:getting|receiving|having) (?:it|that|them|this)$|^(?:you (?:want|like|ask|need(?=$| (?:it|anything|me|more|help|to)\b)|say|don't mind|mean|know|look|think|have (?:a|any) (?:question|minute|second)|could|would|can|"
    r"will)\b|i(?:'m| am)? (?:honest|remember|may|might|could|can|freeze|understand|had to|were|was|say|think|get this)\b|"
    r"that(?:'s| is) (?:ok|okay|fine|alright|all right|the case|right|how)|that (?:works|helps|makes sense|suits)|"
    r"it's (?:before|after|at|around|about|in)\b|it (?:helps|works|makes sense|matters|comes to (?:it|that))|nothing changes|anything|possible|so\b|not\b|"
    r"we(?:'re| are) (?:honest|comparing|lucky)|(?:all|it|this) goes well|the worst|then\b|now\b|everything goes)",
    re.IGNORECASE,
)
"""Conditions that are manners of speech: "if you like", "if that works"."""

IDLE_RESULTS = re.compile(
    r"\b(?:cry|be honest|say no|stop reading|be here in|regret|lose|be fired|enjoy|know about it|buy you|get shot|laugh|eat my|be surprised|see|be fine|"
    r"tell you (?:one|now|what)|show you|mute|yell|swim|be dead|kill)\b",
    re.IGNORECASE,
)
"""What follows a condition and waits for nothing."""

NO_CONDITION = re.compile(
    r"^(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|(?:next|this|last) (?:week|month|quarter|year|time)|tomorrow|today|end of|(?:twenty|thirty)[ -]|\w+(?:th|first|second|third)(?: of \w+)?$|"
    r"\d{1,2}(?::\d\d)?(?: ?[ap]m)?$|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock|(?: in the \w+)?$)|christmas|easter|something\b|(?:that|this|then|them|there|noon|lunch|midnight|now|later)$|(?:nobody|no one|nothing)(?: can| may)?$)|^\w+ing\b|^you say|^(?:who|how|what|where|which|when|whether)\b|\b(?:don't|doesn't|won't|wouldn't) want\b",
    re.IGNORECASE,
)
"""What follows "until" or "without" and is a day, a way of doing or a manner of speech."""

NO_PROMISE = re.compile(
    r"\b(?:check|see|ask|find out|tell \w+|know|confirm|let \w+ know|look|wonder)\s*$|\bi (?:don't|didn't) (?:know|think)",
    re.IGNORECASE,
)
"""Verbs in front of an "if" that is a "whether"."""

NO_RESULT = re.compile(
    r"(?:the )?(?:noon|lunch|dinner|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?: (?:thirty|o'clock|am|pm))?",
    re.IGNORECASE,
)
"""What stands behind "before" and is a time of day."""
