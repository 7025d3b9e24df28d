"""What the clerk's checklist shows, for the prover."""

from bureau.guides.proving import Shown, who_words
from bureau.guides.screens import Setting
from desks.clerk.judging import draft_rows
from desks.design.shown import a_draft_in, form_shows


def checklist_shows(setting: Setting) -> Shown:
    """The form a clerk fills in, and each material with its standard and its points."""
    form = form_shows(setting)
    words = dict(form.words)
    for row in draft_rows(a_draft_in(setting, own_data=False)):
        at = f"materials.{row.key}"
        words[at] = row.name
        words[f"{at}.who"] = who_words(asks=row.asks)
        words[f"{at}.standard"] = row.standard
        words[f"{at}.points"] = "\n".join(row.points)
    parts = {f"materials.*.{part}" for part in ("who", "standard", "points")}
    return Shown(words, form.whole | {"materials"} | parts, form.depends)
