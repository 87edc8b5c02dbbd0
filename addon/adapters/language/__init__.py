"""Language models, through pydantic-ai; loaded only where one is set."""

from addon.adapters.language.reader import Caps, ModelCallReader

__all__ = ["Caps", "ModelCallReader"]
