"""Letters as text and HTML, by the templates in `templates/mails`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from addon.resources import templates_folder
from closeplan.plan.letter import Letter

if TYPE_CHECKING:
    from jinja2 import Environment


class TemplateLetters:
    """`closeplan.ports.mail.Letters`. In HTML everything that people wrote is escaped; plain text has no markup."""

    def text(self, letter: Letter) -> str:
        return self._filled("letter.txt", letter)

    def html(self, letter: Letter) -> str:
        return self._filled("letter.html", letter)

    def _filled(self, name: str, letter: Letter) -> str:
        return self._templates.get_template(name).render(letter=letter)

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import (  # noqa: PLC0415 - made with the first mail
            Environment,
            FileSystemLoader,
            StrictUndefined,
            select_autoescape,
        )

        return Environment(
            loader=FileSystemLoader(templates_folder() / "mails"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
