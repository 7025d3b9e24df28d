"""The small signs of the house style as template tags; larger pieces are includes."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import qrcode
from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from desks.design import controls, rulers

register = template.Library()

KINDS = frozenset({"", "ok", "warn", "over", "bad", "hold", "info", "green-lane", "solid"})
SIGN_ICONS = {
    "": "point",
    "ok": "circle-check",
    "warn": "alert-triangle",
    "over": "clock-exclamation",
    "bad": "alert-octagon",
    "hold": "player-pause",
    "info": "clock",
    "green-lane": "heart-handshake",
    "solid": "point",
}
NOTE_ICONS = {
    "": "info-circle",
    "info": "info-circle",
    "ok": "circle-check",
    "warn": "alert-triangle",
    "over": "clock-exclamation",
    "bad": "alert-octagon",
}


@lru_cache
def known_icons() -> frozenset[str]:
    """The icons in our sprite; another name is a mistake, found when the page is drawn."""
    return frozenset((Path(__file__).parent.parent / "icons.txt").read_text("utf-8").split())


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon from the sprite. Silent unless ``label`` says what it means on its own."""
    if not label:
        return silent_icon(name)
    return format_html(
        '<svg class="ti" role="img" aria-label="{}"><use href="{}"/></svg>', label, _place(name)
    )


@lru_cache(maxsize=512)
def silent_icon(name: str) -> SafeString:
    """Drawn once for each name: a work list has hundreds of them."""
    return format_html('<svg class="ti" aria-hidden="true"><use href="{}"/></svg>', _place(name))


def _place(name: str) -> str:
    if name not in known_icons():
        raise template.TemplateSyntaxError(f"no icon {name!r} in desks/design/icons.txt")
    return f"{static('design/vendor/icons.svg')}#{name}"


@register.simple_tag
def tag(kind: str, text: object, icon_name: str = "") -> SafeString:
    """状态签: colour, icon and word together. ``kind``: ok warn over bad hold info green-lane."""
    sign = icon(icon_name or SIGN_ICONS[kind])
    return format_html('<span class="tag {}">{}{}</span>', kind, sign, text)


@register.simple_tag
def clock(light: str, text: object) -> SafeString:
    """时钟签: ``light`` ok, warn, over (past promise), bad (past law), hold (stopped).

    A colour of ``workdays`` (green, yellow, orange, red, grey) will do as well.
    """
    light = rulers.LIGHTS.get(light, light)
    return format_html('<span class="clock {}">{}{}</span>', light, icon(SIGN_ICONS[light]), text)


@register.simple_tag
def ruler(drawing: rulers.Ruler) -> SafeString:
    """时限尺 or 指标尺, from ``rulers.term_ruler`` or ``rulers.indicator_ruler``."""
    return rulers.draw(drawing)


@register.simple_tag
def spark(values: Sequence[float], label: str) -> SafeString:
    """The course of a few numbers; ``label`` says it in words."""
    return rulers.spark(values, label=label)


@register.simple_tag
def bar(value: float, most: float, target: float | None = None, light: str = "") -> SafeString:
    """One bar for a table cell; write the number beside it."""
    return rulers.bar(value, most=most, target=target, light=light)


def _dark_runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin, and how long they are."""
    runs: list[tuple[int, int]] = []
    for dark, cells in groupby(enumerate(row), key=lambda cell: cell[1]):
        at = [x for x, _ in cells]
        if dark:
            runs.append((at[0], len(at)))
    return runs


@register.simple_tag
def qr(text: str, label: str, size: int = 132) -> SafeString:
    """A QR code as SVG. ``label`` says where it leads; print the address beside it too."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dots = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for start, length in _dark_runs(row)
    )
    return format_html(
        '<svg class="qr-code" width="{0}" height="{0}" viewBox="0 0 {1} {1}" role="img" '
        'aria-label="{2}" shape-rendering="crispEdges"><rect width="{1}" height="{1}" '
        'fill="#fff"/><path fill="#14232b" d="{3}"/></svg>',
        size,
        len(matrix),
        label,
        mark_safe(dots),
    )


@register.simple_tag
def keycap(key: str) -> SafeString:
    """A key cap beside a button that has ``data-key``; hidden from those who listen."""
    return format_html('<kbd aria-hidden="true">{}</kbd>', key)


@register.simple_block_tag
def note(content: str, kind: str = "", title: str = "", icon_name: str = "") -> SafeString:
    """提示块: {% note "warn" title="请补交 1 件。" %}…{% endnote %}"""
    heading = format_html("<b>{}</b>", title) if title else ""
    sign = icon(icon_name or NOTE_ICONS[kind])
    return format_html(
        '<div class="note {}">{}<div class="grow">{}{}</div></div>', kind, sign, heading, content
    )


@register.simple_block_tag
def scroll(content: str, label: str, card: bool = True) -> SafeString:
    """A wide table that scrolls inside itself: focusable and named."""
    classes = "card tbl-scroll" if card else "tbl-scroll"
    return format_html(
        '<div class="{}" tabindex="0" role="region" aria-label="{}">{}</div>',
        classes,
        label,
        content,
    )


@register.inclusion_tag("design/field.html")
def field(bound: BoundField, prefilled_from: str = "") -> dict[str, object]:
    """One form field: label, hint, errors and control, tied together for everyone.

    ``prefilled_from`` says where a value that we already hold came from.
    """
    return {"c": controls.control_of(bound), "prefilled_from": prefilled_from}


@register.simple_tag
def once() -> SafeString:
    """The hidden key that makes a repeated submit harmless; read by ``responses.once_key``."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(16))
