"""Publishing: nobody approves what they wrote; what is approved comes into force."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.cli.conftest import POLICY
from tests.services.conftest import Shelf
from tests.store.conftest import Place
from tests.store.world import ASKED, RECORD, act, evaluated

from articulate.bootstrap import signing
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.record import read_record
from articulate.model.entry import Entry
from articulate.rulebook.codec import Json, as_bytes
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.check_rules import check_rules
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.policy_moves import rules_in_force
from articulate.services.publish_policy import (
    approve_policy,
    draft_policy,
    end_policy,
    enforce_policy,
    propose_policy,
)
from articulate.services.revisions import Revision, revision_of
from articulate.services.signed_bundles import (
    SignedBundle,
    export_policy,
    load_policy,
    read_signed,
)
from articulate.store.chain import said_in
from articulate.store.contents import content_digest
from articulate.store.verify import faults

NAME = "home"
DAYS = [f"2024-09-{day:02}T08:00:00.000000Z" for day in range(1, 30)]
STRICTER = POLICY.replace("when grade >= C", "when grade >= B").replace(
    "CS 1 grade C", "CS 1 grade B"
)


def revision(policy: str = POLICY, coverage: Fraction | None = None) -> Revision:
    checked = check_rules({"office.art": policy}, Shelf())
    made = revision_of(checked, {"office.art": policy})
    return Revision(
        made.sources,
        made.bundle,
        made.rulebook,
        made.errors,
        made.tests,
        made.failed,
        coverage,
    )


def done(place: Place, step: str, by: str, day: int = 1, **beside: object) -> object:
    """Take a policy one step, by somebody on some day."""
    who = act(by, DAYS[day])
    written = beside.get("revision")
    least = beside.get("least")
    assert written is None or isinstance(written, Revision)
    assert least is None or isinstance(least, Fraction)
    store = place.store
    match step:
        case "draft":
            one = written or revision()
            return store.write(lambda conn: draft_policy(conn, NAME, one, who))
        case "propose":
            return store.write(lambda conn: propose_policy(conn, NAME, least, who))
        case "approve":
            return store.write(lambda conn: approve_policy(conn, NAME, who))
        case "enforce":
            return store.write(lambda conn: enforce_policy(conn, NAME, who))
        case _:
            reason = str(beside.get("reason", ""))
            return store.write(lambda conn: end_policy(conn, NAME, reason, who))


def in_force(place: Place, day: int = 1, text: str = POLICY) -> None:
    """Take a policy all the way."""
    assert isinstance(done(place, "draft", "ada", day, revision=revision(text)), Entry)
    assert isinstance(done(place, "propose", "ada", day), Entry)
    assert isinstance(done(place, "approve", "bob", day), Entry)
    assert isinstance(done(place, "enforce", "ada", day), Entry)


def rules(place: Place) -> Rulebook | Diagnostic:
    with place.store.reading() as conn:
        return rules_in_force(conn, None, act())


def codes(came: object) -> list[Code]:
    if isinstance(came, Diagnostic):
        return [came.code]
    assert isinstance(came, Report), came
    return [one.code for one in came.errors]


def test_what_is_approved_comes_into_force(place: Place) -> None:
    in_force(place)
    book = rules(place)
    assert isinstance(book, Rulebook)
    record = read_record(RECORD, "record.json")
    assert not isinstance(record, Report)
    lines = evaluate_record(book, record, ASKED).evaluation.lines
    with place.store.reading() as conn:
        assert not list(faults(conn))
    plain = check_rules({"office.art": POLICY}, Shelf()).rulebook
    assert lines == evaluate_record(plain, record, ASKED).evaluation.lines


@pytest.mark.parametrize("editor", ["bob", "Bob", " BOB "])
def test_nobody_approves_what_they_wrote_or_edited(place: Place, editor: str) -> None:
    done(place, "draft", "ada")
    done(place, "draft", editor)
    done(place, "propose", "cy")
    for person in ("ada", "bob"):
        assert codes(done(place, "approve", person)) == [Code.APPROVER_WROTE_IT]
    assert isinstance(done(place, "approve", "cy"), Entry)


def test_an_edit_voids_an_approval(place: Place) -> None:
    done(place, "draft", "ada")
    done(place, "propose", "ada")
    done(place, "approve", "bob")
    done(place, "draft", "cy", revision=revision(STRICTER))
    assert codes(done(place, "enforce", "ada")) == [Code.MOVE_NOT_ALLOWED]
    assert codes(done(place, "approve", "bob")) == [Code.MOVE_NOT_ALLOWED]


NOT_READY = {
    "while its check fails": (
        POLICY.replace("grades letters", "grades lettres"),
        [Code.POLICY_NOT_SOUND],
    ),
    "while a test fails": (
        POLICY.replace("expect total 4 cr", "expect total 5 cr"),
        [Code.POLICY_TESTS_FAIL],
    ),
    "while it is no policy at all": ("agreement {", [Code.POLICY_NOT_SOUND]),
}


@pytest.mark.parametrize(("text", "wrong"), NOT_READY.values(), ids=NOT_READY)
def test_nothing_is_proposed(place: Place, text: str, wrong: list[Code]) -> None:
    assert isinstance(done(place, "draft", "ada", revision=revision(text)), Entry)
    assert codes(done(place, "propose", "ada")) == wrong


@pytest.mark.parametrize(
    ("share", "state"),
    [(None, "draft"), (Fraction(79, 100), "draft"), (Fraction(4, 5), "proposed")],
)
def test_coverage_is_at_least_what_the_office_wants(
    place: Place, share: Fraction | None, state: str
) -> None:
    done(place, "draft", "ada", revision=revision(coverage=share))
    came = done(place, "propose", "ada", least=Fraction(4, 5))
    if state == "proposed":
        assert isinstance(came, Entry)
    else:
        assert codes(came) == [Code.COVERAGE_SHORT]


def test_what_was_in_force_stays_until_another_is(place: Place) -> None:
    in_force(place)
    before = rules(place)
    done(place, "draft", "ada", 5, revision=revision(STRICTER))
    assert rules(place) == before
    done(place, "propose", "ada", 5)
    done(place, "approve", "bob", 5)
    assert rules(place) == before
    done(place, "enforce", "ada", 6)
    assert rules(place) != before


def test_a_block_is_recorded_on_the_day_it_first_was_published(place: Place) -> None:
    in_force(place, 1)
    in_force(place, 7, STRICTER)
    book = rules(place)
    assert isinstance(book, Rulebook)
    days = {one.head.name: one.head.recorded for one in book.blocks()}
    assert days["pathway@2024"] == date(2024, 9, 8)
    assert days["bs-cs@2024"] == date(2024, 9, 2)
    record = read_record(RECORD, "record.json")
    assert not isinstance(record, Report)
    asked = Asked(date(2024, 9, 20), ASKED.receiving, date(2024, 9, 5))
    then = evaluate_record(book, record, asked).evaluation.lines
    assert not [one for one in then if one.rule and one.rule.startswith("pathway")]


def test_who_ends_a_policy_says_why(place: Place) -> None:
    in_force(place)
    assert codes(done(place, "end", "ada")) == [Code.REASON_MISSING]
    assert isinstance(done(place, "end", "ada", reason="The partner closed"), Entry)
    assert codes(rules(place)) == [Code.NOT_IN_STORE]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key pair."""
    path = tmp_path_factory.mktemp("keys") / "office.key"
    signing.make_key(path)
    return path


