"""What the reviewer's screen shows, for the prover."""

from bureau.cases.queries.pages import PointLine
from bureau.guides.proving import Shown, table_words
from bureau.guides.screens import Setting
from desks.reviewer.lines import rows_of_points


def review_shows(setting: Setting) -> Shown:
    """Every review point that these answers call for: text, table, note and mend."""
    content = setting.edition.content
    points = content.points_for(dict(setting.answers))
    names = {one.key: one.name for one in content.materials}
    words: dict[str, str] = {}
    for row in rows_of_points([PointLine(one, "", "", "", None) for one in points], {}, names):
        at = f"points.{row.key}"
        words[at] = row.title
        words[f"{at}.note"] = row.caution
        words[f"{at}.mend"] = row.mend
        words[f"{at}.table"] = table_words(cells for _number, cells in row.table)
    parts = {f"points.*.{part}" for part in ("note", "mend", "table")}
    return Shown(words, frozenset({"points"} | parts))
