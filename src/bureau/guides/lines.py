"""Elements of an edition as lines of a guide. Pure."""

from collections.abc import Iterable, Mapping

from bureau.catalogue.elements import Basis, EditionContent, Material, Point, Procedure, Step
from bureau.catalogue.numerals import article_words
from bureau.catalogue.queries import BasisText
from bureau.catalogue.words import flag, limit_words
from bureau.guides.parts import (
    WHO_LABELS,
    ArticleLine,
    BasisLine,
    ConditionLine,
    MaterialLine,
    Need,
    PointLine,
    StepLine,
    Who,
)

BY = {
    "clerk": "窗口人员",
    "examiner": "审查人员",
    "inspector": "核查人员（两人以上）",
    "approver": "审批人员",
}
POINT_KINDS = {"formal": "形式审查", "substantive": "实质审查", "material": "材料标准"}


def basis_words(basis: Basis | None) -> str:
    """《食品安全法》第三十五条; nothing for none."""
    if basis is None:
        return ""
    return f"《{basis.document}》{article_words(basis.article)}"


def basis_lines(texts: Iterable[BasisText]) -> tuple[BasisLine, ...]:
    """One line per document, its articles in the order of the edition."""
    groups: dict[str, list[BasisText]] = {}
    for text in texts:
        groups.setdefault(text.document, []).append(text)
    return tuple(_basis_line(document, parts) for document, parts in groups.items())


def _basis_line(document: str, parts: list[BasisText]) -> BasisLine:
    articles = tuple(
        ArticleLine(
            article=article_words(one.article),
            text=one.text,
            source=one.source,
            entered=bool(one.text),
        )
        for part in parts
        for one in part.texts
    )
    first = parts[0]
    named = "、".join(dict.fromkeys(one.article for one in articles))
    # The words themselves are the proof: only what was not read against them is flagged.
    unsure = [part.mark for part in parts if not all(one.text for one in part.texts)]
    return BasisLine(
        document=document,
        title=first.title,
        number=first.number,
        articles=articles,
        words=f"《{first.title}》{named}",
        flag=next((word for mark in unsure if (word := flag(mark))), ""),
    )


def condition_lines(content: EditionContent) -> tuple[ConditionLine, ...]:
    return tuple(
        ConditionLine(
            key=one.key,
            text=one.text,
            forbids=one.forbids,
            basis=basis_words(one.basis),
            flag=flag(one.mark),
        )
        for one in content.conditions
    )


def who_provides(material: Material, *, waived: Iterable[str] = ()) -> Who:
    """Nothing is asked of the applicant that is waived, shared or made from the form."""
    if material.key in waived:
        return Who.WAIVED
    if material.shareable:
        return Who.SHARED
    return Who.GENERATED if material.generated else Who.BRING


def may_be_owed(content: EditionContent, material: Material) -> bool:
    """容缺: both item and material allow it; never for an instant case or a registration."""
    return (
        material.tolerable
        and content.tolerance_allowed is True
        and content.handling != "即办件"
        and content.procedure is not Procedure.REGISTRATION
    )


def material_lines(
    content: EditionContent, *, waived: Iterable[str] = ()
) -> tuple[MaterialLine, ...]:
    return tuple(_material_line(content, one, frozenset(waived)) for one in content.materials)


def _material_line(
    content: EditionContent, material: Material, waived: frozenset[str]
) -> MaterialLine:
    who = who_provides(material, waived=waived)
    conditional = material.when is not None or not material.necessary
    return MaterialLine(
        key=material.key,
        name=material.name,
        who=who,
        who_label=WHO_LABELS[who],
        need=Need.DEPENDS if conditional else Need.YES,
        form=material.form,
        copies=material.copies,
        source=material.source,
        provider=material.provider,
        situation=material.situation or ("特定情形才要" if conditional else ""),
        standard=material.standard,
        filling=material.filling,
        blank_form=material.blank_form,
        promisable=material.promisable,
        tolerable=may_be_owed(content, material),
        basis=basis_words(material.basis),
        note=material.note,
        flag=flag(material.mark),
        when=material.when,
    )


def step_lines(content: EditionContent) -> tuple[StepLine, ...]:
    """The steps in order; the applicant takes part in handing in and in being handed."""
    first = next((one.key for one in content.steps if one.kind == "receive"), "")
    return tuple(
        _step_line(number, one, yours=one.key == first or one.kind == "deliver")
        for number, one in enumerate(content.steps, start=1)
    )


def _step_line(number: int, step: Step, *, yours: bool) -> StepLine:
    return StepLine(
        number=number,
        key=step.key,
        kind=step.kind,
        name=step.name,
        text=step.text,
        limit=limit_words(step.limit, none=""),
        by=BY.get(step.by, ""),
        yours=yours,
        special=step.special,
        need=Need.DEPENDS if step.when else Need.YES,
        flag=flag(step.limit.mark) if step.limit else "",
        when=step.when,
    )


def point_lines(content: EditionContent) -> tuple[PointLine, ...]:
    names = {one.key: one.name for one in content.materials}
    return tuple(_point_line(one, names) for one in content.points)


def _point_line(point: Point, names: Mapping[str, str]) -> PointLine:
    return PointLine(
        key=point.key,
        kind=point.kind,
        kind_label=POINT_KINDS.get(point.kind, point.kind),
        text=point.text,
        material=names.get(point.material, ""),
        table_header=point.table.header if point.table else (),
        table_rows=point.table.rows if point.table else (),
        picture=point.picture,
        note=point.note,
        mend=point.mend,
        basis=basis_words(point.basis),
        need=Need.DEPENDS if point.when else Need.YES,
        flag=flag(point.mark),
        when=point.when,
    )


def fee_lines(content: EditionContent) -> tuple[str, ...]:
    """What it costs, in words; 不收费 where it costs nothing."""
    if content.fee_free:
        return ("不收费",)
    return tuple(
        f"{fee.name}：{fee.standard}" + (f"（依据：{basis_words(fee.basis)}）" if fee.basis else "")
        for fee in content.fees
    ) or ("收费，标准待梳理",)