def trusted(keys: Path) -> frozenset[str]:
    return frozenset({signing.public_key(keys.with_name("office.key.pub"))})


def exported(place: Place, keys: Path) -> bytes:
    sign = signing.signing_with(keys)
    with place.store.reading() as conn:
        came = export_policy(conn, NAME, sign, act())
    assert isinstance(came, bytes)
    return came


def read(signed: bytes, keys: Path) -> SignedBundle | Diagnostic:
    return read_signed(signed, trusted(keys), signing.verifies, act())


def loaded(place: Place, signed: SignedBundle, by: Act | None = None) -> object:
    who = by or act("dee", DAYS[20])
    return place.store.write(lambda conn: load_policy(conn, "partner", signed, who))


def test_another_office_verifies_and_loads_what_was_published(
    place: Place, keys: Path
) -> None:
    in_force(place)
    signed = read(exported(place, keys), keys)
    assert isinstance(signed, SignedBundle)
    entry = loaded(place, signed)
    assert isinstance(entry, Entry)
    assert said_in(entry)["approved_by"] == "bob"
    with place.store.reading() as conn:
        theirs = rules_in_force(conn, "partner", act())
        assert theirs == rules_in_force(conn, NAME, act())
        several = rules_in_force(conn, None, act())
        assert not list(faults(conn))
    assert codes(several) == [Code.NOT_IN_STORE]


