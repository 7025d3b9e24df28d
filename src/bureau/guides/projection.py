"""An edition and a listing as a guide. Pure: the same facts always give the same guide.

Guide, form, checklist and review screen are all projections of the edition, so they
cannot disagree; what one office adds is only where, when and who.
"""

from collections.abc import Iterable

from bureau.catalogue.elements import Form
from bureau.catalogue.queries import BasisText, EditionFacts
from bureau.catalogue.rules import limits as effective_limits
from bureau.catalogue.words import ITEM_TYPES, PROCEDURES, STAGES, flag
from bureau.guides.chapters import chapters
from bureau.guides.facts import facts, speed_up
from bureau.guides.flow import flow
from bureau.guides.lines import (
    basis_lines,
    condition_lines,
    fee_lines,
    material_lines,
    point_lines,
    step_lines,
)
from bureau.guides.parts import FaqLine, FormName, Guide, OptionLine, Place, QuestionLine


def guide(
    edition: EditionFacts, *, place: Place | None = None, texts: Iterable[BasisText] = ()
) -> Guide:
    """The guide of an edition; with a place, the guide of that office."""
    content = edition.content
    limits = effective_limits(
        content,
        value=place.promise_value if place else None,
        unit=place.promise_unit if place else "",
    )
    told = facts(content, limits)
    conditions = condition_lines(content)
    materials = material_lines(content, waived=place.waived if place else ())
    steps = step_lines(content)
    bases = basis_lines(texts)
    fees = fee_lines(content)
    return Guide(
        item=edition.item,
        name=content.name,
        summary=content.summary,
        edition_id=edition.id,
        edition_number=edition.number,
        edition_line=f"第{edition.number}版，{edition.valid_from}起执行",
        valid_from=edition.valid_from,
        content_hash=edition.content_hash,
        trial=edition.trial,
        written_out=content.written_out,
        procedure=content.procedure,
        procedure_label=PROCEDURES[content.procedure],
        stage=content.stage,
        stage_label=STAGES[content.stage],
        type_label=ITEM_TYPES.get(content.item_type, content.item_type),
        code=content.catalogue_code,
        levels=content.levels,
        service_objects=content.service_objects,
        takes_cases=content.takes_cases(),
        online=content.online,
        how_and_where=content.how_and_where,
        place=place,
        facts=told,
        speed_up=speed_up(limits),
        conditions=conditions,
        materials=materials,
        steps=steps,
        flow=flow(content.procedure, steps),
        points=point_lines(content),
        fees=fees,
        result=content.result.name if content.result else "",
        bases=bases,
        questions=tuple(
            QuestionLine(
                key=one.key,
                text=one.text,
                hint=one.hint,
                options=tuple(OptionLine(o.key, o.label, o.hint) for o in one.options),
                when=one.when,
            )
            for one in content.questions
        ),
        forms=tuple(_form_name(one) for one in content.forms),
        faq=tuple(FaqLine(one.key, one.question, one.answer) for one in content.faq),
        rights=content.rights,
        chapters=chapters(
            content,
            place=place,
            facts=told,
            conditions=conditions,
            materials=materials,
            steps=steps,
            bases=bases,
            fees=fees,
        ),
    )


def _form_name(form: Form) -> FormName:
    fields = [field for section in form.sections for field in section.fields]
    return FormName(
        key=form.key,
        name=form.name,
        fields=len(fields),
        has_example=any(field.example for field in fields),
        flag=flag(form.mark),
    )
