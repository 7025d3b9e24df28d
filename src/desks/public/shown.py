"""What the pages of applying show, for the prover."""

from bureau.guides.proving import Shown, who_words
from bureau.guides.screens import Setting
from desks.design.shown import a_draft_in, form_shows
from desks.public.materials import draft_rows


def applying_shows(setting: Setting) -> Shown:
    """The form, and each material with whether it is to be handed in."""
    form = form_shows(setting)
    words = dict(form.words)
    for row in draft_rows(a_draft_in(setting)):
        words[f"materials.{row.key}"] = row.name
        words[f"materials.{row.key}.who"] = who_words(asks=row.uploads)
    return Shown(words, form.whole | {"materials", "materials.*.who"}, form.depends)
