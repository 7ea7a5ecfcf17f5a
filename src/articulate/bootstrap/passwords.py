"""The door for hashing passwords: argon2, slow on purpose, a few at a time."""

from dataclasses import dataclass, field
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_AT_ONCE = 2
"""Each takes 64 MiB; whoever tries many passwords must not take all there is."""


def _gate() -> BoundedSemaphore:
    return BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Argon2:
    """Hashes by Argon2id, with the parameters of RFC 9106 for little memory.

    `nobody` is what is compared where nothing is kept. It is made at once: whoever asks
    first would wait twice as long.
    """

    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    _gate: BoundedSemaphore = field(default_factory=_gate)
    nobody: str = field(init=False)

    def __post_init__(self) -> None:
        """Hash something that nobody types, with the parameters of a password."""
        object.__setattr__(self, "nobody", self.hasher.hash("\0"))

    def hashed(self, password: str) -> str:
        """Hash a password, with a salt of its own."""
        with self._gate:
            return self.hasher.hash(password)

    def is_it(self, password: str, kept: str | None) -> bool:
        """Compare a password; where nothing is kept, with what nobody has."""
        against = self.nobody if kept is None else kept
        try:
            with self._gate:
                self.hasher.verify(against, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_old(self, kept: str) -> bool:
        """Say whether what is kept has other parameters."""
        return self.hasher.check_needs_rehash(kept)
