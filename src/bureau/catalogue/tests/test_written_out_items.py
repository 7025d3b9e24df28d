"""What the items written out to full depth promise, read from the reference data itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.clauses import clause

from bureau.catalogue.elements import (
    Basis,
    EditionContent,
    FormField,
    Limit,
    Mark,
    Point,
    Procedure,
    When,
)
from bureau.catalogue.numerals import articles

REFERENCE = Path(__file__).resolve().parents[4] / "reference"
ITEM_FILES = sorted((REFERENCE / "items").glob("*.yaml"))
LAW_FILES = sorted((REFERENCE / "laws").glob("*.yaml"))

UNMEASURABLE = ("相适应", "必要的", "合理")
CATCH_ALL = ("其他材料", "相关材料", "有关材料", "等")
WRITTEN_OUT = {
    "branch-establish",
    "company-change",
    "company-dereg",
    "company-establish",
    "company-simple-dereg",
    "device2-filing",
    "device3-licence",
    "dormancy-filing",
    "drug-retail-licence",
    "food-business-cancel",
    "food-business-change",
    "food-business-new",
    "food-business-renew",
    "food-workshop-licence",
    "individual-change",
    "individual-dereg",
    "individual-establish",
    "licence-reissue",
    "partnership-establish",
    "prepackaged-food-filing",
    "registration-archive-query",
    "small-food-business-new",
    "sole-proprietor-establish",
    "special-equipment-use",
}
WORKING_HOURS_OF = {
    "on_the_spot": 0,
    "working_hour": 1,
    "session": 4,
    "working_day": 8,
    "month": 168,
    "year": 2016,
}


def editions() -> Iterator[tuple[str, EditionContent]]:
    for file in ITEM_FILES:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for edition in data["editions"]:
            content = EditionContent.model_validate(edition["content"])
            if content.written_out:
                yield f"{data['key']} {edition['number']}", content


EDITIONS = dict(editions())


@pytest.fixture(params=sorted(EDITIONS))
def content(request: pytest.FixtureRequest) -> EditionContent:
    return EDITIONS[request.param]


def laws() -> dict[tuple[str, str], dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for file in LAW_FILES:
        law = yaml.safe_load(file.read_text(encoding="utf-8"))
        for article in law["articles"]:
            key = (law["short_name"], article["article"])
            assert key not in found, f"{key} stands twice"
            found[key] = article
    return found


def every_field(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for field in fields:
        yield field
        yield from every_field(field.columns)


def form_fields(content: EditionContent) -> dict[str, FormField]:
    form = content.application_form()
    assert form is not None
    return {f.key: f for s in form.sections for f in every_field(s.fields)}


def every_when(content: EditionContent) -> Iterator[When]:
    fields = [f for form in content.forms for s in form.sections for f in every_field(s.fields)]
    situated: list[Any] = [
        *content.questions,
        *content.materials,
        *content.steps,
        *content.points,
        *fields,
    ]
    for element in situated:
        if element.when is not None:
            yield element.when


def every_basis(content: EditionContent) -> Iterator[Basis]:
    yield from content.bases
    based: list[Any] = [*content.conditions, *content.materials, *content.points, *content.fees]
    for element in based:
        if element.basis is not None:
            yield element.basis


def hours(limit: Limit) -> int:
    return limit.value * WORKING_HOURS_OF[limit.unit]


def test_the_items_said_to_be_written_out_are() -> None:
    assert {name.split()[0] for name in EDITIONS} == WRITTEN_OUT


class TestWhole:
    def test_every_chapter_of_the_guide_is_there(self, content: EditionContent) -> None:
        chapters = {
            "summary": content.summary,
            "conditions": content.conditions,
            "materials": content.materials,
            "forms": content.forms,
            "steps": content.steps,
            "points": content.points,
            "bases": content.bases,
            "faq": content.faq,
            "rights": content.rights,
            "plain words": content.plain_words,
            "result": content.result,
        }

        assert content.written_out
        assert [name for name, chapter in chapters.items() if not chapter] == []
        assert content.fee_free or content.fees

    def test_three_questions_of_two_to_four_answers(self, content: EditionContent) -> None:
        assert len(content.questions) == 3
        assert all(2 <= len(question.options) <= 4 for question in content.questions)

    def test_eight_to_fourteen_review_points(self, content: EditionContent) -> None:
        assert 8 <= len(content.points) <= 14
        assert {point.kind for point in content.points} <= {"formal", "substantive", "material"}

    def test_keys_are_unique_among_siblings(self, content: EditionContent) -> None:
        groups: list[list[str]] = [
            [e.key for e in content.conditions],
            [e.key for e in content.materials],
            [e.key for e in content.steps],
            [e.key for e in content.points],
            [e.key for e in content.forms],
            [e.key for e in content.faq],
            [q.key for q in content.questions] + list(form_fields(content)),
        ]
        for form in content.forms:
            groups.append([f.key for s in form.sections for f in every_field(s.fields)])
        for question in content.questions:
            groups.append([o.key for o in question.options])

        assert [g for g in groups if len(set(g)) != len(g)] == []


class TestSituations:
    def test_every_condition_names_an_answer_that_can_be_given(
        self, content: EditionContent
    ) -> None:
        possible = {q.key: {o.key for o in q.options} for q in content.questions}
        for key, field in form_fields(content).items():
            choices = {"yes", "no"} if field.kind == "yes_no" else {o.key for o in field.options}
            possible[key] = choices

        for when in every_when(content):
            for key, answers in when.answers.items():
                assert set(answers) <= possible[key], key

    def test_every_question_changes_what_the_applicant_meets(self, content: EditionContent) -> None:
        used = {key for when in every_when(content) for key in when.answers}

        assert {q.key for q in content.questions} <= used


class TestMaterialsAndForms:
    def test_nothing_shareable_is_asked_of_the_applicant(self, content: EditionContent) -> None:
        assert [m.key for m in content.materials if m.shareable and m.source == "申请人自备"] == []

    def test_no_material_is_a_catch_all(self, content: EditionContent) -> None:
        assert [m.name for m in content.materials if m.name.endswith(CATCH_ALL)] == []

    def test_a_conditional_material_says_its_situation(self, content: EditionContent) -> None:
        conditional = [m for m in content.materials if m.when is not None or not m.necessary]

        assert [m.key for m in conditional if m.when is None or not m.situation] == []

    def test_every_material_has_a_standard_that_can_be_judged(
        self, content: EditionContent
    ) -> None:
        assert [m.key for m in content.materials if not m.standard] == []

    def test_every_named_form_exists_and_its_example_is_filled(
        self, content: EditionContent
    ) -> None:
        forms = {form.key: form for form in content.forms}

        for material in content.materials:
            if material.blank_form:
                assert material.blank_form in forms
        for form in forms.values():
            fields = [f for s in form.sections for f in every_field(s.fields)]
            assert fields
            assert [f.key for f in fields if not f.example and not f.columns] == []

    def test_the_example_of_a_choice_is_one_of_its_answers(self, content: EditionContent) -> None:
        for form in content.forms:
            for field in (f for s in form.sections for f in every_field(s.fields)):
                labels = [option.label for option in field.options]
                if field.kind == "choice":
                    assert field.example in labels
                if field.kind == "choices":
                    rest = field.example
                    for label in sorted(labels, key=len, reverse=True):
                        rest = rest.replace(label, "")
                    assert rest.strip("、") == "", field.key

    def test_contact_and_delivery_are_left_to_the_application(
        self, content: EditionContent
    ) -> None:
        words = ("送达方式", "领取方式", "联系人", "短信")

        labels = [f.label for f in form_fields(content).values()]
        assert [label for label in labels if any(word in label for word in words)] == []


class TestReviewPoints:
    def test_each_says_what_is_wrong_and_how_it_is_mended(self, content: EditionContent) -> None:
        incomplete = [p.key for p in content.points if not (p.defect and p.mend and p.basis)]

        assert incomplete == []

    def test_each_looks_at_one_material_of_this_item(self, content: EditionContent) -> None:
        materials = {m.key for m in content.materials}

        assert [p.key for p in content.points if p.material not in materials] == []

    def test_some_are_shown_as_a_table_without_holes(self, content: EditionContent) -> None:
        tables = [p.table for p in content.points if p.table is not None]

        assert tables
        for table in tables:
            assert {len(row) for row in table.rows} == {len(table.header)}

    def test_none_would_fit_any_material(self) -> None:
        def sayings(points: tuple[Point, ...]) -> set[str]:
            return {point.text for point in points}

        hollow = ("材料齐全", "内容完整", "真实有效", "符合要求", "符合规定")
        for content in EDITIONS.values():
            for text in sayings(content.points):
                assert len(text) >= 12
                assert not any(text.strip("。").endswith(word) for word in hollow), text

    def test_words_that_cannot_be_measured_are_kept_out_or_flagged(
        self, content: EditionContent
    ) -> None:
        texts = [c.text for c in content.conditions] + [m.standard for m in content.materials]
        texts += [p.text for p in content.points if p.quantified]

        assert [t for t in texts if any(word in t for word in UNMEASURABLE)] == []


def cited(plain: object) -> Iterator[tuple[str, str]]:
    """Document and single article of every basis anywhere in plain YAML values."""
    if isinstance(plain, dict):
        if "document" in plain:
            for article in articles(str(plain.get("article", ""))) or ("",):
                yield plain["document"], article
        for value in plain.values():
            yield from cited(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from cited(value)


class TestLaw:
    def test_what_any_item_cites_stands_among_the_legal_texts(self) -> None:
        known = laws()

        every = {one for f in ITEM_FILES for one in cited(yaml.safe_load(f.read_text("utf-8")))}
        assert sorted(every - set(known)) == []

    def test_every_basis_stands_among_the_legal_texts(self, content: EditionContent) -> None:
        known = laws()

        bases = [(basis.document, basis.article) for basis in every_basis(content)]
        assert [basis for basis in bases if basis not in known] == []

    def test_a_confirmed_basis_has_its_text(self, content: EditionContent) -> None:
        known = laws()

        confirmed = [b for b in every_basis(content) if b.mark is Mark.CONFIRMED]
        assert [b for b in confirmed if not known[b.document, b.article]["text"]] == []

    def test_a_text_names_its_source_or_says_it_is_not_recorded(self) -> None:
        for key, article in laws().items():
            recorded = bool(article["text"])

            assert Mark(article["mark"]) is (Mark.CONFIRMED if recorded else Mark.UNKNOWN), key
            assert (article["source"] == "未录入") is not recorded, key


class TestTime:
    def test_the_promise_is_never_longer_than_the_law(self, content: EditionContent) -> None:
        assert content.promised_limit is not None
        if content.statutory_limit is None:  # no law sets one for a service
            assert content.procedure is Procedure.PUBLIC_SERVICE
            return
        on_the_spot = content.promised_limit.unit == "on_the_spot"

        assert on_the_spot or hours(content.promised_limit) <= hours(content.statutory_limit)

    def test_the_steps_fit_into_the_promise(self, content: EditionContent) -> None:
        limits = [step.limit for step in content.steps if step.limit is not None]

        assert content.promised_limit is not None
        assert sum(hours(limit) for limit in limits) <= hours(content.promised_limit)

    @clause("3.2.3-j")
    def test_a_site_visit_never_stops_the_clock(self, content: EditionContent) -> None:
        assert [reason for reason in content.excluded_time if "核查" in reason] == []
        assert [step.key for step in content.steps if step.kind == "inspect" and step.special] == []

    def test_nothing_may_be_owed_in_a_registration(self, content: EditionContent) -> None:
        if content.procedure is Procedure.REGISTRATION:
            assert content.tolerance_allowed is False
            assert [m.key for m in content.materials if m.tolerable] == []
