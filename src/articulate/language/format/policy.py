"""A whole policy as text, in the one layout."""

from articulate.language.format.blocks import block_lines
from articulate.language.format.lines import start_of
from articulate.language.format.page import Page
from articulate.language.syntax.expectations import PropertyBlock
from articulate.language.syntax.policy import Policy
from articulate.language.syntax.tables import TableBlock


def format_policy(policy: Policy) -> str:
    """Write *policy* so that reading it again gives the same, comments included.

    Blocks stand a blank line apart. Inside them a blank line stays where one was.
    """
    page = Page(policy.comments)
    above: type | None = None
    for block in policy.blocks:
        kind = type(block)
        may_touch = kind is above and kind in {PropertyBlock, TableBlock}
        page.part_blocks(start_of(block.span), may_touch=may_touch)
        page.add(block_lines(block, page.has_comment))
        above = kind
    return page.finish()
