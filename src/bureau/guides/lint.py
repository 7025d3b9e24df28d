"""What is wrong with a guide, rule by rule. Pure.

An error misleads the applicant or breaks the law: publication is refused. A warning is
listed with its owner, and publication goes on. The level of a rule is data (``LEVELS``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bureau.catalogue.elements import (
    Basis,
    EditionContent,
    Form,
    FormField,
    Limit,
    Mark,
    Procedure,
)
from bureau.catalogue.numerals import article_words
from bureau.catalogue.queries import BasisText, ListingFacts
from bureau.catalogue.rules import unconfirmed
from bureau.catalogue.words import as_term, is_longer, limit_words
from bureau.guides.mends import MENDS
from bureau.guides.phrases import CATCH_ALL, CATCH_ALL_WORDS, HIDDEN, VAGUE


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


LEVELS: dict[str, Level] = {
    "promise-longer": Level.ERROR,
    "material-source": Level.ERROR,
    "asked-though-shared": Level.ERROR,
    "basis-not-in-force": Level.ERROR,
    "catch-all-material": Level.ERROR,
    "form-incomplete": Level.ERROR,
    "promise-template": Level.ERROR,
    "fee-basis": Level.ERROR,
    "phone-missing": Level.ERROR,
    "empty-chapter": Level.ERROR,
    "how-and-where": Level.ERROR,
    "instant-promise": Level.WARNING,
    "result-kind": Level.WARNING,
    "visits": Level.WARNING,
    "phone-form": Level.WARNING,
    "service-object": Level.WARNING,
    "licence-faq": Level.WARNING,
    "licence-steps": Level.WARNING,
    "steps-over-promise": Level.WARNING,
    "material-standard": Level.WARNING,
    "hidden-material": Level.WARNING,
    "material-situation": Level.WARNING,
    "vague-words": Level.WARNING,
    "catch-all-words": Level.WARNING,
    "basis-words": Level.WARNING,
    "unconfirmed": Level.WARNING,
    "not-written-out": Level.WARNING,
    "stale": Level.WARNING,
}

AREA_CODE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d+)?")
SHORT_NUMBER = re.compile(r"1\d{4}|\d{5}|1[3-9]\d{9}|[48]00\d{7}")
LICENCE_STEPS = {
    "receive": "受理",
    "examine": "审查",
    "decide": "决定",
    "certify": "办结制证",
    "deliver": "送达",
}
STALE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: which rule, how bad, where, and a sentence."""

    rule: str
    level: Level
    place: str
    message: str

    @property
    def mend(self) -> str:
        """What to do about it."""
        return MENDS.get(self.rule, "")


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything the rules look at."""

    content: EditionContent
    valid_from: date
    texts: tuple[BasisText, ...] = ()
    listings: tuple[ListingFacts, ...] = ()
    confirmed_on: date | None = None
    today: date | None = None


Check = Callable[[Subject], Iterator[tuple[str, str]]]

CHECKS: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """Register the check of a rule: it yields place and sentence of what is wrong."""

    def register(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return register


def lint(subject: Subject, *, levels: Mapping[str, Level] = LEVELS) -> tuple[Finding, ...]:
    """Every finding, errors first, then by rule and place."""
    found = [
        Finding(name, levels.get(name, LEVELS[name]), place, message)
        for name, check in CHECKS.items()
        for place, message in check(subject)
    ]
    return tuple(sorted(found, key=lambda one: (one.level is not Level.ERROR, one.rule, one.place)))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.level is Level.ERROR)


@rule("promise-longer")
def _promise_longer(subject: Subject) -> Iterator[tuple[str, str]]:
    promised, statutory = subject.content.promised_limit, subject.content.statutory_limit
    if promised and statutory and is_longer(promised, statutory):
        yield (
            "promised_limit",
            f"承诺{limit_words(promised)}长于法定{limit_words(statutory)}。",
        )


@rule("material-source")
def _material_source(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in subject.content.materials:
        if not one.source.strip():
            yield f"materials.{one.key}", f"“{one.name}”没有写明来源渠道。"


@rule("asked-though-shared")
def _asked_though_shared(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in subject.content.materials:
        if one.shareable and one.necessary and one.source == "申请人自备":
            yield f"materials.{one.key}", f"“{one.name}”能共享取得，不得要求申请人自备。"


@rule("basis-not-in-force")
def _basis_not_in_force(subject: Subject) -> Iterator[tuple[str, str]]:
    for text in subject.texts:
        if text.known and not text.in_force(subject.valid_from):
            yield "bases", f"《{text.title}》在启用日{subject.valid_from}没有施行或者已经废止。"


@rule("catch-all-material")
def _catch_all(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in subject.content.materials:
        if CATCH_ALL.search(one.name):
            yield f"materials.{one.key}", f"“{one.name}”是兜底条款，要写明具体材料。"


@rule("form-incomplete")
def _form_incomplete(subject: Subject) -> Iterator[tuple[str, str]]:
    for form in subject.content.forms:
        fields = list(_fields(form))
        if not fields:
            yield f"forms.{form.key}", f"“{form.name}”没有空白表。"
        elif any(one.required and not one.columns and not one.example for one in fields):
            yield f"forms.{form.key}", f"“{form.name}”的样表没有填全。"
    if subject.content.takes_cases() and not subject.content.forms:
        yield "forms", "没有申请表单。"


def _fields(form: Form) -> Iterator[FormField]:
    for section in form.sections:
        for one in section.fields:
            yield one
            yield from one.columns


@rule("promise-template")
def _promise_template(subject: Subject) -> Iterator[tuple[str, str]]:
    content = subject.content
    promised = content.reform is not None and content.reform.mode == "实行告知承诺"
    here = content.takes_cases()
    promisable = [one.key for one in content.materials if one.promisable and not one.blank_form]
    if promised and here and not any("promise" in form.key for form in content.forms):
        yield "reform", "实行告知承诺的事项没有告知承诺书范本。"
    for key in promisable:
        yield f"materials.{key}", "可以用承诺代替的材料没有承诺书范本。"


@rule("fee-basis")
def _fee_basis(subject: Subject) -> Iterator[tuple[str, str]]:
    content = subject.content
    if content.fee_free:
        return
    if not content.fees:
        yield "fees", "收费的事项没有写收费项目和标准。"
    for one in content.fees:
        if one.basis is None or not one.standard:
            yield "fees", f"“{one.name}”没有写明收费标准或者依据。"


@rule("phone-missing")
def _phone_missing(subject: Subject) -> Iterator[tuple[str, str]]:
    for listing in subject.listings:
        lacking = [
            label
            for key, label in (("consult", "咨询"), ("complain", "监督投诉"))
            if not listing.phones.get(key)
        ]
        if lacking:
            yield f"listings.{listing.office_key}", f"没有{'、'.join(lacking)}电话。"


@rule("empty-chapter")
def _empty_chapter(subject: Subject) -> Iterator[tuple[str, str]]:
    content = subject.content
    if not content.takes_cases():
        return
    needed = {
        "conditions": (content.conditions, "受理条件"),
        "materials": (content.materials, "申请材料"),
        "steps": (content.steps, "办理流程"),
        "promised_limit": (content.promised_limit, "办结时限"),
    }
    for place, (value, title) in needed.items():
        if not value:
            yield place, f"必备章节“{title}”是空的。"


@rule("how-and-where")
def _how_and_where(subject: Subject) -> Iterator[tuple[str, str]]:
    if not subject.content.takes_cases() and not subject.content.how_and_where:
        yield "how_and_where", "不开办件的事项要写明怎么办、在哪办。"


@rule("instant-promise")
def _instant_promise(subject: Subject) -> Iterator[tuple[str, str]]:
    promised = subject.content.promised_limit
    if promised is None:
        return
    instant = promised.unit == "on_the_spot"
    if subject.content.handling == "即办件" and not instant:
        yield "promised_limit", f"即办件的承诺不是当场办结，而是{limit_words(promised)}。"
    if subject.content.handling == "承诺件" and instant:
        yield "handling", "承诺当场办结的应为即办件。"


@rule("result-kind")
def _result_kind(subject: Subject) -> Iterator[tuple[str, str]]:
    result = subject.content.result
    if result is None:
        return
    bare = re.split(r"[（(/]", result.name)[0]
    wanted = {"证": "出证办结", "照": "出证办结", "文": "出文办结", "批复": "审批办结"}
    for ending, kind in wanted.items():
        if bare.endswith(ending) and result.kind != kind:
            yield "result", f"结果是“{bare}”，结果类型应为{kind}。"


@rule("visits")
def _visits(subject: Subject) -> Iterator[tuple[str, str]]:
    content = subject.content
    if content.visits_mark is Mark.UNKNOWN:
        yield "visits", "到现场次数没有核定。"
        return
    if content.visits and not content.visits_reason:
        yield "visits_reason", "要到现场的，没有写明原因。"
    if not content.visits and content.visits_reason:
        yield "visits_reason", "不用到现场，却写了要到现场的原因。"
    if content.visits and content.online_depth == "IV":
        yield "online_depth", "全程网办的事项到现场次数应为0。"


@rule("phone-form")
def _phone_form(subject: Subject) -> Iterator[tuple[str, str]]:
    for listing in subject.listings:
        consult, complain = (listing.phones.get(key, "") for key in ("consult", "complain"))
        place = f"listings.{listing.office_key}"
        if consult and consult == complain:
            yield place, "咨询电话和监督投诉电话相同。"
        for number in (consult, complain):
            known = AREA_CODE.fullmatch(number) or SHORT_NUMBER.fullmatch(number)
            if number and not known:
                yield place, f"电话“{number}”没有区号或者不像电话号码。"


@rule("service-object")
def _service_object(subject: Subject) -> Iterator[tuple[str, str]]:
    if not subject.content.service_objects:
        yield "service_objects", "没有写明服务对象。"


@rule("licence-faq")
def _licence_faq(subject: Subject) -> Iterator[tuple[str, str]]:
    if subject.content.procedure is Procedure.LICENCE and not subject.content.faq:
        yield "faq", "许可事项至少要有一个常见问题。"


@rule("licence-steps")
def _licence_steps(subject: Subject) -> Iterator[tuple[str, str]]:
    if subject.content.procedure is not Procedure.LICENCE:
        return
    kinds = {one.kind for one in subject.content.steps}
    lacking = [name for kind, name in LICENCE_STEPS.items() if kind not in kinds]
    if lacking:
        yield "steps", f"许可流程缺少环节：{'、'.join(lacking)}。"


@rule("steps-over-promise")
def _steps_over_promise(subject: Subject) -> Iterator[tuple[str, str]]:
    promised = subject.content.promised_limit
    limits: list[Limit] = [one.limit for one in subject.content.steps if one.limit]
    if promised is None or not limits:
        return
    total = sum(as_term(one).in_working_days() for one in limits)
    if total > as_term(promised).in_working_days():
        yield "steps", f"各环节时限加起来超过承诺的{limit_words(promised)}。"


@rule("material-standard")
def _material_standard(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in subject.content.materials:
        if not one.standard and not one.generated and not one.shareable:
            yield f"materials.{one.key}", f"“{one.name}”没有受理标准。"


@rule("material-situation")
def _material_situation(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in subject.content.materials:
        if not one.necessary and not one.situation and one.when is None:
            yield f"materials.{one.key}", f"“{one.name}”不是必要材料，却没有写什么情形才要。"


@rule("hidden-material")
def _hidden_material(subject: Subject) -> Iterator[tuple[str, str]]:
    for one in (one for one in subject.content.conditions if not one.forbids):
        if HIDDEN.search(one.text):
            yield f"conditions.{one.key}", "受理条件里藏着材料，材料要写进材料清单。"


@rule("vague-words")
def _vague_words(subject: Subject) -> Iterator[tuple[str, str]]:
    for place, text in _judged_texts(subject.content):
        found = [word for word in VAGUE if word in text]
        if found:
            yield place, f"“{'、'.join(found)}”不能两次判得一样，要量化。"


@rule("catch-all-words")
def _catch_all_words(subject: Subject) -> Iterator[tuple[str, str]]:
    for place, text in _judged_texts(subject.content):
        if found := CATCH_ALL_WORDS.search(text):
            yield place, f"“{found.group()}”是兜底的话，看的人不知道还要什么。"


def _judged_texts(content: EditionContent) -> Iterator[tuple[str, str]]:
    """The texts by which somebody decides yes or no."""
    yield from ((f"conditions.{one.key}", one.text) for one in content.conditions)
    yield from ((f"materials.{one.key}", one.standard) for one in content.materials)
    yield from ((f"points.{one.key}", one.text) for one in content.points if one.quantified)


@rule("basis-words")
def _basis_words(subject: Subject) -> Iterator[tuple[str, str]]:
    for text in subject.texts:
        if not text.known:
            yield "bases", f"依据《{text.document}》不在法律文件表里。"
        elif not text.texts or not all(one.text for one in text.texts):
            words = f"《{text.title}》{article_words(text.article)}"
            yield "bases", f"{words}的条文还没有录入。"


@rule("unconfirmed")
def _unconfirmed(subject: Subject) -> Iterator[tuple[str, str]]:
    for place in unconfirmed(subject.content):
        yield place, "这里是示例值，正式公布前要由事项管理员核实。"


@rule("not-written-out")
def _not_written_out(subject: Subject) -> Iterator[tuple[str, str]]:
    if not subject.content.written_out:
        yield "", "这个事项还没有逐项梳理。"


@rule("stale")
def _stale(subject: Subject) -> Iterator[tuple[str, str]]:
    if subject.confirmed_on is None or subject.today is None:
        return
    if (subject.today - subject.confirmed_on).days > STALE_DAYS:
        yield "", f"上次核定是{subject.confirmed_on}，已超过12个月，要自查一遍。"


def bases_of(content: EditionContent) -> tuple[Basis, ...]:
    """Every basis an edition names, once."""
    named: list[Basis | None] = [
        *content.bases,
        *(one.basis for one in content.conditions),
        *(one.basis for one in content.materials),
        *(one.basis for one in content.points),
        *(one.basis for one in content.fees),
    ]
    return tuple(dict.fromkeys(one for one in named if one is not None))
