"""Colours as Google keeps them: eight bits a channel, zero left out, plain and style form always side by side."""

import struct
from functools import lru_cache

from local_workspace.sheets.defaults import THEME
from local_workspace.sheets.fieldmask import ALL, Path
from local_workspace.sheets.grid import Json

#: plain field -> style field, wherever either stands in a format
PAIRS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "color": "colorStyle",
    "tabColor": "tabColorStyle",
}
_CHANNELS = ("red", "green", "blue", "alpha")
_STYLES = {style: plain for plain, style in PAIRS.items()}
_THEME: dict[str, Json] = {one["colorType"]: one["color"]["rgbColor"] for one in THEME["themeColors"]}


def stored_color(color: Json) -> Json:
    """The colour after Google rounded it down to eight bits a channel; a channel of zero is left out."""
    channels = {
        name: color[name] if name == "alpha" else _channel(color[name]) for name in _CHANNELS if name in color
    }
    return {name: value for name, value in channels.items() if value or name == "alpha"}


def both_forms(resource: Json) -> Json:
    """A copy of a format in which each colour given in one form stands in both; the style form wins."""
    result: Json = {}
    for name, value in resource.items():
        if name in PAIRS or name in _STYLES:
            continue
        result[name] = both_forms(value) if isinstance(value, dict) else value
    for plain, style in PAIRS.items():
        if style in resource:
            result |= _from_style(plain, style, resource[style])
        elif plain in resource:
            color = stored_color(resource[plain])
            result |= {plain: color, style: {"rgbColor": color}}
    return result


@lru_cache(maxsize=512)
def both_paths(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The mask with the other form of every colour that it names."""
    extra: list[Path] = []
    for path in paths:
        for at, name in enumerate(path):
            if name in PAIRS:
                extra.append((*path[:at], PAIRS[name]))
            elif name in _STYLES:
                extra.append((*path[:at], _STYLES[name]))
    whole = tuple(path for path in paths if path == ALL or not any(n in PAIRS or n in _STYLES for n in path))
    named = {path[: at + 1] for path in paths for at, n in enumerate(path) if n in PAIRS or n in _STYLES}
    return whole + tuple(sorted(named | set(extra)))


def _from_style(plain: str, style: str, value: Json) -> Json:
    if "rgbColor" in value:
        color = stored_color(value["rgbColor"])
        return {plain: color, style: {"rgbColor": color}}
    if value.get("themeColor") in _THEME:
        return {plain: _THEME[value["themeColor"]], style: value}
    return {}


@lru_cache(maxsize=1024)
def _channel(value: float) -> float:
    """A channel as the 32-bit float nearest to n/255, in the digits Google prints."""
    level = min(255, int(value * 255 + 1e-6))
    if level in (0, 255):
        return level // 255
    (single,) = struct.unpack("f", struct.pack("f", level / 255))
    return float(f"{single:.8g}")
