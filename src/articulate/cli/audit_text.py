"""A degree audit on the terminal: its requirements as a tree, with progress."""

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from articulate.explain.badges import audit_symbol, met_symbol
from articulate.explain.learner import learner_sentence
from articulate.explain.progress import (
    audit_sentence,
    credit_progress,
    credits_met,
    group_progress,
    is_done,
    measure_progress,
    own_missing,
    own_placements,
    placement_words,
    progress_sentence,
)
from articulate.model.audit import (
    DegreeAudit,
    GroupResult,
    MeasureResult,
    Met,
)


def audit_tree(audit: DegreeAudit, title: str) -> RenderableType:
    """Show one audit: what it came to, and each requirement under it."""
    version = f"@{audit.version}" if audit.version else ""
    head = Text(f"{title} ({audit.degree}{version}): ", style="bold")
    head.append(f"{audit_symbol(audit.status)} {audit.status}", style="bold")
    said = [Text(audit_sentence(audit))]
    if audit.version:
        said.append(Text(f"{progress_sentence(audit)}."))
    tree = Tree(Group(head, *said), guide_style="dim")
    if audit.credits_required:
        done = credit_progress(audit.credits_applied, audit.credits_required)
        tree.add(_headed(credits_met(audit), "Credits", done))
    for kind, measures in (("Residency", audit.residency), ("GPA", audit.gpa)):
        for measure in measures:
            tree.add(_measure(kind, measure))
    for group in audit.groups:
        _add_group(tree, group)
    if audit.free:
        free = tree.add(Text("Free electives, toward the total only"))
        free.add(Text(placement_words(audit.free), style="dim"))
    for conflict in audit.conflicts:
        tree.add(Text(f"cannot hold together: {', '.join(conflict)}", style="red"))
    for fact in audit.open_facts:
        words = f"this would settle it: {learner_sentence(fact, {})}"
        tree.add(Text(words, style="yellow"))
    if audit.certificate is not None:
        accepted = "accepted" if audit.certificate.checked else "not accepted"
        words = f"certificate: {audit.certificate.kind}, {accepted} by the checker"
        tree.add(Text(words, style="dim"))
    return tree


def group_tree(group: GroupResult) -> RenderableType:
    """Show one group and what is inside it."""
    tree = Tree(Text(), guide_style="dim", hide_root=True)
    _add_group(tree, group)
    return tree


def _add_group(tree: Tree, group: GroupResult, *, needed: bool = True) -> None:
    if not needed and not is_done(group.status):
        tree.add(Text(f"{group.title or group.id}: not needed", style="dim"))
        return
    head = _headed(group.status, group.title or group.id, group_progress(group))
    branch = tree.add(head)
    own = own_placements(group)
    if own:
        branch.add(Text(placement_words(own), style="dim"))
    if group.in_progress:
        words = f"in progress: {placement_words(group.in_progress)}"
        branch.add(Text(words, style="dim"))
    for missing in own_missing(group):
        branch.add(Text(f"still needed: {missing}", style="yellow"))
    for inner in group.groups:
        _add_group(branch, inner, needed=not is_done(group.status))


def _measure(kind: str, measure: MeasureResult) -> Text:
    same = measure.rule.casefold() in ("", kind.casefold())
    name = kind if same else f"{kind} {measure.rule}"
    text = _headed(measure.status, name, measure_progress(measure))
    if measure.detail:
        text.append(f" ({measure.detail})", style="dim")
    return text


def _headed(met: Met, name: str, progress: str) -> Text:
    style = "green" if is_done(met) else "yellow"
    text = Text(f"{met_symbol(met)} ", style=style)
    text.append(name, style="bold default")
    text.append(f": {progress}" if progress else f": {met}", style="default")
    return text
