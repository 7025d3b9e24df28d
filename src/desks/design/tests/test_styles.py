"""Hall computers run Chromium 86: nothing newer stands in our own styles and scripts."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static/design"
STYLES = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))

NEWER_STYLE = re.compile(
    r":has\(|:is\(|:where\(|\binset\s*:|color-mix|oklch|light-dark|aspect-ratio|@layer|@container"
    r"|@property|@scope|\d[dsl]v[hw]\b|accent-color|^\s*&|\bscale\s*:|\btranslate\s*:|\brotate\s*:",
    re.MULTILINE,
)
NEWER_SCRIPT = re.compile(
    r"\.at\(|structuredClone|randomUUID|Object\.hasOwn|\.findLast|\.toSorted|\.replaceChildren"
    r"|AbortSignal\.timeout|\bstatic\s*\{|\.showPopover|\beval\(|new Function|\.onclick\s*="
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Each line is what the pattern above it must catch, and what it must let through.
CAUGHT = ("a:has(b) {}", "  inset: 0;", "color: oklch(1 0 0);", "  & b {}", "height: 100dvh;")
LET_THROUGH = (".x { transform: rotate(45deg); box-shadow: inset 0 0 0 1px; }", "height: 100vh;")


class TestOurStylesAndScripts:
    @pytest.mark.parametrize("line", CAUGHT)
    def test_the_pattern_catches_what_is_newer(self, line: str) -> None:
        assert NEWER_STYLE.search(line)

    @pytest.mark.parametrize("line", LET_THROUGH)
    def test_the_pattern_lets_the_old_through(self, line: str) -> None:
        assert not NEWER_STYLE.search(line)

    @pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
    def test_styles_use_nothing_newer(self, file: Path) -> None:
        assert not NEWER_STYLE.findall(COMMENT.sub("", file.read_text()))

    @pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
    def test_scripts_use_nothing_newer(self, file: Path) -> None:
        assert not NEWER_SCRIPT.findall(file.read_text())

    @pytest.mark.parametrize("file", [*STYLES, *SCRIPTS], ids=lambda file: file.name)
    def test_files_stay_readable(self, file: Path) -> None:
        assert len(file.read_text().splitlines()) < 400
