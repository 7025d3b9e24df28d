"""What one edition of an item says: its elements, each with a stable key of its own.

Comparison, replay and reuse go by these keys, never by names. The whole edition is one
value (``EditionContent``): guide, form, checklist and review screen are projections of it
and so cannot disagree. Every number and text keeps the mark of how sure it is (``Mark``);
what is only ``plausible`` is shown as 示例 and cannot be published by a real bureau before
its keeper confirms it.
"""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Key = str
"""Lower-case letters, digits and hyphens; unique among its siblings; never reused."""


class Mark(StrEnum):
    """How sure a fact is (the marks of the domain reference)."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    GENERAL = "general"
    DESIGN = "design"
    PLAUSIBLE = "plausible"
    UNKNOWN = "unknown"


class Procedure(StrEnum):
    """Which law governs a case; data of the edition, never inferred from the item type."""

    REGISTRATION = "registration"
    LICENCE = "licence"
    FILING = "filing"
    NOTIFICATION = "notification"
    CONFIRMATION = "confirmation"
    OTHER_POWER = "other_power"
    PUBLIC_SERVICE = "public_service"
    ADJUDICATION = "adjudication"
    FORWARDED = "forwarded"
    BUNDLE = "bundle"
    GUIDE_ONLY = "guide_only"


CASE_PROCEDURES = frozenset(
    {Procedure.REGISTRATION, Procedure.LICENCE, Procedure.FILING, Procedure.PUBLIC_SERVICE}
)
"""The procedures whose whole chain runs here; the others have their guide and a sentence."""


class Stage(StrEnum):
    """Which part of a business's life an item belongs to."""

    ENTRY = "entry"  # 准入
    OPERATION = "operation"  # 准营
    EXIT = "exit"  # 退出


class Separation(StrEnum):
    """Who may combine the steps of one case."""

    NONE = "none"  # on-the-spot registration, filing
    ACCEPT_DECIDE = "accept_decide"  # who accepts does not decide
    ACCEPT_EXAMINE_DECIDE = "accept_examine_decide"  # three different persons


