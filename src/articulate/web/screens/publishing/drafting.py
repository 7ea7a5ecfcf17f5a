"""Draft a policy from the files that an office works on."""

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.web.problems import ProblemError, answered
from articulate.web.visit import Visit


def draft(visit: Visit, policy: str, seen: str, *, number: int, key: str) -> None:
    """Draft a policy, or stop with what is against it."""
    name = policy.strip()
    if not name or not name.isprintable():
        problem = Diagnostic(
            code=Code.FORM_INVALID,
            place=StoreRef(visit.request.url.path),
            message="the policy has no name",
            help="name it as it is published, such as `policies`",
        )
        raise ProblemError([problem])
    desk = answered(visit.desk.publishing())
    answered(desk.draft(name, seen, number, visit.act(key)))
