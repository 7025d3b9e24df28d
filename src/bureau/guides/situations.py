"""我的指南: a guide reduced to what one person's answers call for. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bureau.catalogue.elements import When
from bureau.guides.flow import flow
from bureau.guides.parts import WHO_LABELS, Guide, MaterialLine, Need, QuestionLine, Who


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something these answers make unnecessary, and why."""

    kind: str  # 材料, 步骤, 要点
    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Answered:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class MyGuide:
    """A guide after some answers; ``questions`` are those still open."""

    guide: Guide
    answered: tuple[Answered, ...]
    questions: tuple[QuestionLine, ...]
    dropped: tuple[Dropped, ...]

    @property
    def materials_in_all(self) -> int:
        return len(self.guide.materials)

    @property
    def yours(self) -> tuple[MaterialLine, ...]:
        """What this person has to bring or upload."""
        return tuple(one for one in self.guide.materials if one.is_yours)

    @property
    def depending(self) -> tuple[MaterialLine, ...]:
        """What may be asked for, depending on an open question."""
        return tuple(one for one in self.guide.materials if one.need is Need.DEPENDS)


def holds(when: When | None, answers: Mapping[str, object]) -> Need:
    """Whether a situation is met; open while a question it names has no answer."""
    if when is None:
        return Need.YES
    still_open = False
    for key, allowed in when.answers.items():
        given = answers.get(key)
        values = [one for one in (given if isinstance(given, list | tuple) else [given]) if one]
        if not values:
            still_open = True
        elif not any(one in allowed for one in values):
            return Need.NO
    return Need.DEPENDS if still_open else Need.YES


def my_guide(guide: Guide, answers: Mapping[str, object], *, held: Collection[str] = ()) -> MyGuide:
    """Only the materials, steps and points these answers call for, and what fell away.

    An answer nobody asked for, or to a question of another item, changes nothing. A
    condition of the licence itself never falls away. ``held`` are keys of materials that
    we already have of this person: they are not asked for again.
    """
    known = {
        question.key: [option.key for option in question.options] for question in guide.questions
    }
    given = {key: value for key, value in answers.items() if _is_answer(value, known.get(key, []))}
    given = _without_moot(guide, given)
    materials = [
        _known(replace(one, need=_need(one, holds(one.when, given))), held)
        for one in guide.materials
    ]
    steps = [replace(one, need=holds(one.when, given)) for one in guide.steps]
    points = [replace(one, need=holds(one.when, given)) for one in guide.points]
    kept_steps = tuple(
        replace(one, number=number)
        for number, one in enumerate((s for s in steps if s.need is not Need.NO), start=1)
    )
    dropped = [
        *(Dropped("材料", m.key, m.name, _why(guide, m.when, given)) for m in materials if _no(m)),
        *(Dropped("步骤", s.key, s.name, _why(guide, s.when, given)) for s in steps if _no(s)),
        *(Dropped("要点", p.key, p.text, _why(guide, p.when, given)) for p in points if _no(p)),
    ]
    reduced = replace(
        guide,
        materials=tuple(one for one in materials if not _no(one)),
        steps=kept_steps,
        points=tuple(one for one in points if not _no(one)),
        flow=flow(guide.procedure, kept_steps),
    )
    return MyGuide(
        guide=reduced,
        answered=tuple(
            _answered(one, given[one.key]) for one in guide.questions if one.key in given
        ),
        questions=tuple(
            one
            for one in guide.questions
            if one.key not in given and holds(one.when, given) is not Need.NO
        ),
        dropped=tuple(dropped),
    )


def _need(material: MaterialLine, met: Need) -> Need:
    if material.when is None:
        return material.need  # only words say when: it stays 视情况
    return met


def _known(material: MaterialLine, held: Collection[str]) -> MaterialLine:
    if material.key not in held or material.who is not Who.BRING:
        return material
    return replace(material, who=Who.HELD, who_label=WHO_LABELS[Who.HELD])


def _no(one: object) -> bool:
    return getattr(one, "need", None) is Need.NO


def _is_answer(value: object, allowed: list[str]) -> bool:
    values = value if isinstance(value, list | tuple) else [value]
    return bool(values) and all(one in allowed for one in values)


def _without_moot(guide: Guide, given: dict[str, object]) -> dict[str, object]:
    """Answers to questions that another answer has made moot do not count."""
    kept = dict(given)
    for question in guide.questions:
        if question.key in kept and holds(question.when, kept) is Need.NO:
            del kept[question.key]
    return kept


def _labels(question: QuestionLine, value: object) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    return "、".join(option.label for option in question.options if option.key in values)


def _answered(question: QuestionLine, value: object) -> Answered:
    return Answered(question=question.text, answer=_labels(question, value))


def _why(guide: Guide, when: When | None, given: Mapping[str, object]) -> str:
    """Which answer made it unnecessary."""
    for question in guide.questions:
        if when and question.key in when.answers and question.key in given:
            one = When(answers={question.key: when.answers[question.key]})
            if holds(one, given) is Need.NO:
                return f"您选了“{_labels(question, given[question.key])}”"
    return ""