class Element(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Basis(Element):
    """Where something is written. ``document`` and ``article`` point to a LegalText."""

    document: str
    article: str = ""
    mark: Mark = Mark.GENERAL


class Limit(Element):
    """A time limit: value, unit and source, never a bare number."""

    value: int
    unit: str  # a unit of workdays
    basis: str = ""
    mark: Mark = Mark.PLAUSIBLE
    extension_value: int = 0
    extension_unit: str = ""


class Condition(Element):
    key: Key
    text: str
    basis: Basis | None = None
    mark: Mark = Mark.GENERAL
    forbids: bool = False  # a 不予批准 condition


class Option(Element):
    key: Key
    label: str
    hint: str = ""


class Question(Element):
    """A situational question; its answer reduces the guide to what this person needs."""

    key: Key
    text: str
    hint: str = ""
    options: tuple[Option, ...]
    when: "When | None" = None


class When(Element):
    """True when every named question or form field has one of the listed answers."""

    answers: dict[Key, tuple[str, ...]]

    def holds(self, given: dict[str, object]) -> bool:
        """Whether ``given`` (key → answer or list of answers) satisfies every line."""
        for key, allowed in self.answers.items():
            answer = given.get(key)
            answers = answer if isinstance(answer, (list, tuple)) else (answer,)
            if not any(one in allowed for one in answers):
                return False
        return True


class Material(Element):
    key: Key
    name: str
    form: str = "原件或电子"  # 原件, 复印件, 电子, 原件或电子
    copies: int = 1
    source: str = "申请人自备"  # 申请人自备, 政府部门核发, 其他
    provider: str = ""  # the department that issues or shares it
    necessary: bool = True
    when: When | None = None  # a conditional material: the situation that needs it
    situation: str = ""  # the same in words
    shareable: bool = False  # had by data sharing, so never asked of the applicant
    generated: bool = False  # made by the system from the form
    tolerable: bool = False  # 可容缺; effective only if the edition allows tolerance
    promisable: bool = False  # a commitment letter may replace it
    standard: str = ""  # 受理标准: what makes it acceptable
    filling: str = ""  # 填报须知
    blank_form: Key = ""  # key of a Form
    basis: Basis | None = None
    note: str = ""
    mark: Mark = Mark.GENERAL


class FormField(Element):
    """One field of the application form."""

    key: Key
    label: str
    kind: str = "text"
    """text, textarea, number, money, area, date, choice, choices, yes_no, address, phone,
    uscc, person (name, identity number, phone: kept encrypted, the answer is a reference),
    people (repeated person), rows (repeated group of ``columns``), declaration"""
    required: bool = True
    hint: str = ""
    unit: str = ""
    max_length: int = 200
    options: tuple[Option, ...] = ()
    columns: tuple["FormField", ...] = ()
    when: When | None = None
    prefill: str = ""  # party.name, party.uscc, party.address, licence.scope …
    example: str = ""  # what the filled example (样表) shows
    personal: bool = False  # a person's own address: kept sealed, the answer is a reference


class Section(Element):
    key: Key
    title: str
    fields: tuple[FormField, ...]
    note: str = ""


class Form(Element):
    """An official form: its fields make the blank form and the filled example (样表)."""

    key: Key
    name: str
    sections: tuple[Section, ...] = ()
    declaration: str = ""
    source: str = ""
    mark: Mark = Mark.GENERAL


class Step(Element):
    """One step of handling, with its own limit inside the whole."""

    key: Key
    kind: str  # receive, examine, inspect, decide, certify, deliver, publish, forward
    name: str
    text: str = ""
    limit: Limit | None = None
    by: str = ""  # clerk, examiner, inspector, approver
    when: When | None = None
    special: bool = False  # a special procedure of 行政许可法第四十五条


class PointTable(Element):
    """The 表 of a review point."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Point(Element):
    """A review point (审核要点): text, table, picture and note of one criterion."""

    key: Key
    kind: str  # formal 形式审查, substantive 实质审查, material 材料标准
    text: str
    material: Key = ""  # the material it looks at
    when: When | None = None
    table: PointTable | None = None
    picture: str = ""
    note: str = ""
    defect: str = ""  # what the one-time notice calls it
    mend: str = ""  # how the applicant mends it
    basis: Basis | None = None
    mark: Mark = Mark.GENERAL
    quantified: bool = True


class Fee(Element):
    name: str
    standard: str
    basis: Basis | None = None


class Result(Element):
    key: Key
    name: str
    kind: str = ""  # 出证办结, 出文办结, 审批办结, 无
    validity: str = ""
    validity_value: int = 0
    validity_unit: str = ""
    number_rule: str = ""  # which numbering the registry uses: jy, filing, generic …
    face: dict[str, Key | tuple[Key, ...]] = Field(default_factory=dict)
    """Which answer stands on the result's face: holder, place, scope, business, number,
    representative, from and until → the field or question; of several the first that was
    answered. Of a change only what was answered is new; ``other`` is what the paper shows and
    the register does not keep. ``number`` says which entry is meant."""
    before: dict[str, Key | tuple[Key, ...]] = Field(default_factory=dict)
    """Which answer says how an entry older than the register stands: holder, place, scope
    and until."""
    entry_name: str = ""  # what such an entry is called, where the result is called otherwise
    founds: bool = False  # a new business comes into being and holds the result
    renames: bool = False  # the holder bears the name that now stands on the entry
    ends: tuple[Key, ...] = ()  # items of which this result ends an entry of the same holder
    reissues: tuple[Key, ...] = ()  # … gives one out anew, unchanged
    changes: tuple[Key, ...] = ()  # … changes one; number and validity stay
    renews: tuple[Key, ...] = ()  # … renews one; its term counts anew from the decision
    notes: tuple[Key, ...] = ()  # … notes a state on one that goes on being valid
    note: str = ""  # which state: dormant
    mark: Mark = Mark.GENERAL

    def face_of(self, part: str) -> tuple[Key, ...]:
        """The fields and questions, in order, of which the first answered one is ``part``."""
        return _keys(self.face.get(part, ()))

    def before_of(self, part: str) -> tuple[Key, ...]:
        """The same for an entry as it stood before."""
        return _keys(self.before.get(part, ()))

    def acts_on(self) -> tuple[Key, ...]:
        """The items of which this result ends, changes, renews, reissues or notes an entry."""
        return (*self.ends, *self.reissues, *self.changes, *self.renews, *self.notes)


def _keys(keys: Key | tuple[Key, ...]) -> tuple[Key, ...]:
    return (keys,) if isinstance(keys, str) else keys


class Faq(Element):
    """A frequently asked question."""

    key: Key
    question: str
    answer: str


class Reform(Element):
    """证照分离: one of the four modes."""

    mode: str
    variants: str = ""
    mark: Mark = Mark.GENERAL


class EditionContent(Element):
    """Everything common to an item at every office from a day on."""

    name: str
    name_en: str = ""
    summary: str = ""  # one plain sentence: what it is for
    procedure: Procedure
    stage: Stage
    item_type: str  # GB/T 39046 A.1 code as text
    catalogue_code: str = ""
    handling_item_code: str = ""
    code_mark: Mark = Mark.UNKNOWN
    levels: tuple[str, ...]  # 省, 市, 县, 乡
    service_objects: tuple[str, ...]
    handling: str  # 即办件, 承诺件
    statutory_limit: Limit | None = None
    promised_limit: Limit | None = None
    supplement_days: int = 30  # natural days from the one-time notice [design]
    separation: Separation = Separation.ACCEPT_DECIDE
    on_the_spot: bool = False  # may be decided at the window in one act
    online: bool = True
    online_depth: str = ""  # I, II, III, IV
    visits: int = 0
    visits_reason: str = ""
    visits_mark: Mark = Mark.GENERAL
    system_of_record: str = "ours"  # ours, province, other
    how_and_where: str = ""  # for items no case is opened for: how and where it is done
    tolerance_allowed: bool | None = None  # None: the bureau must decide; treated as no
    tolerance_reason: str = ""
    tolerance_mark: Mark = Mark.UNKNOWN  # of the switch and of every tolerable material
    excluded_time: tuple[str, ...] = ()  # lawful reasons that stop the clock
    bases: tuple[Basis, ...] = ()
    conditions: tuple[Condition, ...] = ()
    questions: tuple[Question, ...] = ()
    materials: tuple[Material, ...] = ()
    forms: tuple[Form, ...] = ()
    steps: tuple[Step, ...] = ()
    points: tuple[Point, ...] = ()
    fees: tuple[Fee, ...] = ()
    fee_free: bool = True
    fee_note: str = ""
    fee_mark: Mark = Mark.GENERAL
    result: Result | None = None
    reform: Reform | None = None
    rights: tuple[str, ...] = ()
    faq: tuple[Faq, ...] = ()
    notes: str = ""
    written_out: bool = False  # False: marked 待梳理 and counted
    plain_words: tuple[str, ...] = Field(default=())  # what people say: 开店, 换法人 …

    def material(self, key: Key) -> Material | None:
        """The material of that key, or None."""
        return next((m for m in self.materials if m.key == key), None)

    def materials_for(self, answers: dict[str, object]) -> tuple[Material, ...]:
        """The materials these answers call for, in order; conditional ones only when met."""
        return tuple(m for m in self.materials if m.when is None or m.when.holds(answers))

    def points_for(self, answers: dict[str, object]) -> tuple[Point, ...]:
        """The review points these answers call for, in order."""
        return tuple(p for p in self.points if p.when is None or p.when.holds(answers))

    def takes_cases(self) -> bool:
        """Whether an application can be submitted here; otherwise ``how_and_where`` says where."""
        return self.procedure in CASE_PROCEDURES

    def application_form(self) -> Form | None:
        """The form the applicant fills in: the first."""
        return self.forms[0] if self.forms else None
