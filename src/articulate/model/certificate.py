"""Certificates: evidence that an audit's answer is right."""

from dataclasses import dataclass
from enum import StrEnum


class CertificateKind(StrEnum):
    """What shows that the answer is right.

    `allocation`: the placements themselves meet everything, nothing could be better.
    `matching` and `flow`: a cut shows the shortfall. `bound`: numbers show that nothing
    is better. `exhausted`: the log of a complete search.
    """

    ALLOCATION = "allocation"
    MATCHING = "matching"
    FLOW = "flow"
    BOUND = "bound"
    EXHAUSTED = "exhausted"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Evidence for an audit; `values` are the objectives it proves, in their order.

    `payload` is the evidence as canonical JSON text, in the form its kind asks for.
    `checked` says whether the independent checker accepted it.
    """

    kind: CertificateKind
    values: tuple[str, ...] = ()
    payload: str = ""
    checked: bool = False
