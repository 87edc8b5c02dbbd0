"""The translations kept in step with the English: `make catalogues`.

A catalogue, `closeplan/plan/catalogues/<language>.po`, is an ordinary gettext file. A message's context is its key in
`closeplan/plan/english.py`; the shipped plan templates' words have the context `template`. This tool adds what is new,
marks what changed in English as fuzzy, drops what is gone, and compiles what is translated and not fuzzy to the JSON
beside it, with the language's way of writing dates from CLDR.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from closeplan.plan.english import ENGLISH, Plural
from closeplan.plan.languages import CATALOGUES, LANGUAGES

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates" / "plans"
TEMPLATE = "template"
"""The context of the words of the shipped templates."""

TRANSLATED = tuple(language for language in LANGUAGES if language != "en")

_HEADER = """# closeplan in {language}. See docs/languages.md; after a change run `make catalogues`.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Babel's own header has the moment it was written, which would make each run a change."""

_DAY_TOKENS = {
    "d": "{day}",
    "dd": "{day:02}",
    "M": "{number}",
    "MM": "{number:02}",
    "MMM": "{month}",
    "y": "{year}",
}


def main() -> int:
    """Update and compile every catalogue; 1 if one of them lacks a translation."""
    missing = 0
    for language in TRANSLATED:
        catalogue = updated(language)
        path(language).write_text(po_text(catalogue), encoding="utf-8")
        compiled_path(language).write_text(compiled_text(catalogue), encoding="utf-8")
        open_ones = [str(message.context) for message in catalogue if message.id and not is_ready(message)]
        missing += len(open_ones)
        print(f"{language}: {len(open_ones)} to translate", *open_ones[:9])  # noqa: T201 - a tool answers so
    return 1 if missing else 0


def path(language: str) -> Path:
    """The catalogue people translate."""
    return CATALOGUES / f"{language}.po"


def compiled_path(language: str) -> Path:
    """What processes read."""
    return CATALOGUES / f"{language}.json"


def updated(language: str) -> Catalog:
    """The language's catalogue with exactly the messages the English has now."""
    known = _by_key(language)
    fresh = Catalog(locale=language, charset="utf-8")
    for context, source in sources():
        was = known.get(_key(context, source))
        if was is None or isinstance(was.id, str) is not isinstance(source, str):
            # a message that counts by now needs its forms anew
            fresh.add(source, context=context)
        else:
            fuzzy = {"fuzzy"} if was.id != source and was.string else set()
            flags, comments = {*was.flags, *fuzzy}, was.user_comments
            fresh.add(source, was.string, context=context, flags=flags, user_comments=comments)
    return fresh


def sources() -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Context and English of every message, in the order people should meet them."""
    for key, text in ENGLISH.items():
        yield key, ((text.one, text.many) if isinstance(text, Plural) else text)
    for text in template_texts():
        yield TEMPLATE, text


def template_texts() -> list[str]:
    """The words of the shipped templates that reach a plan or the working session, each once."""
    found: dict[str, None] = {}
    for file in sorted(TEMPLATES.glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        steps = [(step["workstream"], step["name"]) for step in data["milestones"]]
        risks = [risk["description"] for risk in data["risks"]]
        found |= dict.fromkeys([data["title"], *data["objectives"], *risks])
        found |= dict.fromkeys(text for step in steps for text in step)
    return list(found)


def is_ready(message: Message) -> bool:
    """Whether a message is translated in every form and nobody has to look at it again."""
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(texts) and all(texts) and not message.fuzzy


def po_text(catalogue: Catalog) -> str:
    """The catalogue as its file has it."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, omit_header=True)
    header = _HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms)
    return header + file.getvalue().decode("utf-8")


def compiled_text(catalogue: Catalog) -> str:
    """What `closeplan.plan.languages` reads: messages by key, template words by their English, dates, plural rule."""
    messages: dict[str, list[str]] = {}
    templates: dict[str, str] = {}
    for message in catalogue:
        if not message.id or not is_ready(message):
            continue
        texts = list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string)]
        if message.context == TEMPLATE:
            templates[str(message.id)] = texts[0]
        else:
            messages[str(message.context)] = texts
    locale = catalogue.locale
    assert locale is not None
    compiled: dict[str, Any] = {
        "plural": catalogue.plural_expr,
        "day": day_pattern(locale),
        "months": [locale.months["format"]["abbreviated"][month] for month in range(1, 13)],
        "messages": messages,
        "templates": templates,
    }
    return json.dumps(compiled, ensure_ascii=False, indent=0) + "\n"


def day_pattern(locale: Locale) -> str:
    """CLDR's medium date as `Words.day_pattern` has it: `d 'de' MMM` becomes `{day} de {month}`."""
    parts = re.findall(r"'([^']*)'|([A-Za-z]+)|([^A-Za-z']+)", locale.date_formats["medium"].pattern)
    return "".join(literal or _DAY_TOKENS.get(token, "") or sign for literal, token, sign in parts)


def _by_key(language: str) -> dict[Any, Message]:
    if not path(language).exists():
        return {}
    with path(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {_key(str(message.context), message.id): message for message in catalogue if message.id}


def _key(context: str, source: Any) -> Any:
    """A message is known by its key; the templates' words by their English."""
    return (context, source) if context == TEMPLATE else context


if __name__ == "__main__":
    sys.exit(main())
