"""The words that tell a due date from a date, by language: data only.

Each value is a regular expression's alternatives, longest first where one begins another. English has most of them;
for the other languages `closeplan.plan.date_words` reads the dates and these say how one is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from closeplan.plan.languages import language_of


@dataclass(frozen=True, kw_only=True)
class DueWords:
    """One language's words. `by` lead to a due date, `before` and `after` to one or to an event, `on` to a day without
    more. `open` is no day at all, `today` what is done on the call's day, `tomorrow` on the next.
    `ahead` and `ago` make a date of a duration at `{}`; `waits` are what a clause begins with that has to happen first.
    """

    by: str
    before: str
    after: str
    on: str
    open: str
    today: str = "(?!)"
    tomorrow: str = "(?!)"
    waits: str
    condition: str
    ahead: str
    ago: str


_ENGLISH = DueWords(
    by=(
        "no later than|not later than|on or before|by no later than|latest by|by|until|till|til|up to|through|due|"
        "in time for|at the latest"
    ),
    before="before|ahead of|prior to|this side of|in advance of",
    after="right after|straight after|just after|after|following|past|from|as of|starting|not before|earliest",
    on="on|in|for|at|during|sometime|this|around|about",
    open=(
        "asap|a\\.s\\.a\\.p\\.?|as soon as (?:possible|i can|we can|practical)|as quickly as (?:possible|i can|we can)|"
        "sooner the better|sooner rather than later|soon|shortly|at some (?:stage|point)|some ?time|some day|one day|"
        "in due course|eventually|down the (?:road|line|track)|in the (?:coming|next few) (?:days|weeks|months)|"
        "over the next (?:few )?(?:days|weeks|months)|every (?:other )?(?:day|week|month|quarter|year|morning|"
        "monday|tuesday|wednesday|thursday|friday)|each (?:day|week|month|monday|tuesday|wednesday|thursday|friday)|"
        "weekly|daily|monthly|on (?:mondays|tuesdays|wednesdays|thursdays|fridays)|going forward|from now on|whenever|"
        "when i (?:can|get a (?:chance|minute|moment|sec(?:ond)?))|as and when|in a (?:while|bit)|later on"
    ),
    today=(
        "(?:right|straight|just|directly|immediately)? ?after (?:this call|the call|this meeting|this|we hang up|"
        "we(?:'re| are) (?:off|done))|(?:when|once|as soon as) (?:we(?:'re| are) (?:off|done)|we hang up|i hang up)|"
        "right away|straight away|straightaway|immediately|within the hour|in the next hour|"
        "in (?:an|one|half an) hour|in (?:five|ten|fifteen|twenty|thirty) minutes|before lunch|before dinner|"
        "(?:right |straight |just )?after lunch|later this (?:morning|afternoon|evening)|"
        "(?:by|before) (?:noon|midday|midnight|lunchtime|dinnertime|close of play|tea ?time)(?! (?:on|tomorrow|mon|tue|wed|thu|fri|sat|sun|next|the|of))|"
        "this (?:arvo|very minute|minute)|while (?:we're|we are) (?:on|talking)"
    ),
    tomorrow="(?:first thing )?in the morning|first thing|overnight",
    waits=(
        "once|when|as soon as|the moment|the minute|the day|whenever|after|until|till|unless|"
        "straight after|right after|upon|on receipt of|following"
    ),
    condition="if|provided|providing|assuming|as long as|in case|should",
    ahead="in {}",
    ago="{} ago",
)

_OTHERS: Mapping[str, DueWords] = {
    "de": DueWords(
        by="spätestens bis|spätestens am|spätestens|bis zum|bis zur|bis|fällig",
        before="noch vor|vor",
        after="nach|ab|seit",
        on="am|im|in|um|diese|nächste",
        open="so schnell wie möglich|so bald wie möglich|schnellstmöglich|baldmöglichst|demnächst|bald|irgendwann|"
        "zeitnah|in kürze|jeden \\w+|regelmäßig",
        today="direkt im anschluss|gleich nach dem (?:gespräch|call|termin)|sofort|gleich",
        waits="sobald|wenn|nachdem|bevor|sofern|bis|nach",
        condition="falls|wenn|sofern|vorausgesetzt",
        ahead="in {}",
        ago="vor {}",
    ),
    "fr": DueWords(
        by="au plus tard|d'ici à|d'ici|avant le|avant|jusqu'au|pour le|pour",
        before="avant|en amont de",
        after="après|à partir de|dès|suite à",
        on="le|en|au|dans|courant",
        open="dès que possible|le plus tôt possible|au plus vite|bientôt|prochainement|un jour|chaque \\w+|sous peu",
        today="juste après|tout de suite|immédiatement",
        waits="dès que|une fois que|une fois|quand|lorsque|après que|après|jusqu'à ce que|avant que",
        condition="si|à condition que|pourvu que",
        ahead="dans {}",
        ago="il y a {}",
    ),
    "es": DueWords(
        by="a más tardar|antes del|antes de|para el|para|hasta el|hasta",
        before="antes de|antes del",
        after="después de|después del|a partir de|tras",
        on="el|en|durante|este|esta",
        open="lo antes posible|cuanto antes|pronto|en breve|algún día|cada \\w+|próximamente",
        today="ahora mismo|enseguida|en cuanto colguemos",
        waits="en cuanto|una vez que|una vez|cuando|tan pronto como|después de que|después de|hasta que|tras",
        condition="si|siempre que|a condición de que",
        ahead="en {}",
        ago="hace {}",
    ),
    "it": DueWords(
        by="entro il|entro la|entro|al più tardi|per il|per|fino al|fino a",
        before="prima di|prima del|prima della",
        after="dopo|a partire da|dal",
        on="il|in|nel|durante|questa|questo",
        open="il prima possibile|quanto prima|appena possibile|presto|a breve|prossimamente|ogni \\w+",
        today="subito dopo|subito|immediatamente",
        waits="appena|non appena|una volta che|quando|dopo che|dopo|finché",
        condition="se|a patto che|purché",
        ahead="tra {}",
        ago="{} fa",
    ),
    "nl": DueWords(
        by="uiterlijk op|uiterlijk|voor het einde|tegen|tot en met|tot|voor",
        before="voor|vóór|voordat",
        after="na|vanaf|sinds",
        on="op|in|deze|volgende|tijdens",
        open="zo snel mogelijk|zo spoedig mogelijk|binnenkort|zsm|z\\.s\\.m\\.|ooit|elke \\w+|iedere \\w+|op termijn",
        today="direct hierna|meteen|direct",
        waits="zodra|als|wanneer|nadat|totdat|tot|na",
        condition="als|mits|indien",
        ahead="over {}",
        ago="{} geleden",
    ),
    "pt": DueWords(
        by="o mais tardar|até ao fim de|até o|até ao|até a|até à|até",
        before="antes de|antes do|antes da",
        after="depois de|depois do|após|a partir de",
        on="em|no|na|durante|nesta|neste",
        open="o mais rápido possível|assim que possível|logo que possível|em breve|logo|qualquer dia|cada \\w+",
        today="logo a seguir|logo depois|agora mesmo|imediatamente",
        waits="assim que|quando|logo que|depois que|depois de|após|até que",
        condition="se|desde que|caso",
        ahead="em {}",
        ago="há {}",
    ),
    "ja": DueWords(
        by="までに|迄に|期限は",
        before="前に|前まで",
        after="後に|以降|から",
        on="に|中に",
        open="なるべく早く|できるだけ早く|早急に|そのうち|近いうちに|近日中に|毎週|すぐに",
        today="この後すぐ|このあとすぐ",
        waits="次第|たら|したら|後で",
        condition="もし|場合",
        ahead="{}後",
        ago="{}前",
    ),
}


def due_words(language: str) -> DueWords:
    """The words of a BCP 47 language tag, English where there are none."""
    return _OTHERS.get(language_of(language), _ENGLISH)


NUMBERS = (
    "a couple of|a couple|a few|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|"
    "twenty|thirty|forty-five|sixty|ninety|half a|an|a|\\d{1,3}"
)
"""How many, in front of a unit."""

UNITS = "(?:working|business|calendar) days?|weekdays?|workdays?|days?|weeks?|fortnights?|months?|quarters?|hours?"

FILLERS = (
    "uh|um|er|erm|ehm|hmm?|you know|i mean|let's say|let us say|i'd say|i would say|i want to say|i wanna say|like|"
    "what is it|what's it|how do you say|was it|is it|shall we say|(?<!by )then|probably|maybe|hopefully|roughly|there"
)
"""What people put in the middle of a date: "Thursday then, the twenty-fifth"."""

CORRECTIONS = "no|actually|wait|hang on|hold on|scratch that|make that|make it|sorry|rather|or better|ah|oh|well|hm|but|instead"
"""What takes back a date that was said just before: "by Monday. No, wait, Monday's a zoo. Tuesday"."""

PAST = (
    "was|were|had|did|didn't|(?<!'ve )(?<!'s )(?<!have )got|gave|sent|said|told|called|met|came|went|saw|showed|wrote|asked|spoke|talked|read|"
    "found|made|took|put|brought|ran|drafted|bugged|signed|started|shared|struck|since|ago|last|been|happened|ate"
)
"""Verbs and words of what is over: a date beside them is not due."""

THINGS = (
    "meeting|call|session|workshop|review|thing|party|report|numbers|list|draft|version|plan|budget|deck|invoice|"
    "quote|release|letter|deadline|agenda|demo|nights?|mornings?|board|committee|paper|contract|quarter|freeze|run|"
    "standup|sync|one-on-one|pay run|offer|file|minutes|call's|meeting's|figures|forecast|close|invite|slot|class"
)
"""What a date in front of it belongs to: "the January report", "the Monday meeting"."""

EMPTY = frozenset(
    [
        "i",
        "i'll",
        "you",
        "your",
        "the",
        "a",
        "an",
        "to",
        "it",
        "that",
        "this",
        "and",
        "of",
        "for",
        "in",
        "on",
        "at",
        "with",
        "we",
        "we'll",
        "will",
        "be",
        "is",
        "have",
        "get",
        "send",
        "so",
        "if",
        "as",
        "do",
        "let",
        "me",
        "my",
        "our",
        "us",
        "can",
        "could",
        "would",
        "should",
        "up",
        "out",
        "by",
        "from",
        "or",
        "just",
        "they",
        "she",
        "he",
        "them",
        "him",
        "her",
        "what",
        "which",
        "there",
        "here",
        "then",
        "now",
        "not",
        "no",
        "yes",
        "okay",
        "ok",
        "sure",
        "yeah",
        "well",
        "right",
        "got",
        "going",
        "gonna",
        "i'm",
        "it's",
        "that's",
        "one",
        "two",
    ]
)
"""Words that don't tell one commitment from another."""
