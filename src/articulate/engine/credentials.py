"""Credentials: what each proves first, what it earns, what a stack earns together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from articulate.engine.identify import Known
from articulate.engine.prior import PriorLearning, beside_of
from articulate.model.answer import Answer
from articulate.model.credential import Credential
from articulate.model.finding import Finding
from articulate.model.identifiers import BlockId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.learning_blocks import CredentialBlock


@dataclass(frozen=True)
class Credentials:
    """One pass over the credential blocks."""

    prior: PriorLearning

    def match(self) -> None:
        """Ask the block of each credential on the record, then every stack."""
        book = self.prior.matching.situation.book
        for known, credential in self._held():
            for block in book.by_achievement.get(credential.achievement, ()):
                self._alone(known, book.credentials[block])
        for versions in book.credentials.values():
            if any(block.stack for block in versions):
                self._stacks(versions)

    def _held(self) -> Iterator[tuple[Known, Credential]]:
        for known in self.prior.matching.learnings:
            if isinstance(known.learning, Credential):
                yield known, known.learning

    def _alone(self, known: Known, versions: tuple[CredentialBlock, ...]) -> None:
        for block, speaker in self.prior.in_force((known,), versions):
            if block.stack:
                continue
            answer = _issued(block, known)
            if answer is Answer.UNKNOWN:
                self.prior.refer((known,), speaker, _unknown_issuer())
            elif answer is Answer.MET and self.prior.proved(block, speaker, (known,)):
                self.prior.rules(block, speaker, (known,))

    def _stacks(self, versions: tuple[CredentialBlock, ...]) -> None:
        """Put each full set of a stack's members to its rules, together and once."""
        tried: dict[tuple[Known, ...], None] = {}
        for block in versions:
            heaps = [self._members(member) for member in block.stack]
            count = block.stack_count or len(block.stack)
            for chosen in combinations(heaps, count):
                for members in product(*chosen):
                    if len({one.place for one in members}) == count:
                        ordered = sorted(members, key=lambda one: one.place)
                        tried[tuple(ordered)] = None
        for members in tried:
            for block, speaker in self.prior.in_force(members, versions):
                if not self._fits(block, members):
                    continue
                if self.prior.proved(block, speaker, members):
                    self.prior.rules(block, speaker, members)

    def _fits(self, block: CredentialBlock, members: tuple[Known, ...]) -> bool:
        """Say whether these are as many different members as this version asks for."""
        count = block.stack_count or len(block.stack)
        heaps = [{one.place for one in self._members(member)} for member in block.stack]
        wanted = [one.place for one in members]
        return len(wanted) == count and any(
            all(place in heap for place, heap in zip(wanted, chosen, strict=True))
            for picked in combinations(heaps, count)
            for chosen in _orders(picked)
        )

    def _members(self, member: BlockId) -> list[Known]:
        """List the credentials that are a member's learning and are proved as it asks.

        What is not proved yet is left out: it is referred by its own block, and the
        stack waits for it.
        """
        book = self.prior.matching.situation.book
        found = []
        for known, credential in self._held():
            if member not in book.by_achievement.get(credential.achievement, ()):
                continue
            for block, _ in self.prior.in_force((known,), book.credentials[member]):
                proofs = [
                    self.prior.matching.ask_each(
                        one.condition, (known.place,), beside_of(block)
                    ).answer
                    for one in block.requires
                ]
                if _issued(block, known) is Answer.MET and all(
                    answer is Answer.MET for answer in proofs
                ):
                    found.append(known)
        return found


def _issued(block: CredentialBlock, known: Known) -> Answer:
    """Say whether a credential is of the block's issuer; of another, no rule speaks."""
    if not block.issuers:
        return Answer.MET
    credential = known.learning
    issuer = credential.issuer if isinstance(credential, Credential) else None
    if issuer is None:
        return Answer.UNKNOWN
    return Answer.MET if issuer in block.issuers else Answer.NOT_MET


def _unknown_issuer() -> Finding:
    missing = Reason(ReasonCode.MISSING_FACT, fact="issuer", needs="its issuer")
    return Finding(Answer.UNKNOWN, (missing,))


def _orders(heaps: tuple[set[int], ...]) -> Iterator[tuple[set[int], ...]]:
    """Yield every order of a few heaps."""
    if not heaps:
        yield ()
    for place, heap in enumerate(heaps):
        for rest in _orders(heaps[:place] + heaps[place + 1 :]):
            yield (heap, *rest)
