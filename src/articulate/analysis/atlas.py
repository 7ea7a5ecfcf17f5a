"""The atlas: in which situations each rule speaks of each learning it may be about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from articulate.analysis.aspects import Setting, Test, Tests, tests_of
from articulate.analysis.policy_conditions import conditions_of
from articulate.analysis.regions import (
    EVERYWHERE,
    NOWHERE,
    Box,
    Region,
    Where,
    everywhere_of,
    where,
)
from articulate.analysis.spectra import Spectra
from articulate.analysis.voices import Leaf, Opened, Other, Selection, Voice
from articulate.model.calendar import Period
from articulate.model.grade import GradeScale, Passing
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.conditions import (
    Condition,
    DateValue,
    NumberValue,
    Operator,
    TextValue,
)
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    PortfolioBlock,
    TrainingBlock,
)
from articulate.rulebook.rulebook import Rulebook

Asked = tuple[Condition, str]


@dataclass
class Atlas:
    """Every rule for one receiving institution, and where each of them speaks."""

    book: Rulebook
    receiving: InstitutionId
    voices: tuple[Voice, ...]
    spectra: Spectra = field(default_factory=Spectra)
    _taken_apart: dict[Asked, Tests] = field(default_factory=dict)
    _conditions: dict[Asked, Where] = field(default_factory=dict)
    _blocks: dict[int, Region] = field(default_factory=dict)
    _wholes: dict[tuple[object, ...], Where] = field(default_factory=dict)
    _settings: dict[tuple[str, int], Setting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note everything that rules tell apart, before any region is made."""
        noted: set[int] = set()
        for voice in self.voices:
            if id(voice.opened) not in noted:
                noted.add(id(voice.opened))
                self._note_block(voice.opened)
            condition = voice.condition()
            if condition is None:
                continue
            for setting in self._settings_of(voice):
                key = (condition, setting.about)
                if key not in self._taken_apart:
                    tests = self._taken_apart[key] = tests_of(condition, setting)
                    self.spectra.note(tests)
        self._note_policies()

    def where(self, voice: Voice, selection: Selection) -> Where:
        """Return where a rule speaks of a selection.

        Every learning of the selection is taken to have the same facts.
        """
        condition = voice.condition()
        settings = {
            one.about: one
            for leaf in selection
            for one in (self.setting(leaf, voice.opened),)
        }
        needs_pass = voice.needs_pass
        days = self._days(selection, voice)
        key = (condition, tuple(settings), id(voice.opened), needs_pass, days)
        if key not in self._wholes:
            parts = [self._block(voice.opened), self._asked_first(selection, voice)]
            if needs_pass:
                parts += [self._passed(one) for one in settings.values()]
            found = [Where(part) for part in parts]
            if condition is not None:
                found += [self._holds(condition, one) for one in settings.values()]
            self._wholes[key] = everywhere_of(found)
        return self._wholes[key]

    def condition_alone(self, voice: Voice, selection: Selection) -> Where:
        """Return where the condition holds, whatever the days of the version."""
        condition = voice.condition()
        if condition is None:
            return Where(EVERYWHERE)
        return everywhere_of(
            self._holds(condition, self.setting(leaf, voice.opened))
            for leaf in selection
        )

    def policy_region(self, condition: Condition) -> Region:
        """Return where a policy's own condition holds, as far as one can say."""
        tests = self._taken_apart[condition, self._policy_setting.about]
        return where(tests, self.spectra).region

    def setting(self, leaf: Leaf, opened: Opened) -> Setting:
        """Return what the facts of a learning stand on."""
        if isinstance(leaf, Other):
            about = f"{leaf.kind} {leaf.name}"
            scale = None
        else:
            institution = (
                leaf.code.institution if hasattr(leaf, "code") else leaf.institution
            )
            scale = self.book.scale_of(institution)
            about = f"course {'' if scale is None else scale.id}"
        key = (about, id(opened) if isinstance(leaf, Other) else 0)
        if key not in self._settings:
            self._settings[key] = self._make(about, scale, opened)
        return self._settings[key]

    # --- what each part says ----------------------------------------------------------

    def _holds(self, condition: Condition, setting: Setting) -> Where:
        key = (condition, setting.about)
        if key not in self._conditions:
            self._conditions[key] = where(self._taken_apart[key], self.spectra)
        return self._conditions[key]

    def _block(self, opened: Opened) -> Region:
        """Return when the version holds, and for whom."""
        key = id(opened)
        if key not in self._blocks:
            box: dict[tuple[str, str, str], int] = {}
            if opened.kept:
                box["day", opened.axis, ""] = self._inside(opened.axis, opened.kept)
            if opened.block.head.degree is not None:
                box["yes", "degree", opened.block.head.degree] = 1
            empty = any(not mask for mask in box.values())
            self._blocks[key] = NOWHERE if empty else (box,)
        return self._blocks[key]

    def _days(self, selection: Selection, voice: Voice) -> tuple[Period, ...]:
        """Return the days an exhibit describes, where the learning is training."""
        block = voice.opened.block
        if not isinstance(block, TrainingBlock):
            return ()
        names = [leaf.name for leaf in selection if isinstance(leaf, Other)]
        return tuple(period for name, period in block.exhibits if name in names)

    def _asked_first(self, selection: Selection, voice: Voice) -> Region:
        """Return what the block asks of its learning before any rule is asked."""
        block = voice.opened.block
        box: Box = {}
        match block:
            case TrainingBlock() if days := self._days(selection, voice):
                box = {("day", "learning", ""): self._inside("learning", days)}
            case ExamBlock(lowest=low, highest=high) if (
                low is not None and high is not None
            ):
                about = f"exam {block.head.id}"
                aspect = ("number", "score", about)
                least = Test(aspect, Operator.AT_LEAST, NumberValue(low))
                most = Test(aspect, Operator.AT_MOST, NumberValue(high))
                mask = self.spectra.where(least)[0] & self.spectra.where(most)[0]
                missing = (
                    self.spectra.everything(aspect) & ~self.spectra.of(aspect).known
                )
                box = {aspect: mask | missing}
            case CredentialBlock(issuers=issuers) if issuers and not block.stack:
                names = [leaf.name for leaf in selection if isinstance(leaf, Other)]
                aspect = ("text", "issuer", f"credential {names[0]}")
                mask = 0
                for issuer in issuers:
                    test = Test(aspect, Operator.EQUAL, TextValue(issuer))
                    mask |= self.spectra.where(test)[0]
                box = {aspect: mask}
            case _:
                return EVERYWHERE
        return (box,) if all(box.values()) else NOWHERE

    def _inside(self, axis: str, periods: Iterable[Period]) -> int:
        aspect, mask = ("day", axis, ""), 0
        for period in periods:
            inside = self.spectra.of(aspect).known
            if period.start is not None:
                test = Test(aspect, Operator.AT_LEAST, DateValue(period.start))
                inside &= self.spectra.where(test)[0]
            if period.until is not None:
                test = Test(aspect, Operator.LESS, DateValue(period.until))
                inside &= self.spectra.where(test)[0]
            mask |= inside
        return mask

    def _passed(self, setting: Setting) -> Region:
        """Return which marks are passed, on the scale of a setting."""
        if setting.scale is None:
            return EVERYWHERE
        aspect = ("grade", "", setting.about)
        mask = 0
        for place, sample in enumerate(self.spectra.of(aspect).samples):
            if (
                isinstance(sample, SeenGrade)
                and setting.scale.passing(sample.mark) is Passing.PASSED
            ):
                mask |= 1 << place
        return ({aspect: mask},) if mask else EVERYWHERE

    # --- what is told apart -----------------------------------------------------------

    def _settings_of(self, voice: Voice) -> Iterator[Setting]:
        seen = set[str]()
        for selection in voice.selections():
            for leaf in selection:
                setting = self.setting(leaf, voice.opened)
                if setting.about not in seen:
                    seen.add(setting.about)
                    yield setting

    def _make(self, about: str, scale: GradeScale | None, opened: Opened) -> Setting:
        block = opened.block
        exam = isinstance(block, ExamBlock) and _whole(block)
        setting = Setting(
            about,
            self.book.term_of,
            self.book.scale_of,
            scale,
            self._wanted_on,
            orders=block.levels if isinstance(block, CredentialBlock) else (),
            criteria=block.criteria if isinstance(block, PortfolioBlock) else (),
            lowest=block.lowest if isinstance(block, ExamBlock) and exam else None,
            highest=block.highest if isinstance(block, ExamBlock) and exam else None,
        )
        self.spectra.introduce(setting)
        return setting

    @cached_property
    def _policy_setting(self) -> Setting:
        """Return what facts stand on in a policy: it speaks of learning from anywhere.

        Its marks are those of our own scale; what that lacks is left open.
        """
        scale = self._wanted_on
        about = f"course {'' if scale is None else scale.id}"
        setting = Setting(about, self.book.term_of, self.book.scale_of, scale, scale)
        self.spectra.introduce(setting)
        return setting

    @cached_property
    def _wanted_on(self) -> GradeScale | None:
        return self.book.scale_of(self.receiving)

    def _note_block(self, opened: Opened) -> None:
        ends = [day for one in opened.kept for day in (one.start, one.until)]
        self.spectra.note_days(opened.axis, ends)
        block = opened.block
        if isinstance(block, TrainingBlock):
            for _, one in block.exhibits:
                self.spectra.note_days("learning", (one.start, one.until))
        if isinstance(block, CredentialBlock):
            for name in opened.members[block.head.id]:
                aspect = ("text", "issuer", f"credential {name}")
                for issuer in block.issuers:
                    self.spectra.want(aspect, TextValue(issuer))

    def _note_policies(self) -> None:
        """Note when policies and catalogs begin: a learner is asked for within them."""
        heads = [one.head for one in self.book.policies]
        heads += [one.head for one in self.book.catalogs]
        for head in heads:
            if head.receiving == self.receiving:
                days = (head.effective.start, head.effective.until)
                self.spectra.note_days("requested", days)
        setting = self._policy_setting
        for policy in self.book.policies:
            if policy.head.receiving != self.receiving:
                continue
            for _, condition in conditions_of(policy):
                key = (condition, setting.about)
                if key not in self._taken_apart:
                    tests = self._taken_apart[key] = tests_of(condition, setting)
                    self.spectra.note(tests)


def _whole(block: ExamBlock) -> bool:
    """Say whether the scores of an exam are whole numbers, as its scale is."""
    bounds = (block.lowest, block.highest)
    return all(one is not None and one.denominator == 1 for one in bounds)
