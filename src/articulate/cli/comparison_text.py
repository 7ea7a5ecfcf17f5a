"""Two sources of one agreement on the terminal, course by course."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.services.compare_agreements import AgreementsCompared


def print_compared(console: Console, compared: AgreementsCompared) -> None:
    """Show how much two sources share, and every course they disagree about."""
    counted = (
        f"{len(compared.disagreements)} of {compared.shared} shared courses differ"
    )
    alone = f"{len(compared.only_first)} only in the first, "
    alone += f"{len(compared.only_second)} only in the second"
    console.print(Text(f"{counted}; {alone}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for one in compared.disagreements:
        table.add_row(one.sources)
        for place, words in one.lines:
            table.add_row("", Text(place, style="dim"), words)
    if compared.disagreements:
        console.print(table)
