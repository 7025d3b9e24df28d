"""Rows of this desk in plain strings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bureau.catalogue.elements import EditionContent
from bureau.catalogue.numerals import article_words
from bureau.catalogue.queries import DraftLine, EditionFacts, ListingFacts
from bureau.catalogue.words import PROCEDURES, STAGES, term_words
from bureau.guides.checking import Checked
from bureau.guides.parts import Guide
from bureau.offices import queries as offices
from bureau.offices.words import Act
from desks.design import formats


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: str
    name: str
    stage: str
    stage_key: str
    procedure: str
    number: str
    since: str
    written_out: bool
    trial: bool
    listings: int
    errors: int
    warnings: int


def item_row(edition: EditionFacts, checked: Checked, listings: int) -> ItemRow:
    return ItemRow(
        item=edition.item,
        name=edition.name,
        stage=STAGES[edition.stage],
        stage_key=str(edition.stage),
        procedure=PROCEDURES[edition.procedure],
        number=edition.number,
        since=formats.iso_day(edition.valid_from),
        written_out=edition.content.written_out,
        trial=edition.trial,
        listings=listings,
        errors=checked.errors,
        warnings=checked.warnings,
    )


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft being written, or one that waits for its second person."""

    id: int
    item: str
    name: str
    number: str
    since: str
    waits: str
    last: str


def draft_row(draft: DraftLine, *, now: datetime) -> DraftRow:
    waits = formats.ago(draft.proposed_at, now=now) if draft.proposed_at else ""
    last = formats.ago(draft.last_at, now=now) if draft.last_at else ""
    return DraftRow(
        id=draft.id,
        item=draft.item,
        name=draft.name,
        number=draft.number,
        since=formats.iso_day(draft.valid_from),
        waits=f"{draft.proposer}{waits}送来" if waits else "",
        last=f"{draft.last_by}{last}改过" if last else "还没有改动",
    )


def standing(edition: EditionFacts, *, day: date) -> tuple[str, str]:
    """How an edition stands on a day: the kind of sign, and the words."""
    if edition.status == "draft":
        return "info", "草稿"
    if edition.valid_to is not None and edition.valid_to < edition.valid_from:
        return "hold", "没有执行过"
    if edition.status == "suspended":
        return "warn", "暂停"
    if edition.valid_from > day:
        return "info", "已发布，还没到启用日"
    if edition.valid_to is None or edition.valid_to >= day:
        return "ok", "在用"
    return "hold", "已取消" if edition.status == "withdrawn" else "已由新版代替"


def edition_words(edition: EditionFacts) -> str:
    """An edition as a choice: 第2版（2026-05-11起）."""
    draft = "，草稿" if edition.status == "draft" else ""
    return f"第{edition.number}版（{formats.iso_day(edition.valid_from)}起{draft}）"


def ground_words(document: str, article: str) -> str:
    """The text a change rests on."""
    return f"《{document}》{article_words(article)}" if document else ""