def test_an_older_bundle_does_not_take_the_place_of_a_newer(
    place: Place, keys: Path
) -> None:
    in_force(place)
    older = read(exported(place, keys), keys)
    in_force(place, 7, STRICTER)
    newer = read(exported(place, keys), keys)
    assert isinstance(older, SignedBundle)
    assert isinstance(newer, SignedBundle)
    assert isinstance(loaded(place, newer), Entry)
    with place.store.reading() as conn:
        good = rules_in_force(conn, "partner", act())
    assert codes(loaded(place, older)) == [Code.BUNDLE_REFUSED]
    with place.store.reading() as conn:
        assert rules_in_force(conn, "partner", act()) == good


@pytest.fixture(scope="module")
def signed_bytes(keys: Path) -> bytes:
    """A signed bundle, made without a store."""
    made = evaluated()
    from_store = {
        "schema": "articulate.signed-bundle/1",
        "policy": NAME,
        "rulebook": made.rulebook,
        "published": DAYS[1],
        "approved_by": "bob",
    }
    return put_together(from_store, made.bundle, keys)


def put_together(header: dict[str, str], bundle: bytes, keys: Path) -> bytes:
    sign = signing.signing_with(keys)
    key, _ = sign(b"")
    named: dict[str, Json] = {**header, "signed_by": key}
    named["bundle"] = content_digest(bundle)
    head = as_bytes(named)
    return b"\n".join((head, sign(head)[1].encode(), bundle))


def test_a_bundle_that_is_whole_is_read(signed_bytes: bytes, keys: Path) -> None:
    assert isinstance(read(signed_bytes, keys), SignedBundle)


def test_any_byte_that_changes_is_noticed(signed_bytes: bytes, keys: Path) -> None:
    places = [*range(0, len(signed_bytes), 97), len(signed_bytes) - 1]
    for place in places:
        changed = bytearray(signed_bytes)
        changed[place] ^= 1
        came = read(bytes(changed), keys)
        assert isinstance(came, Diagnostic), place
        assert came.code is Code.BUNDLE_REFUSED


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "no signed bundle"),
    "something else": (lambda _: b"[]\n\n", "no signed bundle"),
    "another kind": (
        lambda whole: whole.replace(b"signed-bundle/1", b"signed-bundle/9"),
        "of a kind that is known",
    ),
    "cut off": (lambda whole: whole[:-1], "not those that were signed"),
    "another policy": (
        lambda whole: whole.replace(b'"policy":"home"', b'"policy":"away"'),
        "signature does not fit",
    ),
}


@pytest.mark.parametrize(("change", "why"), BAD.values(), ids=BAD)
def test_a_bad_bundle_is_refused_and_says_why(
    signed_bytes: bytes, keys: Path, change: Callable[[bytes], bytes], why: str
) -> None:
    came = read(change(signed_bytes), keys)
    assert isinstance(came, Diagnostic)
    assert why in came.message


def test_a_signer_who_is_not_trusted_is_refused(
    signed_bytes: bytes, tmp_path: Path
) -> None:
    signing.make_key(tmp_path / "office.key")
    came = read(signed_bytes, tmp_path / "office.key")
    assert isinstance(came, Diagnostic)
    assert "not among those trusted" in came.message


def test_a_signer_who_names_another_rulebook_is_refused(keys: Path) -> None:
    made = evaluated()
    header = {"schema": "articulate.signed-bundle/1", "published": DAYS[1]}
    for rulebook, bundle, why in (
        ("sha256:0", made.bundle, "does not have the digest"),
        (made.rulebook, b"{}", "cannot read its rules"),
    ):
        came = read(put_together(header | {"rulebook": rulebook}, bundle, keys), keys)
        assert isinstance(came, Diagnostic)
        assert why in came.message


def test_a_key_is_kept_by_its_owner_and_never_written_over(
    keys: Path, tmp_path: Path
) -> None:
    assert keys.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        signing.make_key(keys)
    (tmp_path / "bad").write_text("no key")
    with pytest.raises(signing.KeyUnreadableError, match="no private key"):
        signing.signing_with(tmp_path / "bad")
    with pytest.raises(signing.KeyUnreadableError, match="no public key"):
        signing.public_key(tmp_path / "bad")
