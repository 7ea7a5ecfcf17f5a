"""Which version holds on a day, in the words a registrar would use."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.span import Span
from articulate.model.calendar import Period
from articulate.model.identifiers import BlockId, VersionId
from articulate.rulebook.in_force import in_force
from articulate.rulebook.version import BlockHead, BlockKind


@dataclass(frozen=True)
class Version:
    """A version of some block, which is all that the clocks look at."""

    head: BlockHead


def version(
    name: str,
    first: str,
    last: str | None = None,
    *,
    supersedes: str | None = None,
    recorded: str | None = None,
) -> Version:
    return Version(
        BlockHead(
            BlockKind.AGREEMENT,
            BlockId("pathway"),
            Span("pathway.art", 1, 1, 1, 2),
            version=VersionId(name),
            effective=Period.through(
                date.fromisoformat(first), date.fromisoformat(last) if last else None
            ),
            supersedes=VersionId(supersedes) if supersedes else None,
            recorded=date.fromisoformat(recorded) if recorded else None,
        )
    )


OLD = version("2021", "2021-08-15")
NEW = version("2024", "2024-08-15", "2027-08-14", supersedes="2021")

CASES = {
    "before the first version nothing holds": ("2021-08-14", []),
    "the first day belongs to the version": ("2021-08-15", ["2021"]),
    "the older version holds until the newer one begins": ("2024-08-14", ["2021"]),
    "the newer version takes its days": ("2024-08-15", ["2024"]),
    "the last day of `through` still belongs": ("2027-08-14", ["2024"]),
    "an open version does not come back when its successor ends": ("2027-08-15", []),
}


@pytest.mark.parametrize(("on", "expected"), CASES.values(), ids=CASES)
def test_the_version_in_force(on: str, expected: list[str]) -> None:
    found = in_force((NEW, OLD), date.fromisoformat(on))
    assert [v.head.version for v in found.chosen] == expected
    assert not found.gap


def test_a_day_between_two_versions_is_a_gap() -> None:
    early = version("1", "2020-01-01", "2020-12-31")
    late = version("2", "2022-01-01")
    assert in_force((early, late), date(2021, 6, 1)).gap
    assert not in_force((early, late), date(2020, 6, 1)).gap


def test_each_version_passed_over_says_why() -> None:
    found = in_force((OLD, NEW), date(2024, 9, 1))
    assert [(p.version, p.reason) for p in found.passed_over] == [
        ("pathway@2021", "superseded by pathway@2024 on 2024-09-01")
    ]
    earlier = in_force((OLD, NEW), date(2023, 9, 1))
    assert [(p.version, p.reason) for p in earlier.passed_over] == [
        ("pathway@2024", "not in force on 2023-09-01")
    ]


def test_a_retroactive_amendment_takes_no_day_away_as_known_before_it() -> None:
    amended = version("2024b", "2024-01-01", supersedes="2021", recorded="2024-11-01")
    on = date(2024, 6, 1)
    then = in_force((OLD, amended), on, known_at=date(2024, 10, 31))
    now = in_force((OLD, amended), on, known_at=date(2024, 11, 1))
    assert [v.head.version for v in then.chosen] == ["2021"]
    assert then.passed_over[0].reason == "not recorded by 2024-10-31"
    assert [v.head.version for v in now.chosen] == ["2024b"]


def test_a_temporary_version_gives_its_days_back_to_one_with_a_written_end() -> None:
    written = version("1", "2020-01-01", "2029-12-31")
    summer = version("2", "2024-06-01", "2024-08-31", supersedes="1")
    versions = (written, summer)
    assert [v.head.version for v in in_force(versions, date(2024, 7, 1)).chosen] == [
        "2"
    ]
    assert [v.head.version for v in in_force(versions, date(2024, 9, 1)).chosen] == [
        "1"
    ]


def test_a_version_wholly_replaced_has_no_days_left() -> None:
    replaced = version("1", "2024-01-01")
    earlier = version("2", "2023-01-01", supersedes="1")
    found = in_force((replaced, earlier), date(2024, 6, 1))
    assert [v.head.version for v in found.chosen] == ["2"]


def test_two_versions_that_overlap_are_both_in_force() -> None:
    one, other = version("1", "2024-01-01"), version("2", "2024-06-01")
    found = in_force((one, other), date(2024, 7, 1))
    assert [v.head.version for v in found.chosen] == ["1", "2"]


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 400)), min_size=1, max_size=5
    ),
    st.integers(0, 1400),
)
def test_a_chain_of_successors_never_has_two_in_force(
    stretches: list[tuple[int, int]], day: int
) -> None:
    start = date(2020, 1, 1)
    versions = [
        version(
            str(place),
            (
                start + timedelta(days=sum(s for s, _ in stretches[: place + 1]))
            ).isoformat(),
            supersedes=str(place - 1) if place else None,
        )
        for place in range(len(stretches))
    ]
    found = in_force(versions, start + timedelta(days=day))
    same_day = {v.head.effective.start for v in versions}
    assert len(found.chosen) <= 1 + len(versions) - len(same_day)
