"""Let the web page run: one process, until it is told to end."""

import uvicorn

from articulate.bootstrap.serving import WebDesk
from articulate.web.app import create_app
from articulate.web.settings import WebSettings
from articulate.web.sizes import HEADERS


def serve(desk: WebDesk, settings: WebSettings) -> None:
    """Answer requests until the process is interrupted."""
    uvicorn.run(
        create_app(desk, settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,  # `app` believes those that the settings name
        http="h11",
        h11_max_incomplete_event_size=2 * HEADERS,
    )
