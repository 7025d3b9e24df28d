"""The five steps of applying: which page owns which fields, and how far each step is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from desks.design import formats
from desks.design.contacts import ContactForm
from desks.design.drafts import OpenDraft
from desks.design.pieces import Step
from desks.design.rulers import Ruler
from desks.design.situations import PREFIX
from desks.public.materials import DraftMaterial, draft_rows


class Page(StrEnum):
    """The pages of a draft, in their order."""

    SITUATION = "situation"
    FORM = "form"
    MATERIALS = "materials"
    CONTACT = "contact"
    CHECK = "check"


TITLES = {
    Page.SITUATION: "选情形",
    Page.FORM: "填信息",
    Page.MATERIALS: "交材料",
    Page.CONTACT: "选取证方式",
    Page.CHECK: "核对并提交",
}
ROUTES = {
    Page.SITUATION: "public:draft_situation",
    Page.FORM: "public:draft",
    Page.MATERIALS: "public:draft_materials",
    Page.CONTACT: "public:draft_contact",
    Page.CHECK: "public:draft_check",
}
ORDER = tuple(Page)
_CONTACT_NAMES = frozenset(ContactForm.base_fields)
_NEVER = frozenset({"csrfmiddlewaretoken", "once", "go", "version"})


def owner_of(page: Page) -> Callable[[str], bool]:
    """Whether a field belongs to that page."""
    owners: Mapping[Page, Callable[[str], bool]] = {
        Page.SITUATION: lambda name: name.startswith(PREFIX),
        Page.CONTACT: lambda name: name in _CONTACT_NAMES,
        Page.FORM: lambda name: (
            not name.startswith(PREFIX) and name not in _CONTACT_NAMES and name not in _NEVER
        ),
    }
    return owners.get(page, lambda name: False)


def address(draft: OpenDraft, page: Page) -> str:
    return reverse(ROUTES[page], args=[draft.uid])


def pages_of(draft: OpenDraft) -> list[Page]:
    """The pages this application has; without questions there is no first one."""
    return [page for page in ORDER if page is not Page.SITUATION or draft.content.questions]


def neighbours(draft: OpenDraft, page: Page) -> tuple[str, str]:
    """The addresses of the page before and of the page after; empty at the ends."""
    pages = pages_of(draft)
    at = pages.index(page)
    before = address(draft, pages[at - 1]) if at else ""
    after = address(draft, pages[at + 1]) if at + 1 < len(pages) else ""
    return before, after


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody is: the steps, the heading, and a small ruler for the phone."""

    steps: tuple[Step, ...]
    heading: str
    words: str
    ruler: Ruler
    before: str
    after: str


def way(draft: OpenDraft, page: Page) -> Way:
    pages = pages_of(draft)
    number = pages.index(page) + 1
    words = f"第 {number} 步，共 {len(pages)} 步"
    before, after = neighbours(draft, page)
    return Way(
        steps=tuple(_step(draft, one, now=one is page) for one in pages),
        heading=f"第 {number} 步　{TITLES[page]}",
        words=words,
        ruler=Ruler(
            total=len(pages),
            used=number - 0.5,
            label=f"进度：{words}",
            light="brand",
            ticks=len(pages),
        ),
        before=before,
        after=after,
    )


def _step(draft: OpenDraft, page: Page, *, now: bool) -> Step:
    done, words = _STATES[page](draft)
    return Step(
        title=TITLES[page],
        state="now" if now else "done" if done else "",
        words=words,
        url="" if now else address(draft, page),
    )


def _situation(draft: OpenDraft) -> tuple[bool, str]:
    labels = [
        option.label
        for question in draft.content.questions
        for option in question.options
        if draft.situation.get(question.key) == option.key
    ]
    return bool(labels), " · ".join(labels)


def _form(draft: OpenDraft) -> tuple[bool, str]:
    owns = owner_of(Page.FORM)
    if not any(owns(name) for name in draft.posted):
        return False, ""
    wrong = len(draft.typed.error_lines)
    return not wrong, f"还有 {wrong} 处要填" if wrong else "填好了"


def _materials(draft: OpenDraft) -> tuple[bool, str]:
    return material_words(draft_rows(draft))


def material_words(rows: Sequence[DraftMaterial]) -> tuple[bool, str]:
    """3 件免交，2 件要您处理."""
    missing = sum(row.missing for row in rows)
    free = sum(not row.uploads for row in rows)
    parts = [f"{free} 件免交"] if free else []
    parts.append(f"{missing} 件要您处理" if missing else "都有了")
    return not missing, "，".join(parts)


def _contact(draft: OpenDraft) -> tuple[bool, str]:
    if "contact_wish" not in draft.posted:
        return False, ""
    return draft.contact.is_valid(), formats.listing(
        [value for _, value in draft.contact.spoken()[:2]]
    )


def _check(draft: OpenDraft) -> tuple[bool, str]:
    return False, ""


_STATES: Mapping[Page, Callable[[OpenDraft], tuple[bool, str]]] = {
    Page.SITUATION: _situation,
    Page.FORM: _form,
    Page.MATERIALS: _materials,
    Page.CONTACT: _contact,
    Page.CHECK: _check,
}
