"""What the form of an edition shows, for the prover: the same draft that pages are made of."""

from bureau.guides.proving import Shown, required_words
from bureau.guides.screens import Setting
from desks.design.drafts import OpenDraft
from desks.design.situations import PREFIX
from desks.design.situations import asked as questions_asked


def a_draft_in(setting: Setting, *, own_data: bool = True) -> OpenDraft:
    """A fresh draft of this edition in this situation, written by nobody."""
    return OpenDraft(
        uid="",
        version=0,
        item=setting.edition.item,
        office="",
        party_id=None,
        party_uid="",
        party_name="",
        edition_id=setting.edition.id,
        began_under=setting.edition.id,
        submitted_number="",
        visit_uid="",
        agent="",
        own_data=own_data,
        posted={PREFIX + key: [answer] for key, answer in setting.answers.items()},
        uploads={},
        waived=frozenset(setting.waived),
    )


def form_shows(setting: Setting) -> Shown:
    """The questions and fields of the form on the screen."""
    draft = a_draft_in(setting)
    words = {
        f"questions.{one.name.removeprefix(PREFIX)}": one.text
        for one in questions_asked(draft.content, draft.situation)
    }
    depends = set()
    form = draft.form_class()
    for key, bound in form.fields.items():
        at = f"fields.{key}"
        if draft.form_class.specs[key].when is not None:
            depends |= {at, f"{at}.required"}
        words[at] = str(bound.label)
        words[f"{at}.required"] = required_words(required=bound.required)
    return Shown(words, frozenset({"questions", "fields", "fields.*.required"}), frozenset(depends))
