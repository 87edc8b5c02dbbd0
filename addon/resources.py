"""Where the words lie: templates in a checkout or in the installed package."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def templates_folder() -> Path:
    """The `templates` folder: inside the installed package, else at the top of the checkout."""
    inside = HERE / "templates"
    return inside if inside.is_dir() else HERE.parent / "templates"
