"""The figures of the page on the other language are those of the script, today."""

import re
from pathlib import Path

import pytest
from tests.scribe.conditions import (
    Compared,
    Joined,
    NotReadError,
    Reader,
    Taken,
    names_in,
)
from tests.scribe.lists import group_of, lists_in
from tests.scribe.translate import (
    Said,
    compiles,
    conditions_in,
    counted,
    named_in,
    said,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "scribe.md"
INVENTED = (
    "(CONC<>HISTORYORCONC<>LAW)",
    "((MATH.101ISFOUND)OR(MATH102(WITHDWGRADE>=2.0)wasPASSED))",
    "(CHM110ISINPROGRESSorCHM110WASPASSED)",
    "(CreditsAppliedTowardsDegree<60)",
    "((ALP-SCH>=1andBET-SCH>=2)OR(ALP-SCH>=2andBET-SCH>=1))",
)
READER = Reader({*names_in(INVENTED), "SGPA", "TR_CREDITS", "NUMMAJORS"})


def test_a_value_ends_where_a_known_name_follows_a_joining_word() -> None:
    assert READER.read(INVENTED[0]) == Joined(
        "or", (Compared("CONC", "<>", "HISTORY"), Compared("CONC", "<>", "LAW"))
    )


def test_a_course_has_what_is_asked_of_it() -> None:
    found = READER.read("(MATH102(WITHDWGRADE>=2.0)wasntPASSED)")
    grade = (Compared("DWGRADE", ">=", "2.0"),)
    assert found == Taken("MATH", "102", "", grade, "passed", denied=True)


def test_what_cannot_be_read_says_where() -> None:
    for written in ("(MATH102", "CONC<>A)", "()"):
        with pytest.raises(NotReadError):
            READER.read(written)
    assert said("()", READER).gaps[0].startswith("not read")


SAID = {
    "(CONC<>HISTORYORCONC<>LAW)": "not flag conc-history or not flag conc-law",
    "(MAJOR=HIST-BA)": "degree = hist-ba",
    "(PRI-DEG-X=AAS)": 'has award "AAS"',
    "(MATH.101ISFOUND)": "has attempted MATH 101",
    "(MATH101:199WASFOUND)": "has attempted MATH 101..199",
    "(ACC@@WASFOUND)": "has attempted ACC *",
    "(MATH102(WITHDWGRADE>=2.0)wasPASSED)": "has MATH 102 with grade >= 2.0",
    "(MATH102WASNTFAILED)": "not (has attempted MATH 102 and not has MATH 102)",
    "(CHM110ISINPROGRESSorCHM110WASPASSED)": "has in progress CHM 110 or has CHM 110",
    "(CHM110wasTRANSFERRED)": "has CHM 110 from transfer",
    "(CHM110(WITHDWCREDITS>=4)wasPASSED)": "has CHM 110 with credits >= 4",
    "(CHM110(WITHDWRESIDENT=Y)wasPASSED)": "has CHM 110 from residence",
    "(CHM110(WITHDWGRADE>=2.0ANDDWCREDITS>=4)wasPASSED)": (
        "has CHM 110 with grade >= 2.0, credits >= 4"
    ),
    "(@@(WITHATTRIBUTE=WRIT)wasPASSED)": "has attribute WRIT",
    "(CHM110(WITHATTRIBUTE=WRIT)wasPASSED)": "has CHM 110 with attribute WRIT",
    "(TR_CREDITS>30)": "transfer credits > 30",
    "(NUMMAJORS<2)": "degrees pursued < 2",
    "(CreditsAppliedTowardsDegree<60)": "credits earned < 60",
    "(SGPA>=002500)": "gpa >= 2.5",
    "((ALP-SCH>=1andBET-SCH>=2)OR(ALP-SCH>=2andBET-SCH>=1))": (
        "(score ALP + score BET >= 3 and score ALP >= 1 and score BET >= 1)"
    ),
}


@pytest.mark.parametrize(("written", "ours"), SAID.items(), ids=SAID)
def test_it_is_said_in_our_words_and_compiles(written: str, ours: str) -> None:
    result = said(written, READER)
    _, _, after = result.text.partition(" when ")
    assert after.startswith(f"{ours} {{") or after == f"{ours}\n}}"
    assert result.compiles


NOT_SAID = {
    "(@@(WITHDWGRADE>=2.0)wasPASSED)": "any course at all",
    "(CHM110(WITHATTRIBUTE<>WRIT)wasPASSED)": "ATTRIBUTE",
    "(CHM110(WITHDWTERM=202401)wasPASSED)": "DWTERM",
}


@pytest.mark.parametrize(("written", "gap"), NOT_SAID.items(), ids=NOT_SAID)
def test_what_there_is_no_word_for_is_a_gap(written: str, gap: str) -> None:
    result = said(written, READER)
    assert result.gaps == (gap,)
    assert not result.compiles


def test_where_they_are_published_concentrations_and_minors_are_degrees() -> None:
    written = "(CONC<>HISTORYANDMINOR=LAWANDHONORS=Y)"
    result = said(written, READER, programs=True)
    assert "when degree != conc-history and degree = minor-law and flag" in result.text
    assert result.compiles
    assert result.flags
    counted_too = said("(NUMMAJORS<2)", READER, programs=True)
    assert counted_too.gaps == ("how many majors, where other programs count too",)
    flagged = said(written, READER)
    assert named_in((flagged,), "conc") == {"history"}


def test_pairs_that_are_no_sum_stay_pairs() -> None:
    text = said("((ALP-SCH>=1andBET-SCH>=9)OR(ALP-SCH>=9andBET-SCH>=1))", READER).text
    assert "+" not in text


def test_a_list_is_a_group_and_what_is_hidden_counts() -> None:
    assert group_of("2 classes in GYM 1, {hide Gym 2, 3}") == (
        "group list 2 courses from GYM 1 or GYM 2 or GYM 3"
    )
    assert group_of("9 Credits in [ART 1, 2, ] [MUS 3] MinAreas 2 tag=X") == (
        "group list 9 cr from ART 1 or ART 2 or MUS 3"
        " with at least 1 courses from ART 1 or ART 2, at least 1 courses from MUS 3"
    )
    assert group_of("9 Credits in [ART 1] [MUS 3] [DAN 4] MinAreas 2") is None


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    """The real conditions, where they are at hand."""
    return shared_data / "scribe_conditions"


@pytest.fixture(scope="module")
def results(folder: Path) -> tuple[Said, ...]:
    """Every distinct condition, said."""
    written = conditions_in(folder)
    reader = Reader(names_in(written))
    return tuple(said(one, reader) for one in written)


@pytest.fixture(scope="module")
def published(folder: Path) -> tuple[Said, ...]:
    """The same, where concentrations and minors are published as degrees."""
    written = conditions_in(folder)
    reader = Reader(names_in(written))
    return tuple(said(one, reader, programs=True) for one in written)


def figures() -> dict[str, tuple[int, int]]:
    """The figures of the page: what it names, how many are said, of how many."""
    row = re.compile(r"^\| ([^|]+) \|.*\| (\d+) of (\d+) \|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text(encoding="utf-8"))
    return {name: (int(able), int(have)) for name, able, have in rows}


def test_the_figures_of_the_page_are_those_of_the_script(
    results: tuple[Said, ...], published: tuple[Said, ...], folder: Path
) -> None:
    came = {name: (able, have) for name, have, able in counted(results)}
    can = [one for one in results if one.compiles]
    came["all conditions"] = (len(can), len(results))
    came["without a flag"] = (sum(not one.flags for one in can), len(results))
    plain = [one for one in published if not one.flags and one.compiles]
    came["published"] = (len(plain), len(results))
    came["never false"] = (sum(one.always for one in results), len(results))
    lists = lists_in(folder)
    groups = [group_of(one) for one in lists]
    degree = 'degree d for HOME version 1 effective 2000-01-01 {{ cites "C" {group} }}'
    good = [one for one in groups if one and compiles(degree.format(group=one))]
    came["course lists"] = (len(good), len(lists))
    assert figures() == came


def test_nothing_is_refused_that_has_no_gap(results: tuple[Said, ...]) -> None:
    refused = [one.text for one in results if not one.gaps and not one.compiles]
    assert not refused
