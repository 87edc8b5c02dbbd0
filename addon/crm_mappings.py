"""Field mappings from disk: the one that is shipped for a CRM, and over it a team's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from addon.dealfiles import yaml_file
from addon.resources import templates_folder
from closeplan.crm.mapping import CrmMapping, read_mapping
from closeplan.errors import InputError, Mistake

_ENDINGS = (".yaml", ".yml")
_DEFAULT = "default"

Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and how long it is."""


@dataclass(frozen=True)
class CrmMappings:
    """The mappings of one installation. `own` are a CRM's file, or its folder with a file a team; `team_of` is the team of the
    seller at an address. A file is read again once it has changed.
    """

    own: Mapping[str, Path]
    team_of: Callable[[str], str]
    _read: dict[Path, tuple[Stamp, CrmMapping]] = field(default_factory=dict)

    def __call__(self, vendor: str, owner: str) -> CrmMapping:
        """The mapping for the plans of that seller; InputError with every mistake in its file, each with its place."""
        return self.of_team(vendor, self.team_of(owner))

    def of_team(self, vendor: str, team: str) -> CrmMapping:
        """The mapping of a team, or of all that have none of their own where none is named."""
        path = self.file(vendor, team)
        if path is None:
            return shipped(vendor)
        stamp = _stamp(path)
        if path not in self._read or self._read[path][0] != stamp:
            self._read[path] = (stamp, _mapping(path, shipped(vendor)))
        return self._read[path][1]

    def file(self, vendor: str, team: str) -> Path | None:
        """The file that holds for a team; None where the shipped one does."""
        own = self.own.get(vendor)
        if own is None or not own.is_dir():
            return own
        files = {path.stem.casefold(): path for path in sorted(own.iterdir()) if path.suffix in _ENDINGS}
        return files.get(team.strip().casefold()) or files.get(_DEFAULT)


@cache
def shipped(vendor: str) -> CrmMapping:
    """The mapping that comes with closeplan, of a CRM that has one; else an empty one."""
    path = templates_folder() / "crm" / f"{vendor}.yaml"
    return _mapping(path, CrmMapping()) if path.is_file() else CrmMapping()


def _mapping(path: Path, base: CrmMapping) -> CrmMapping:
    try:
        return read_mapping(yaml_file(path), base)
    except InputError as error:
        placed = [Mistake(f"{path}: {one.place}".rstrip(": "), one.message) for one in error.mistakes]
        raise InputError(placed) from error


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError as error:
        raise InputError([Mistake(str(path), f"can't be read: {error.strerror}")]) from error
    return found.st_mtime_ns, found.st_size
