"""Results on their way out: to the terminal, to a file, or one file for each record."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rich.console import Console

from articulate.cli.formats import Format
from articulate.cli.terminal import file_console, output, print_plain
from articulate.cli.worksheet_text import print_audits, print_result
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import as_text, check_json, evaluation_json
from articulate.explain.outline import Shown
from articulate.explain.page import page

_ENDINGS = {Format.TEXT: ".txt", Format.JSON: ".json", Format.HTML: ".html"}


@dataclass(frozen=True, slots=True)
class ResultWriter:
    """Write each result in one format; several to a folder, named like their records.

    Several results as JSON on standard output are one line each. Without a worksheet
    the text holds the audits only.
    """

    output_format: Format
    target: Path | None
    single: bool
    roots: tuple[Path, ...] = ()
    worksheet: bool = True

    def write(self, shown: Shown, record: Path) -> None:
        """Write one result."""
        if self.target is None and self.output_format is Format.TEXT:
            console = output()
            self._print(console, shown)
            if not self.single:
                console.rule(style="dim")
        elif self.target is None:
            print_plain(self._text(shown))
        else:
            path = self.target if self.single else self._beside(self.target, record)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._text(shown), encoding="utf-8")

    def refuse(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Write the problems of a record without a result; False leaves it to others.

        Only several results as JSON on standard output hold them themselves.
        """
        if self.target is not None or self.output_format is not Format.JSON:
            return False
        print_plain(as_text(check_json(diagnostics), compact=not self.single))
        return True

    def _text(self, shown: Shown) -> str:
        match self.output_format:
            case Format.JSON:
                compact = self.target is None and not self.single
                return f"{as_text(evaluation_json(shown), compact=compact)}\n"
            case Format.HTML:
                return page(shown)
            case Format.TEXT:
                written = StringIO()
                self._print(file_console(written), shown)
                return written.getvalue()

    def _print(self, console: Console, shown: Shown) -> None:
        if self.worksheet:
            print_result(console, shown)
        else:
            print_audits(console, shown)

    def _beside(self, folder: Path, record: Path) -> Path:
        """Name a result like its record, in the same folder below the one given."""
        for root in self.roots:
            if record.is_relative_to(root):
                below = record.relative_to(root)
                return folder / below.with_suffix(_ENDINGS[self.output_format])
        return folder / f"{record.stem}{_ENDINGS[self.output_format]}"
