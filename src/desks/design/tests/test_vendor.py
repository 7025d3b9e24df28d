"""What browsers get from others is exactly what was reviewed."""

import hashlib
from pathlib import Path

DESIGN = Path(__file__).resolve().parent.parent
VENDOR = DESIGN / "static/design/vendor"


def listed() -> dict[str, str]:
    lines = (DESIGN / "vendor.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


class TestVendoredFiles:
    def test_are_those_on_the_list_unchanged(self) -> None:
        found = {
            name: hashlib.sha256((DESIGN / name).read_bytes()).hexdigest() for name in listed()
        }

        assert found == listed()

    def test_are_all_on_the_list(self) -> None:
        folders = (VENDOR, DESIGN / "tests/vendor")

        there = {f.relative_to(DESIGN).as_posix() for folder in folders for f in folder.iterdir()}

        assert there == set(listed())

    def test_name_no_file_that_we_do_not_carry(self) -> None:
        texts = [f.read_text() for f in VENDOR.iterdir() if f.suffix in (".js", ".css")]

        assert texts
        assert not [text for text in texts if "sourceMappingURL" in text]

    def test_bring_their_licences(self) -> None:
        licences = {f.name for f in VENDOR.glob("LICENSE-*")}

        assert licences == {
            f"LICENSE-{name}.txt" for name in ("echarts", "htmx", "tabler", "tabler-icons")
        }

    def test_the_sprite_has_every_icon_we_name_and_no_other(self) -> None:
        sprite = (VENDOR / "icons.svg").read_text()
        names = (DESIGN / "icons.txt").read_text().split()

        assert sprite.count("<symbol ") == len(names) == len(set(names))
        assert not [name for name in names if f'<symbol id="{name}"' not in sprite]
