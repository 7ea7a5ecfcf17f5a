"""The reasons of a line on the terminal: plain words first, then the registrar's."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from articulate.cli.audit_text import group_tree
from articulate.cli.worksheet_text import row_text
from articulate.explain.progress import progress_sentence
from articulate.explain.registrar import (
    authority,
    governing_sentence,
    passed_over_sentences,
    registrar_sentence,
)
from articulate.services.explain_line import Explanation
from articulate.services.explain_requirement import RequirementWhy, places_words
from articulate.services.nearest_changes import NearestChanges
from articulate.services.why_not import WhyNot


def print_why(console: Console, explained: tuple[Explanation, ...]) -> None:
    """Show each line with the reasons asked for."""
    for one in explained:
        console.print(row_text(one.row, one.names))
        for reason in one.reasons:
            said = Text(registrar_sentence(reason, one.names))
            known = authority(reason)
            if known:
                said.append(f"  [{known}]", style="dim")
            _item(console, said)
        governed = governing_sentence(one.row)
        if governed:
            _item(console, Text(governed))
        if one.full:
            for words in passed_over_sentences(one.row.line):
                _item(console, Text(f"passed over {words}"))
        for words in places_words(one.places):
            _item(console, Text(words))
        if one.nearest is not None:
            print_nearest(console, one.nearest)
        if one.answers:
            console.print(Text("What each answer would lead to:"))
            for answer in one.answers:
                _item(console, Text(f"{answer.words}: {answer.leads_to}"))
        console.print()


def print_why_not(console: Console, answer: WhyNot) -> None:
    """Show why a course was not given, rule by rule."""
    for words in answer.given:
        console.print(Text(words, style="green"))
    if not answer.missed:
        console.print(Text(f"no rule gives {answer.course}"))
    for one in answer.missed:
        head = Text(one.rule, style="bold")
        head.append(f"  {one.origin}", style="not bold dim")
        console.print(head, soft_wrap=True)
        console.print(Padding(Text(one.text, style="dim"), (0, 0, 0, 2)))
        for words in one.lacked:
            _item(console, Text(words))


def print_requirement(console: Console, why: RequirementWhy) -> None:
    """Show what fills a requirement, what is still needed, and what would do."""
    one = why.requirement
    if one.group is None:
        words = f"{one.name}: {one.audit.status}, {progress_sentence(one.audit)}"
        console.print(Text(words, style="bold"))
    else:
        console.print(group_tree(one.group))
    if why.needed:
        console.print(Text("Still needed:"))
    for first, *ways in why.needed:
        _item(console, Text(first))
        for words in ways:
            console.print(Padding(Text(f"- {words}"), (0, 0, 0, 6)))
    if why.nearest is not None:
        print_nearest(console, why.nearest)


def print_nearest(console: Console, near: NearestChanges) -> None:
    """Show the nearest changes; each was evaluated before it is shown."""
    if near.ways:
        console.print(Text(f"The nearest changes by which {near.wanted}:"))
    else:
        looked = "were evaluated" if near.all_seen else "were evaluated, not all"
        words = f"No change by which {near.wanted} was found; {near.tried} {looked}."
        console.print(Text(words))
    for way in near.ways:
        _item(console, Text(f"{way.words}: then {way.leads_to}"))


def _item(console: Console, text: Text) -> None:
    console.print(Padding(Text("- ").append_text(text), (0, 0, 0, 2)))
