"""Days, terms and steps in the words letters and lists use."""

from datetime import date, datetime

from bureau.catalogue.elements import EditionContent, Limit, Material, Point
from bureau.guides.lines import basis_words
from bureau.workdays.rules import CHINA, Term, Unit

_WEEKDAYS = "一二三四五六日"


def day(at: datetime) -> str:
    """2026年3月23日"""
    local = at.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日"


def day_of(on: date) -> str:
    """2026年3月23日, for what is dated by the day."""
    return f"{on.year}年{on.month}月{on.day}日"


def until(at: datetime) -> str:
    """2026年3月23日（周一）17:00前; the end of a day is said as such."""
    local = at.astimezone(CHINA)
    text = f"{local.year}年{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）"
    return (
        f"{text}当日24:00前"
        if (local.hour, local.minute) == (23, 59)
        else (f"{text}{local:%H:%M}前")
    )


def term(limit: Limit | None) -> str:
    """A limit as people say it; '' when there is none."""
    return str(Term(limit.value, Unit(limit.unit))) if limit else ""


def copied_term(value: int | None, unit: str) -> str:
    """The term a case copied at acceptance, as people say it."""
    return str(Term(value, Unit(unit))) if value is not None and unit else ""


def steps(content: EditionContent) -> list[str]:
    """The steps of handling, each with its own limit."""
    return [
        f"{step.name}（{term(step.limit)}）" if step.limit else step.name for step in content.steps
    ]


def step_lines(content: EditionContent) -> list[dict[str, str]]:
    """The steps as rows of a letter: name, what is done, in which time."""
    return [
        {"name": step.name, "what": step.text, "limit": term(step.limit)} for step in content.steps
    ]


def material_line(material: Material) -> dict[str, str]:
    """One line of a letter's list of materials."""
    if material.generated:
        note = "由系统根据表单生成，不用另交"
    elif material.shareable:
        note = "由我们共享取得，不用交"
    else:
        note = material.standard or material.filling
    return {
        "name": material.name,
        "form": material.form,
        "copies": str(material.copies) if material.copies else "",
        "note": note,
    }


def basis_of(content: EditionContent) -> list[str]:
    """Where the item is written, one line each."""
    return [basis_words(basis) for basis in content.bases]


def point_basis(point: Point, content: EditionContent) -> str:
    """The article a point rests on; that of the item where the point names none."""
    if point.basis is not None:
        return basis_words(point.basis)
    return next(iter(basis_of(content)), "")
