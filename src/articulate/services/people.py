"""People as an office's settings name them, each with roles."""

from typing import Any

from articulate.model.identifiers import InstitutionId, LearnerId
from articulate.model.person import Person, Role

_KNOWN = {"id", "name", "roles", "learner", "account", "institutions"}


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
        if person.account and with_account(tuple(found.values()), person.account):
            return f"`people.account` of `{person.id}` is somebody else's too"
        found[person.id] = person
    return tuple(found.values())


def with_account(people: tuple[Person, ...], account: str) -> Person | None:
    """Return whose account with a provider it is, None where it is nobody's.

    >>> ada = Person("ada", "Ada", account="8f2c")
    >>> with_account((ada,), "8f2c").id, with_account((ada,), "")
    ('ada', None)
    """
    found = [one for one in people if account and one.account == account]
    return found[0] if found else None


def person_named(people: tuple[Person, ...], name: str) -> Person | None:
    """Return the person of a name, None where the office knows nobody by it."""
    found = [one for one in people if one.id == name]
    return found[0] if found else None


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
    learner, account = said.get("learner"), said.get("account", "")
    if not isinstance(account, str):
        return f"`people.account` of `{name}` is no text"
    institutions = said.get("institutions", [])
    if not isinstance(institutions, list) or not all(map(_is_name, institutions)):
        return f"`people.institutions` of `{name}` is no list of institutions"
    return Person(
        id=name,
        name=str(said.get("name", name)),
        roles=frozenset(Role(one) for one in roles),
        learner=None if learner is None else LearnerId(str(learner)),
        account=account,
        institutions=frozenset(map(InstitutionId, institutions)),
    )


def _is_name(one: object) -> bool:
    return isinstance(one, str) and one.replace("-", "").isalnum()
