"""What publishing on the web is given: a store, and the files that are drafted."""

from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps

from articulate.bootstrap.command import OpenPolicies
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.mutation import coverage_of
from articulate.bootstrap.working_files import WorkingFiles, changed_meanwhile
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.office import Office
from articulate.services.policy_moves import rules_in_force
from articulate.services.policy_steps import moved_on
from articulate.services.publish_policy import draft_policy
from articulate.services.revision_changes import BlockChange, revision_changes
from articulate.services.revisions import revision_of


@dataclass(frozen=True, slots=True)
class FilesNow:
    """The files of an office beside what is in force: what a draft would change.

    `seen` names them as they are. `problems` are what a check finds wrong with them.
    """

    seen: str
    changes: tuple[BlockChange, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class PublishDesk:
    """An office's store, its settings, and the files that are drafted from."""

    store: StoreDesk
    office: Office
    files: WorkingFiles

    def now(self, act: Act) -> FilesNow:
        """Compare the files as they are with what is in force."""
        opened = self.files.open()
        came = self.store.read(lambda conn: rules_in_force(conn, None, act))
        before = Rulebook() if isinstance(came, Diagnostic) else came
        found = (
            () if opened.report.errors else revision_changes(before, opened.rulebook)
        )
        return FilesNow(_seen(opened), found, opened.report.errors)

    def draft(
        self, policy: str, seen: str, number: int, act: Act
    ) -> Entry | Diagnostic:
        """Draft a policy from the files, if they are as somebody saw them.

        *number* is that of the policy's newest entry then, 0 where there was none.
        """
        policies = self.files.checked()
        if _seen(policies) != seen:
            return changed_meanwhile(self.files.policies[0], ours=True)
        checked = CheckedPolicies(
            policies.rulebook, policies.tests, policies.properties, policies.report
        )
        revision = revision_of(checked, policies.texts)
        wanted = self.office.coverage is not None
        if wanted and not revision.errors and not revision.failed:
            share = coverage_of(policies, self.files.root)
            revision = replace(revision, coverage=share)
        return self.store.write(
            lambda conn: (
                moved_on(conn, policy, number, act)
                or draft_policy(conn, policy, revision, act)
            )
        )


def _seen(policies: OpenPolicies) -> str:
    """Name the files as they are: their texts, and all that these come to."""
    whole = [dict(policies.texts), policies.rulebook.digest]
    return f"sha256:{sha256(dumps(whole, sort_keys=True).encode()).hexdigest()}"
