"""Settings: one frozen value, read once from the environment and passed in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office sets once instead of typing it each time.

    `policies` are the paths that stand in for `--policies`; `debug` shows the trace of
    a mistake of ours. `cache` is the folder where compiled policies are kept, None for
    keeping none. `store` is the office's store, a path or an address, and `person` who
    acts on it where a command does not say. `coverage` is the share of a policy, as a
    percent, that its tests must exercise before it is proposed. `office` is the file or
    folder of the office's own settings.
    """

    policies: tuple[str, ...] = ()
    debug: bool = False
    cache: str | None = None
    store: str | None = None
    person: str | None = None
    coverage: str | None = None
    office: str | None = None


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from an environment, that of the process when none is given.

    >>> read_settings({"ARTICULATE_POLICIES": "policies", "ARTICULATE_DEBUG": "1"})
    Settings(policies=('policies',), debug=True, cache=None, store=None, person=None,
             coverage=None, office=None)
    """
    found = os.environ if environment is None else environment  # noqa: TID251 - the door
    policies = found.get("ARTICULATE_POLICIES", "").split(os.pathsep)
    return Settings(
        policies=tuple(path for path in policies if path),
        debug=found.get("ARTICULATE_DEBUG", "") not in ("", "0"),
        cache=_cache(found),
        store=found.get("ARTICULATE_STORE") or None,
        person=found.get("ARTICULATE_PERSON") or None,
        coverage=found.get("ARTICULATE_COVERAGE") or None,
        office=found.get("ARTICULATE_OFFICE") or None,
    )


def _cache(environment: Mapping[str, str]) -> str | None:
    """Name the folder of compiled policies: as set, else in the user's own cache.

    >>> _cache({"HOME": "/home/ada"}), _cache({"ARTICULATE_CACHE": ""}), _cache({})
    ('/home/ada/.cache/articulate', None, None)
    """
    if "ARTICULATE_CACHE" in environment:
        return environment["ARTICULATE_CACHE"] or None
    home = environment.get("HOME")
    usual = environment.get("XDG_CACHE_HOME") or (home and f"{home}/.cache")
    return f"{usual}/articulate" if usual else None
