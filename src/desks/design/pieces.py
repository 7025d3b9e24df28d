"""What the larger components take: one frozen dataclass each, plain strings inside.

A desk's view builds these from a query's rows; the include of the same name draws them.
"""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from desks.design.rulers import Ruler


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """design/material.html, design/materials.html: one material, exempt ones too."""

    number: int
    name: str
    state: str  # 免交, 要上传, 缺 …
    kind: str = ""  # colour of the state
    icon: str = ""
    words: str = ""
    error: str = ""
    url: str = ""
    action: str = ""
    id: str = ""
    body: SafeString | str = ""  # what stands below it, already drawn


@dataclass(frozen=True, slots=True)
class Event:
    """design/timeline.html. ``state``: done, warn (something is to be done), "" now, wait."""

    title: str
    state: str = ""
    when: str = ""
    iso: str = ""
    words: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """design/steps.html. ``state``: done, now or "" (to come)."""

    title: str
    state: str = ""
    words: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PointRow:
    """design/point.html: one review point; ``forms`` of 文 表 图 注; open shows ``body``."""

    code: str
    title: str
    state: str
    kind: str = "hold"
    icon: str = "circle-dashed"
    forms: tuple[str, ...] = ("文",)
    open: bool = False
    url: str = ""
    body: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of design/decision_table.html."""

    number: int
    cells: tuple[str, ...]
    fired: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the call bar; ``off`` is the reason why it cannot be pressed now."""

    value: str
    words: str
    key: str = ""
    main: bool = False
    off: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """design/callbar.html: who is at the window, and what can be done."""

    ticket: str = ""
    label: str = ""
    who: str = ""
    lane: str = ""
    since: str = ""
    words: str = ""
    acts: tuple[Act, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A row of design/diff.html."""

    name: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Indicator:
    """design/indicator.html, design/indicators.html; without a target there is no ruler."""

    name: str
    value: str
    unit: str = ""
    kind: str = ""
    state: str = ""
    url: str = ""
    words: str = ""
    ruler: Ruler | None = None
