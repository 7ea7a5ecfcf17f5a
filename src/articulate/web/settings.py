"""Settings of the web page, from the environment: `ARTICULATE_WEB_PORT` and so on."""

from ipaddress import ip_address

from pydantic import IPvAnyNetwork, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WebSettings(BaseSettings):
    """How the page is served.

    `host` and `port` are where it listens. `hosts` are the names under which the office
    is reached, beside those of this machine; a request under any other is refused.
    `proxies` are the addresses of what stands before it and speaks https: only they are
    believed when they say who asks, and how.
    `session_hours` is how long one stays signed in. `development_login` lets anybody
    choose who they are, and works on this machine only. `provider` is the name of an
    OpenID provider, an address, `provider_client` what it calls this office, and
    `provider_secret` what it gave to prove that; `provider_claim` is what it calls
    people by, `provider_scope` what is asked for to learn it, and `provider_name` what
    is shown. `per_minute` is how many pages one session or address may ask for,
    `signing_in_per_minute` how often one may try to sign in, `largest_mebibytes` how
    much may be sent at once.
    """

    model_config = SettingsConfigDict(
        env_prefix="ARTICULATE_WEB_", frozen=True, defer_build=True
    )

    host: str = "127.0.0.1"
    port: int = 8630
    hosts: tuple[str, ...] = ()
    proxies: tuple[IPvAnyNetwork, ...] = ()
    session_hours: int = 8
    development_login: bool = True
    provider: str = ""
    provider_client: str = ""
    provider_secret: SecretStr = SecretStr("")
    provider_claim: str = "sub"
    provider_scope: str = "openid"
    provider_name: str = "your institution's account"
    per_minute: int = 600
    signing_in_per_minute: int = 20
    largest_mebibytes: int = 20

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def only_here(self) -> bool:
        """Whether nothing is set that makes sense for other machines."""
        beyond = (self.proxies, self.provider, set(self.hosts) - LOOPBACK)
        return self.on_loopback and not any(beyond)


def is_loopback(host: str) -> bool:
    """Say whether an address is this machine's own.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
