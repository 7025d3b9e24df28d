"""What a guide consists of: plain frozen values that a page, a print or a letter places.

Every value that is not sure carries its flag: 示例 (an example, nobody published it),
待核对 (usual practice, not compared with the source), 待梳理 (not worked out yet).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bureau.catalogue.elements import Procedure, Stage, When


class Who(StrEnum):
    """Who provides a material."""

    BRING = "bring"  # the applicant brings or uploads it
    GENERATED = "generated"  # made from the form
    SHARED = "shared"  # had from another department
    HELD = "held"  # we have it already
    WAIVED = "waived"  # this office does not ask for it


WHO_LABELS = {
    Who.BRING: "您准备",
    Who.GENERATED: "填表后自动生成",
    Who.SHARED: "免交，部门共享",
    Who.HELD: "免交，我们已有",
    Who.WAIVED: "免交，本单位不收",
}


class Need(StrEnum):
    """Whether these answers call for something."""

    YES = "yes"
    DEPENDS = "depends"  # a question is still open, or only words say when
    NO = "no"


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the few numbers everybody asks for."""

    key: str
    label: str
    value: str
    hint: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article of a basis with its words; no words: 未录入."""

    article: str
    text: str
    source: str
    entered: bool


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A legal document with the articles that count here."""

    document: str
    title: str
    number: str
    articles: tuple[ArticleLine, ...]
    words: str  # 《…法》第三十五条
    flag: str = ""


@dataclass(frozen=True, slots=True)
class ConditionLine:
    key: str
    text: str
    forbids: bool
    basis: str
    flag: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    key: str
    name: str
    who: Who
    who_label: str
    need: Need
    form: str
    copies: int
    source: str
    provider: str
    situation: str
    standard: str
    filling: str
    blank_form: str
    promisable: bool
    tolerable: bool
    basis: str
    note: str
    flag: str
    when: When | None = None

    @property
    def is_yours(self) -> bool:
        """Whether the applicant has to do something for it."""
        return self.who is Who.BRING and self.need is not Need.NO


@dataclass(frozen=True, slots=True)
class StepLine:
    number: int
    key: str
    kind: str
    name: str
    text: str
    limit: str
    by: str
    yours: bool  # the applicant takes part
    special: bool
    need: Need
    flag: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the flow. ``kind``: start, yours, ours, choice, end."""

    key: str
    kind: str
    label: str
    note: str = ""
    row: int = 0
    lane: int = 0  # 0 the straight way, 1 beside it


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """办理流程图 as data: boxes in rows and lanes, and what leads where."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class PointLine:
    key: str
    kind: str
    kind_label: str
    text: str
    material: str
    table_header: tuple[str, ...]
    table_rows: tuple[tuple[str, ...], ...]
    picture: str
    note: str
    mend: str
    basis: str
    need: Need
    flag: str
    when: When | None = None


@dataclass(frozen=True, slots=True)
class OptionLine:
    key: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    key: str
    text: str
    hint: str
    options: tuple[OptionLine, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class FormName:
    key: str
    name: str
    fields: int
    has_example: bool
    flag: str


@dataclass(frozen=True, slots=True)
class FaqLine:
    key: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class HallLine:
    key: str
    name: str
    address: str
    phone: str
    traffic: str
    help: str
    hours: tuple[str, ...]
    windows: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by whom an item is carried out: the facts of one listing."""

    office_key: str
    office_name: str
    authority_name: str
    deciding_office: str = ""
    consult_phone: str = ""
    complain_phone: str = ""
    halls: tuple[HallLine, ...] = ()
    waived: tuple[str, ...] = ()
    promise_value: int | None = None
    promise_unit: str = ""
    reconsideration: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the printed guide: plain lines, or the block a page draws there."""

    number: int
    key: str
    title: str
    lines: tuple[str, ...] = ()
    block: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """办事指南: an edition and a listing, told to the person who has to go through it."""

    item: str
    name: str
    summary: str
    edition_id: int
    edition_number: str
    edition_line: str
    valid_from: date
    content_hash: str
    trial: bool
    written_out: bool
    procedure: Procedure
    procedure_label: str
    stage: Stage
    stage_label: str
    type_label: str
    code: str
    levels: tuple[str, ...]
    service_objects: tuple[str, ...]
    takes_cases: bool
    online: bool
    how_and_where: str
    place: Place | None
    facts: tuple[Fact, ...]
    speed_up: str
    conditions: tuple[ConditionLine, ...]
    materials: tuple[MaterialLine, ...]
    steps: tuple[StepLine, ...]
    flow: Flow
    points: tuple[PointLine, ...]
    fees: tuple[str, ...]
    result: str
    bases: tuple[BasisLine, ...]
    questions: tuple[QuestionLine, ...]
    forms: tuple[FormName, ...]
    faq: tuple[FaqLine, ...]
    rights: tuple[str, ...]
    chapters: tuple[Chapter, ...]

    def fact(self, key: str) -> Fact | None:
        return next((one for one in self.facts if one.key == key), None)
