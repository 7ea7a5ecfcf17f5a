"""A registrar marks a reminder as done in a browser, with scripts and without."""

import pytest
from tests.web.browser.conftest import Windows
from tests.web.watched import looked_at_later

from articulate.bootstrap.serving import WebDesk


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reminder_is_done_on_the_queue(
    browse: Windows, desk: WebDesk, *, scripts: bool
) -> None:
    looked_at_later(desk)
    page = browse("ada", scripts=scripts)
    page.goto("/queue?learner=L-1001")
    row = page.get_by_role("row", name="A request waits longer than its clock")
    row.get_by_label("What was done").fill("Called the learner")
    row.get_by_role("button", name="Done").click()
    page.get_by_text("Nothing is pointed out").wait_for()
    assert page.url.endswith("/queue?learner=L-1001")
