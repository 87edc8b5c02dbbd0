"""The ways in which people say that something has to come first: data of `dependencies`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from closeplan.calls.dependency_words import ACTS, APPROVALS, BODIES, PAPERS, PROMISE
from closeplan.calls.dues.words import NUMBERS, UNITS


@dataclass(frozen=True)
class Way:
    """One way to say it: its pattern, with the groups `what` and `blocks` where it has them, and how certain it is."""

    pattern: re.Pattern[str]
    certainty: float
    promise: bool = False


def _way(pattern: str, certainty: float, *, promise: bool = False) -> Way:
    return Way(re.compile(pattern, re.IGNORECASE), certainty, promise)


WAYS = (
    _way(
        rf"(?:^|[,;] |\b(?:so|and|look|but|then)[,]? )(?:if|once|provided|providing|assuming|as long as|as soon as|after) (?!(?:a|an|every|per|in|again|more|upon)\b)"
        rf"(?P<what>[^.;!?\n]{{4,160}}?),? (?P<blocks>(?:then )?{PROMISE}[^.;!?\n]{{2,120}})",
        0.75,
        promise=True,
    ),
    _way(
        rf"\b(?P<blocks>{PROMISE}[^.;!?\n]{{3,90}}?),? (?:once|only if|as soon as|provided|only when|only after) "
        r"(?P<what>(?:they|we|the|he|she|it|you|our|your|their|legal|security|procurement|finance)\b[^.;!?\n]{3,80})",
        0.6,
        promise=True,
    ),
    _way(
        rf"\b(?P<blocks>{PROMISE}[^.;!?\n]{{3,90}}?),? (?:when|if|after) (?P<what>(?:it|they|that|he|she|legal|security|finance|procurement|"
        r"the [\w -]{2,30}) (?:lands?|arrives?|comes? (?:in|back|through)|gets (?:here|back)|is (?:in|done|signed|back|ready|approved|passed|complete|completed|finished|accepted|clear|paid|there|over)|"
        r"(?:says?|say) yes|approves?|agrees?|signs?|okays?|clears?|passes)\b[^.;!?\n]{0,60})",
        0.6,
        promise=True,
    ),
    _way(
        rf"\b{PROMISE}(?P<blocks>[^.;!?\n]{{3,80}}?) within (?P<what>[\w -]{{3,24}} (?:of|after|from) (?:getting|receiving|having|receipt)[^.;!?\n]{{0,50}})",
        0.7,
    ),
    _way(
        rf"(?P<what>\b[\w' ]{{2,60}}\b(?:has|have|needs?|must|'s got|got|wants?)(?: to)? (?:{ACTS})\b)(?P<blocks>[^.;!?\n]{{0,90}})",
        0.7,
    ),
    _way(
        rf"(?P<blocks>\b[\w' ]{{2,60}}) (?:needs?|requires?|has to have|takes|will need) (?P<what>[\w' ]{{0,30}}\b(?:{APPROVALS}|{PAPERS})s?\b)",
        0.65,
    ),
    _way(
        r"(?P<blocks>\b(?:everything|anything|all) (?:over|above|beyond|bigger|more than|on|with|that)[^.;!?\n]{0,70}?) (?:needs?|goes|is signed|has to|must|is decided|requires?) (?P<what>[^.;!?\n]{3,90})",
        0.7,
    ),
    _way(
        r"\b(?P<blocks>(?:nothing|nobody|no one|none of (?:it|this))\b[^.;!?\n]{0,70}?) (?:without|until|unless|before) (?P<what>[^.;!?\n]{2,80})",
        0.75,
    ),
    _way(
        r"\b(?P<blocks>[^.;!?\n]{0,60}(?:can't|cannot|can not|won't|couldn't|will not|doesn't|don't|isn't|not able to|not allowed to|never)\b[^.;!?\n]{2,80}?)"
        r" (?:without|until|unless|till|before) (?P<what>(?!then\b|now\b|thursday|friday)[^.;!?\n]{2,90})",
        0.65,
    ),
    _way(
        r"\bwithout (?P<what>[^.;!?\n,]{2,50}?),? (?P<blocks>(?:i|we|they|he|she|nobody|nothing|there)[^.;!?\n]{0,20}(?:can't|cannot|won't|can not|is no|'s no|don't|doesn't)[^.;!?\n]{0,60})",
        0.75,
    ),
    _way(r"\bno (?P<what>(?!no\b)[\w -]{2,30}), no (?P<blocks>[\w -]{2,30})", 0.75),
    _way(
        r"\b(?P<blocks>[^.;!?\n]{0,70}(?:hold|freeze|frozen|on hold|blocked|stuck|locked|parked)\b[^.;!?\n]{0,60}?) (?:until|till) (?P<what>[^.;!?\n]{3,80})",
        0.7,
    ),
    _way(
        r"\b(?P<what>[^.;!?\n]{0,80}\b(?:need|needs|must|has to|have to|wants?|should|had to|got to|required)\b[^.;!?\n]{2,90}?),? (?:before|prior to|ahead of) "
        r"(?P<blocks>(?!that\b|then\b|this\b|it\b|we start\b)[^.;!?\n]{3,80})",
        0.7,
    ),
    _way(
        r"\bonly (?:with|after|once|when|if) (?P<what>[^.;!?\n]{3,90}?)(?:,| before| then)(?P<blocks>[^.;!?\n]{3,80})",
        0.7,
    ),
    _way(
        r"(?P<blocks>\b[\w' ]{2,60}?) (?:depends? (?:on|upon)|is dependent on|is contingent on|is subject to|is gated (?:on|by)|hinges on|hangs on|"
        r"is waiting (?:on|for)|waits (?:on|for)|is blocked by|can only (?:start|begin|happen|sign|go)[\w ]{0,20} (?:after|once|when)) (?P<what>[^.;!?\n]{2,90})",
        0.75,
    ),
    _way(
        rf"\b(?P<blocks>it|that|this|and over [\w ]{{2,30}}|over [\w ]{{2,30}}|anything[\w ]{{0,40}}) (?:also )?(?:goes|has to go|needs to go) (?:up |in |in front of )?(?:to|in|before|through) (?P<what>[^.;!?\n]{{0,40}}\b(?:{BODIES})\b[^.;!?\n]{{0,40}})",
        0.65,
    ),
    _way(
        r"\b(?:i|we) (?:need|must have|have to have|want) (?P<what>[^.;!?\n]{2,70}) (?:first(?=\s*[,.;]|\s*$)|up ?front)(?P<blocks>)",
        0.7,
    ),
    _way(
        r"\b(?P<what>[^.;!?\n]{2,80}\b(?:must|has to|have to|needs to|need to|should) (?:be (?:there|in|done|signed|ready|with \w+)|arrive|land|go in)\b[^.;!?\n]{0,20}?) (?:\w+ (?:\w+ )?)?(?:days?|weeks?|months?) before (?P<blocks>[^.;!?\n]{3,60})",
        0.75,
    ),
    _way(
        r"\b(?P<what>[\w' -]{2,40}\b(?:weeks?|days?|months?) (?:from|after) (?:the )?(?:order|signature|signing|receipt|contract|approval|kick-?off|po|purchase order))\b(?P<blocks>[^.;!?\n]{0,60})",
        0.55,
    ),
    _way(
        r"\b(?:if|when) (?:it|that|this)(?:'s| is)(?:n't| not) (?P<what>(?:ordered|signed|approved|paid|in|done|there|placed)[^.;!?\n]{2,60}?),? (?:then )?(?P<blocks>(?:it|we|i|they)\b[^.;!?\n]{3,60})",
        0.6,
    ),
    _way(
        r"\b(?P<blocks>[\w' ]{2,50}) (?:once|after) (?P<what>(?:the )?(?:board|committee|legal|cfo|ceo|finance|procurement|security|council|steerco)(?:'s| has| have)[^.;!?\n]{2,60})",
        0.65,
    ),
    _way(
        r"\bbefore (?P<blocks>(?:we|you|they|i|he|she|it|anyone|anybody|the)\b[^.;!?\n,]{3,60}), (?P<what>(?:[\w' ]{0,24}(?:need|needs|has to|have to|must|wants?|got to)\b)[^.;!?\n]{3,80})",
        0.75,
    ),
    _way(
        rf"\b(?P<what>(?:(?:{NUMBERS}) (?:{UNITS})|a week|a day|the [\w]+day) after that),? (?P<blocks>(?:i|we|you|they|he|she)\b[^.;!?\n]{{3,70}})",
        0.6,
    ),
    _way(
        r"\b(?:for (?:this|that|it)),? (?P<what>[^.;!?\n]{3,60}) (?:must|has to|have to|needs to) (?:exist|be (?:in place|there|signed|done))(?P<blocks>)",
        0.7,
    ),
    _way(
        r"^\W*before (?P<blocks>(?:the|our|your|any) [\w -]{3,30}), (?P<what>(?:the|our|your|a|an) [\w -]{3,40})",
        0.6,
    ),
    _way(
        r"\bif (?P<what>[\w' ]{2,40}(?:'s|'re| is| are)(?: not|n't) [^.;!?\n,]{2,60}),? (?P<blocks>[^.;!?\n]{0,30}\b(?:lapses?|gone|expires?|lose|loses|dies|dead|start over|begin again|over)\b[^.;!?\n]{0,40})",
        0.7,
    ),
    _way(r"^\W*(?:no, |and |but )?not (?:until|before|without) (?P<what>[^.;!?\n]{3,80})(?P<blocks>)", 0.55),
    _way(
        rf"\b(?P<what>(?:{APPROVALS}) (?:from|by|of) [^.;!?\n]{{2,50}}?) (?:is|are) (?:required|needed|mandatory|a must)(?P<blocks>[^.;!?\n]{{0,60}})",
        0.75,
    ),
    _way(
        r"\b(?P<what>[^.;!?\n]{2,60}?) (?:is|are) (?:a |the )?(?:prerequisite|precondition|condition|gate|gating item|blocker|must-have|on the critical path)\b(?: for| to| of| before)?(?P<blocks>[^.;!?\n]{0,60})",
        0.75,
    ),
    _way(
        r"\bfirst (?P<what>(?:the|we|you|they|our|your|legal|security|procurement)\b[^.;!?\n,]{2,60}),? (?:and )?(?:only )?then (?P<blocks>[^.;!?\n]{3,60})",
        0.65,
    ),
    _way(
        r"(?P<what>\b[\w' ]{2,40}) (?:signs?(?: off)?(?: on)?|approves?|releases?|decides?(?: on)?) "
        r"(?P<blocks>(?:everything|anything|all)\b[^.;!?\n]{2,70})",
        0.7,
    ),
    _way(
        r"\b(?:we're|i'm|it's|they're|that's) (?:still |just )?waiting (?:on|for) "
        r"(?P<what>(?:legal|procurement|security|finance|it\b|the \w+|your \w+|our \w+)[^.;!?\n]{0,50})(?P<blocks>)",
        0.6,
    ),
    _way(
        r"\bif (?:we|you|they) (?P<what>(?:miss|don't make|don't get)[^.;!?\n]{2,60}?),? (?P<blocks>(?:we|you|they|it)(?:'re|'ll| are| have|'s)[^.;!?\n]{3,60})",
        0.5,
    ),
    _way(
        rf"(?P<blocks>\b(?:anything|everything|all|whatever|nothing)\b[^.;!?\n]{{0,60}}?) (?:has|gets|carries|takes|bears) "
        rf"(?P<what>[^.;!?\n]{{2,40}}\b(?:{APPROVALS}|stamp)\b[^.;!?\n]{{0,20}})",
        0.7,
    ),
    _way(
        rf"\b(?P<what>(?:{NUMBERS}) (?:full )?(?:{UNITS}),? (?:(?:counted|counting|starting|measured|running) )?(?:from|of|after) "
        r"(?:when|the (?:day|moment|date|point)|receipt|getting|receiving|having|delivery|arrival|signature|"
        r"(?:those|these|them|it|that|(?:the|your|our|their) [\w ]{2,20}) (?:landing|arriving|coming|being))\b[^.;,!?\n]{0,50})(?P<blocks>[^.;!?\n]{0,80})",
        0.7,
    ),
    _way(
        rf"\b(?:from|after|upon|on) (?P<what>(?:receipt|signature|delivery|arrival|approval|signing)\b[^.;!?\n,]{{0,40}}),? "
        rf"(?P<blocks>(?:it's|it is|it takes|we need|i need|there are|that's) [^.;!?\n]{{0,12}}\b(?:{NUMBERS}) (?:{UNITS})[^.;!?\n]{{0,40}})",
        0.65,
    ),
    _way(
        r"(?P<blocks>\b[^.;!?\n]{2,60}?),? (?:but |and |though )?only (?:on|with|against|upon|under) (?P<what>(?:a|an|the|our|your|their|his|her|legal|finance)\b[^.;!?\n]{3,60})",
        0.6,
    ),
    _way(
        r"(?P<blocks>\b[^.;!?\n]{6,80}?),? unless (?P<what>(?:i|we|you|they|he|she|it|the|our|your|their|legal|finance|security|procurement|somebody|someone)\b[^.;!?\n]{3,70})",
        0.6,
        promise=True,
    ),
    _way(
        r"(?P<what>\b[\w'. ]{2,40}\b(?:wants?|needs?|has|have|must|would like|insists on)(?: to)? (?:read|reading|see|seeing|review|check|look|hear|speak|talk|meet|test|sign)"
        r"\b[^.;!?\n]{0,60}? first)\b,?(?P<blocks>[^.;!?\n]{0,80})",
        0.65,
    ),
    _way(
        r"(?P<what>\b[\w' -]{2,40}\b(?:must|has to|have to|needs? to)\b[^.;!?\n]{3,70}?),? (?:or|or else|otherwise) "
        r"(?P<blocks>(?:there's|there is|it|we|i|they|you|the|he|she|everything|nothing|nobody)\b[^.;!?\n]{3,70})",
        0.65,
    ),
    _way(
        r"^\W*(?:and |but |so )?(?:until|till|unless|before) (?P<what>[^.;!?\n,]{3,60}?),? "
        r"(?P<blocks>(?:nobody|nothing|no one|none|(?:i|we|they|you|he|she|it|there)(?:'s|'ll|'re)? (?:can't|cannot|won't|don't|doesn't|isn't|not|no|never))\b[^.;!?\n]{2,70})",
        0.7,
    ),
    _way(
        r"(?P<blocks>\b[\w' -]{2,60}?)(?:'s| is| are)? (?:(?:has|have|needs?|will have) to wait (?:for|until|on)|tied to|conditional (?:on|upon)|linked to|"
        r"rides on|relies on|presupposes|stands or falls with|stands and falls with|follows(?= (?:the|our|your)\b)|comes (?:only )?after) (?P<what>[^.;!?\n]{2,80})",
        0.7,
    ),
    _way(
        r"(?P<blocks>\b[^.;!?\n]{2,60}\b(?:hasn't|haven't|has not|have not|can't|cannot|didn't|won't|not) (?:yet )?(?:begun|begin|started?|released|moved?|proceed|run|running)\b"
        r"[^.;!?\n]{0,20}?),? (?:because|since|until|as long as) (?P<what>[^.;!?\n]{3,70})",
        0.7,
    ),
    _way(
        r"(?P<blocks>\b(?:the|our|your|their|that|those|my) [\w ]{2,30} (?:starts?|begins?|runs?|opens?|is released|gets released)(?: \w+)?) "
        r"(?:when|once|after|as soon as|the day|from the day) (?P<what>(?:we|you|they|he|she|i|it|the|our|your|their|legal)\b[^.;!?\n]{3,70})",
        0.65,
    ),
    _way(
        r"\bif (?P<what>[^.;!?\n,]{4,60}), ?(?:then )?(?P<blocks>(?:i'm|we're|it's|they're|that's|he's|she's) (?:out|off|over|dead|finished|a no|no deal|not happening|off the table|a non-starter)\b)",
        0.7,
    ),
    _way(
        rf"(?P<blocks>\b(?:{APPROVALS}|payment|decision|kick-?off|order|purchase order|contract)\b(?: by [\w ]{{2,20}})?) (?:only )?(?:after|once|upon|following) "
        r"(?P<what>(?:the|our|your|their|we|they|he|she|legal)\b[^.;!?\n]{3,60})",
        0.6,
    ),
    _way(
        r"\b(?:once|as soon as|after) (?P<what>[^.;!?\n,]{4,70}), (?P<blocks>[\w' ]{2,40} (?:takes?|needs?|will take|is allowed|are allowed|may)\b[^.;!?\n]{2,50})",
        0.6,
    ),
    _way(
        r"(?P<blocks>\b(?:nobody|no one|nothing|none|[\w' ]{0,30}(?:doesn't|don't|won't|can't|never) [\w ]{2,30}?)[^.;!?\n]{0,40}?) (?:who|that) "
        r"(?P<what>[\w ]{0,30}?\b(?:hasn't|haven't|isn't|has not|have not|didn't) [^.;!?\n]{3,50})",
        0.65,
    ),
    _way(
        r"(?P<blocks>\b[^.;!?\n]{2,60}\b(?:lapses?|expires?|is gone|goes away|dies|falls through|is lost|reverts?)\b[^.;!?\n]{0,10}?) (?:if|unless) (?P<what>[^.;!?\n]{4,70})",
        0.7,
    ),
)
