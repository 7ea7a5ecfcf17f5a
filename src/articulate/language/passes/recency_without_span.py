"""AR242: recency measures back from one of the learner's dates."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.policies import Expire, Recency


def recency_without_span(checked: Checked) -> Iterator[Diagnostic]:
    """Report each recency, and each end of catalog rights, without such a time."""
    for recency, _ in checked.nodes(Recency):
        completed = recency.completed
        measures = (
            completed.within is not None
            and completed.direction == "before"
            and isinstance(completed.anchor, Fact)
        )
        if not measures:
            yield Diagnostic(
                Code.RECENCY_WITHOUT_SPAN,
                completed.span,
                f"recency `{recency.id.text}` does not say how old is too old",
                "write it so: `completed within 7 years before admitted`",
            )
    for expire, _ in checked.nodes(Expire):
        if not isinstance(expire.anchor, Fact):
            yield Diagnostic(
                Code.RECENCY_WITHOUT_SPAN,
                expire.span,
                "catalog rights expire some time after a date of the learner",
                "write it so: `expire 10 years after admitted`",
            )
