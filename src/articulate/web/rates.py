"""How often one may ask: so many pages a minute, and fewer attempts to sign in."""

from dataclasses import dataclass, field

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from articulate.web.settings import WebSettings


def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


@dataclass(frozen=True, slots=True)
class Rates:
    """What was asked for in the last minute, by whom; kept in this process."""

    settings: WebSettings
    limiter: MovingWindowRateLimiter = field(default_factory=_limiter)

    def allow(self, who: str, *, signing_in: bool) -> bool:
        """Count one more request, and say whether it is within the limit."""
        if signing_in:
            often = RateLimitItemPerMinute(self.settings.signing_in_per_minute)
            return self.limiter.hit(often, "sign-in", who)
        return self.limiter.hit(
            RateLimitItemPerMinute(self.settings.per_minute), "page", who
        )
