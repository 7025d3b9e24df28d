"""Rules for every template of every desk: closed includes, nothing inline, all of it parses."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

DESKS = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(DESKS.glob("*/templates/**/*.html"))

INCLUDE = re.compile(r"{%\s*include\b[^%]*%}")
CLOSED = re.compile(r"\bonly\s*%}$")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=|\bhx-on|javascript:"
)
BAD = (
    '{% include "design/x.html" with a=b %}',
    '<p style="color: red">',
    "<script>go()</script>",
    '<button onclick="go()">',
    '<button hx-on:click="go()">',
)
GOOD = (
    '{% include "design/x.html" with a=b only %}',
    "<script src=\"{% static 'design/js/once.js' %}\" defer></script>",
    '<section aria-label="only on one page">',
)


def name_of(file: Path) -> str:
    return file.relative_to(DESKS).as_posix()


def faults(text: str) -> list[str]:
    open_includes = [found for found in INCLUDE.findall(text) if not CLOSED.search(found)]
    return open_includes + INLINE.findall(text)


class TestTemplates:
    @pytest.mark.parametrize("line", BAD)
    def test_a_bad_line_is_found(self, line: str) -> None:
        assert faults(line)

    @pytest.mark.parametrize("line", GOOD)
    def test_a_good_line_passes(self, line: str) -> None:
        assert not faults(line)

    @pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
    def test_includes_are_closed_and_nothing_is_inline(self, file: Path) -> None:
        assert not faults(file.read_text())

    @pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
    def test_it_parses(self, file: Path) -> None:
        inside = file.relative_to(DESKS).parts[2:]

        assert get_template("/".join(inside))

    @pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
    def test_a_part_with_a_form_is_given_the_token(self, file: Path) -> None:
        """A closed include drops the token: its form would be refused in a browser."""
        without = [
            found
            for found in INCLUDE.findall(file.read_text())
            if sends(found) and "csrf_token=csrf_token" not in found
        ]

        assert not without


def sends(include: str) -> bool:
    """Whether the part that is included holds a form that asks for the token."""
    named = re.search(r'"([^"]+)"', include)
    if named is None:
        return False
    return any(
        "{% csrf_token %}" in part.read_text() for part in DESKS.glob(f"*/templates/{named[1]}")
    )
