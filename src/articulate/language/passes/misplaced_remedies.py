"""AR158: not every remedy makes sense after every statement."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import (
    AcceptFrom,
    DenyRemedy,
    ElectiveRemedy,
    Otherwise,
    ReferRemedy,
    RequirementsOnly,
    Unarticulated,
)
from articulate.language.syntax.prior_learning import Agree
from articulate.language.syntax.teach_outs import AfterLastAward

_WORDS: dict[type[Node], str] = {
    DenyRemedy: "deny",
    ReferRemedy: "refer",
    ElectiveRemedy: "elective",
    RequirementsOnly: "requirements only",
    Unarticulated: "unarticulated",
}
_PERSON_OR_NO = (DenyRemedy, ReferRemedy)


def misplaced_remedies(checked: Checked) -> Iterator[Diagnostic]:
    """Report each remedy that its statement has no use for."""
    for agree, _ in checked.nodes(Agree):
        remedy = agree.otherwise
        if isinstance(remedy, Node) and not isinstance(remedy, _PERSON_OR_NO):
            yield _problem(remedy, "settles no disagreement of assessors")
    for after, _ in checked.nodes(AfterLastAward):
        if not isinstance(after.remedy, _PERSON_OR_NO):
            yield _problem(after.remedy, "says nothing of a teach-out that has ended")
    for accept, _ in checked.nodes(AcceptFrom):
        if isinstance(accept.otherwise, Unarticulated):
            yield _problem(accept.otherwise, "is silence, and this is a refusal")
    for otherwise, _ in checked.nodes(Otherwise):
        for remedy in (otherwise.outcome, otherwise.otherwise):
            if isinstance(remedy, RequirementsOnly):
                yield _problem(remedy, "needs a rule that says which requirement")


def _problem(remedy: Node, why: str) -> Diagnostic:
    return Diagnostic(
        Code.REMEDY_OUT_OF_PLACE,
        remedy.span,
        f"`{_WORDS[type(remedy)]}` {why}",
        'write `deny`, or `refer to "…" because "…"`',
    )
