"""People as an office's settings name them, each with roles."""

from typing import Any

from articulate.model.identifiers import LearnerId
from articulate.model.person import Person, Role

_KNOWN = {"id", "name", "roles", "learner"}


def read_people(tables: object) -> tuple[Person, ...] | str:
    """Read the tables `[[people]]`, or say what is wrong with them.

    >>> [one.id for one in read_people([{"id": "ada", "roles": ["registrar"]}])]
    ['ada']
    >>> read_people([{"id": "ada", "roles": ["king"]}])
    '`people.roles` of `ada`: there is no role `king`'
    """
    if not isinstance(tables, list):
        return "`people` is no list of tables"
    found: dict[str, Person] = {}
    for table in tables:
        person = _person(table)
        if isinstance(person, str):
            return person
        if person.id in found:
            return f"`people` names `{person.id}` twice"
        found[person.id] = person
    return tuple(found.values())


def _person(table: object) -> Person | str:
    if not isinstance(table, dict):
        return "`people` is no list of tables"
    said: dict[str, Any] = table
    if strange := sorted(set(said) - _KNOWN):
        return (
            f"`people.{strange[0]}` is not known; known are {', '.join(sorted(_KNOWN))}"
        )
    name, roles = said.get("id"), said.get("roles", [])
    if not isinstance(name, str) or not name.strip():
        return "somebody among `people` has no `id`"
    if not isinstance(roles, list):
        return f"`people.roles` of `{name}` is no list"
    known = {str(role) for role in Role}
    if strange := [str(one) for one in roles if one not in known]:
        return f"`people.roles` of `{name}`: there is no role `{strange[0]}`"
    learner = said.get("learner")
    return Person(
        id=name,
        name=str(said.get("name", name)),
        roles=frozenset(Role(one) for one in roles),
        learner=None if learner is None else LearnerId(str(learner)),
    )