def fits(row: ItemRow, *, shown: str, stage: str, words: str) -> bool:
    """Whether a row is among those asked for."""
    wanted = {
        "unwritten": not row.written_out,
        "written": row.written_out,
        "trial": row.trial,
        "errors": row.errors > 0,
    }
    return (
        wanted.get(shown, True)
        and stage in ("", row.stage_key)
        and (not words or words in row.name or words in row.item)
    )


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element: its key, what it says, what besides, and how sure it is."""

    key: str
    text: str
    more: tuple[str, ...] = ()
    flag: str = ""


@dataclass(frozen=True, slots=True)
class ElementSection:
    key: str
    title: str
    rows: tuple[ElementRow, ...]

    @property
    def flagged(self) -> int:
        return sum(bool(row.flag) for row in self.rows)


def sections(guide: Guide, content: EditionContent) -> list[ElementSection]:
    """Every element of an edition under its heading, in the order of the guide."""
    made = [
        ElementSection(
            "facts",
            "基本信息",
            tuple(_row(f.key, f"{f.label}：{f.value}", f.hint, flag=f.flag) for f in guide.facts),
        ),
        ElementSection(
            "conditions",
            "条件",
            tuple(
                _row(
                    c.key,
                    c.text,
                    "有这种情形不予办理" if c.forbids else "",
                    c.basis,
                    flag=c.flag,
                )
                for c in guide.conditions
            ),
        ),
        ElementSection("questions", "情形", _questions(guide)),
        ElementSection(
            "materials",
            "材料",
            tuple(
                _row(
                    m.key,
                    m.name,
                    m.who_label,
                    m.situation,
                    f"标准：{m.standard}" if m.standard else "",
                    f"怎么填：{m.filling}" if m.filling else "",
                    m.basis,
                    flag=m.flag,
                )
                for m in guide.materials
            ),
        ),
        ElementSection(
            "steps",
            "环节",
            tuple(_row(s.key, s.name, s.text, s.limit, s.by, flag=s.flag) for s in guide.steps),
        ),
        ElementSection(
            "points",
            "审核要点",
            tuple(
                _row(
                    p.key,
                    p.text,
                    p.kind_label,
                    f"看：{p.material}" if p.material else "",
                    f"易错：{p.note}" if p.note else "",
                    f"怎么改：{p.mend}" if p.mend else "",
                    f"判定表 {len(p.table_rows)} 行" if p.table_rows else "",
                    p.basis,
                    flag=p.flag,
                )
                for p in guide.points
            ),
        ),
        ElementSection("forms", "表单", _forms(guide, content)),
        ElementSection(
            "bases",
            "依据",
            tuple(
                _row(
                    b.document,
                    b.words,
                    *(a.text for a in b.articles if a.entered),
                    *(f"{a.article} 条文未录入" for a in b.articles if not a.entered),
                    flag=b.flag,
                )
                for b in guide.bases
            ),
        ),
        ElementSection("fees", "收费", tuple(_row("", line) for line in guide.fees)),
        ElementSection("faq", "常见问题", tuple(_row(f.key, f.question) for f in guide.faq)),
    ]
    return [one for one in made if one.rows]


def _questions(guide: Guide) -> tuple[ElementRow, ...]:
    return tuple(
        _row(q.key, q.text, "；".join(f"{o.label}（{o.key}）" for o in q.options), q.hint)
        for q in guide.questions
    )


def _forms(guide: Guide, content: EditionContent) -> tuple[ElementRow, ...]:
    fields = {
        form.key: [f"{f.label}（{f.key}）" for section in form.sections for f in section.fields]
        for form in content.forms
    }
    return tuple(
        _row(
            f.key,
            f"{f.name}，{f.fields} 栏",
            "有样表" if f.has_example else "还没有样表",
            formats.listing(fields.get(f.key, [])),
            flag=f.flag,
        )
        for f in guide.forms
    )


def _row(key: str, text: str, *more: str, flag: str = "") -> ElementRow:
    return ElementRow(key=key, text=text, more=tuple(one for one in more if one), flag=flag)


@dataclass(frozen=True, slots=True)
class ListingRow:
    office: str
    since: str
    halls: int
    promise: str
    waived: int
    handlers: str


def listing_rows(listings: Iterable[ListingFacts], *, day: date) -> list[ListingRow]:
    """The offices that carry an item out, in the order of their tree."""
    found = {one.office_key: one for one in listings}
    names = {office.key: office.name for office in offices.offices(day=day)}
    order = [key for key in names if key in found] + [key for key in found if key not in names]
    return [_listing_row(found[key], names) for key in order]


def _listing_row(one: ListingFacts, names: Mapping[str, str]) -> ListingRow:
    handlers = [
        f"{Act(step).label if step in Act.values else step}由{names.get(office, office)}"
        for step, office in one.step_handlers.items()
    ]
    return ListingRow(
        office=names.get(one.office_key, one.office_key),
        since=formats.iso_day(one.valid_from),
        halls=len(one.halls),
        promise=term_words(one.promise_value, one.promise_unit) if one.promise_value else "",
        waived=len(one.waived),
        handlers="；".join(handlers),
    )
