"""What happens to files on their way: each mutation with what must be true of the file read after it.

A file that can't be read any more must be refused with an InputError; a reading has to be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from closeplan.calls.model import Turn
from tests.transcripts.forms import Told

Said = list[tuple[str, str]]
Judge = Callable[[Said, Said], bool]
"""What was read against what was said: whether that is right."""

PACKED = frozenset(("word",))
JSON = frozenset(("seconds_json", "milliseconds_json"))


def said(turns: Sequence[Turn] | Sequence[Told]) -> Said:
    """Who said what."""
    return [(turn.speaker, turn.text) for turn in turns]


def same(read: Said, told: Said) -> bool:
    """Nothing changed."""
    return read == told


def same_twice(read: Said, told: Said) -> bool:
    """The whole call, twice."""
    return read == told + told


def beginning(read: Said, told: Said) -> bool:
    """Every whole turn before the cut."""
    return read[:-1] == told[: max(len(read) - 1, 0)]


def ending(read: Said, told: Said) -> bool:
    """Every whole turn after the cut."""
    return len(read) < 2 or read[1:] == told[len(told) - len(read) + 1 :]


def same_letters(read: Said, told: Said) -> bool:
    """The same turns; letters beyond ASCII may have been lost in a wrong encoding."""

    def ascii_of(all_said: Said) -> list[str]:
        return ["".join(re.findall("[a-zA-Z]", text)) for _, text in all_said]

    return ascii_of(read) == ascii_of([(speaker, _only_ascii(text)) for speaker, text in told])


def one_long(read: Said, told: Said) -> bool:
    """All turns, the first with the long line's words behind it."""
    return read[1:] == told[1:] and read[0][1].endswith("and so on")


def _only_ascii(text: str) -> str:
    return text.encode("ascii", errors="ignore").decode()


def cut_end(data: bytes, random: Random) -> bytes:
    return data[: random.randint(len(data) // 3, len(data) - 1)]


def cut_begin(data: bytes, random: Random) -> bytes:
    return data[random.randint(1, len(data) // 2) :]


def doubled(data: bytes, random: Random) -> bytes:
    return data + b"\n\n" + data


def utf16(data: bytes, random: Random) -> bytes:
    return data.decode().encode(random.choice(("utf-16", "utf-16-le", "utf-16-be")))


def with_mark(data: bytes, random: Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r")))


def windows(data: bytes, random: Random) -> bytes:
    western = data.decode().translate(str.maketrans("ŁŻ", "LZ"))
    return western.encode("cp1252")


def long_line(data: bytes, random: Random) -> bytes:
    first = data.index(b": ") + 2
    return (
        data[:first]
        + b"yes " * random.choice((1_000, 100_000, 2_500_000))
        + b"and so on\n"
        + data[data.index(b"\n", first) :]
    )


def controls(data: bytes, random: Random) -> bytes:
    text = data.decode()
    for _ in range(20):
        place = random.randint(0, len(text))
        text = text[:place] + random.choice("\x00\x01\x08\x0c\x1f\x7f") + text[place:]
    return text.encode()


def tags(data: bytes, random: Random) -> bytes:
    """HTML around words of cues."""
    return re.sub(rb"\b(contract|budget|noon)\b", rb"<b onclick='alert(1)'>\1</b>", data)


def swapped_times(data: bytes, random: Random) -> bytes:
    return re.sub(rb"(\S+) --> (\S+)", rb"\2 --> \1", data)


def noise(data: bytes, random: Random) -> bytes:
    """Bytes overwritten anywhere."""
    out = bytearray(data)
    for _ in range(random.randint(1, 40)):
        out[random.randrange(len(out))] = random.randrange(256)
    return bytes(out)


def anything(read: Said, told: Said) -> bool:
    """Nothing can be promised but that it is read or refused."""
    return True


MUTATIONS: tuple[tuple[Callable[[bytes, Random], bytes], Judge, frozenset[str]], ...] = (
    (cut_end, beginning, PACKED),
    (cut_begin, ending, PACKED),
    (doubled, same_twice, PACKED | JSON),
    (utf16, same, PACKED),
    (with_mark, same, PACKED),
    (line_ends, same, PACKED | JSON),
    (windows, same_letters, PACKED),
    (controls, same, PACKED | JSON),
    (tags, same, frozenset(("meet", "otter", "bracketed", "labelled", "word")) | JSON),
    (swapped_times, same, frozenset(("meet", "otter", "bracketed", "labelled", "word")) | JSON),
    (long_line, one_long, frozenset(("teams", "otter", "word", "meet")) | JSON),
    (noise, anything, frozenset()),
)
"""Each mutation, its judge, and the forms that it does not apply to (where a refusal or anything readable will do)."""
