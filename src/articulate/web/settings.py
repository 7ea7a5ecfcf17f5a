"""Settings of the web page, from the environment: `ARTICULATE_WEB_PORT` and so on."""

from ipaddress import ip_address

from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WebSettings(BaseSettings):
    """How the page is served.

    `host` and `port` are where it listens. `hosts` are the names under which the office
    is reached, beside those of this machine; a request under any other is refused.
    `session_hours` is how long one stays signed in. `development_login` lets anybody
    choose who they are, and works on this machine only. `per_minute` is how many pages
    one session or address may ask for, `signing_in_per_minute` how often one may try to
    sign in.
    """

    model_config = SettingsConfigDict(
        env_prefix="ARTICULATE_WEB_", frozen=True, defer_build=True
    )

    host: str = "127.0.0.1"
    port: int = 8630
    hosts: tuple[str, ...] = ()
    session_hours: int = 8
    development_login: bool = True
    per_minute: int = 600
    signing_in_per_minute: int = 20

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)


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
