"""Fetch the browser files pinned in package.json and place them in the house style.

For maintainers only (needs npm); what it writes is committed. It copies the listed files, cuts
what refers to files we do not carry (manifest storage stops on those), draws one sprite of the
icons named in icons.txt, keeps every licence, and writes the list of checksums that
``desks/design/tests/test_vendor.py`` compares with the files.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESIGN = ROOT / "src/desks/design"
VENDOR = DESIGN / "static/design/vendor"
TESTS = DESIGN / "tests/vendor"
SUMS = DESIGN / "vendor.sha256"

# package → (file inside the package, where it goes)
FILES: dict[str, list[tuple[str, Path]]] = {
    "@tabler/core": [("dist/css/tabler.min.css", VENDOR / "tabler.min.css")],
    "@tabler/icons": [("LICENSE", VENDOR / "LICENSE-tabler-icons.txt")],
    "htmx.org": [
        ("dist/htmx.min.js", VENDOR / "htmx.min.js"),
        ("LICENSE", VENDOR / "LICENSE-htmx.txt"),
    ],
    "echarts": [
        ("dist/echarts.min.js", VENDOR / "echarts.min.js"),
        ("LICENSE", VENDOR / "LICENSE-echarts.txt"),
        ("NOTICE", VENDOR / "NOTICE-echarts.txt"),
    ],
    "axe-core": [
        ("axe.min.js", TESTS / "axe.min.js"),
        ("LICENSE", TESTS / "LICENSE-axe-core.txt"),
    ],
}
SOURCE_MAP = re.compile(rb"\n?/[/*][#@] sourceMappingURL=[^\n]*")
BLANK_SQUARE = '<path stroke="none" d="M0 0h24v24H0z" fill="none"/>'


def main() -> int:
    pins: dict[str, str] = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    for folder in (VENDOR, TESTS):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for name, version in pins.items():
            package = unpack(name, version, Path(temporary))
            for inside, target in FILES[name]:
                target.write_bytes(SOURCE_MAP.sub(b"", (package / inside).read_bytes()))
            if name == "@tabler/icons":
                draw_sprite(package / "icons/outline", version)
    write_tabler_licence()
    write_sums()
    return 0


def unpack(name: str, version: str, into: Path) -> Path:
    target = into / name.replace("/", "-")
    target.mkdir()
    subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=target, check=True)
    (archive,) = target.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    return target / "package"


def draw_sprite(icons: Path, version: str) -> None:
    names = (DESIGN / "icons.txt").read_text().split()
    missing = [name for name in names if not (icons / f"{name}.svg").exists()]
    if missing:
        raise SystemExit(f"no such icons: {', '.join(missing)}")
    symbols = "\n".join(symbol(name, (icons / f"{name}.svg").read_text()) for name in sorted(names))
    (VENDOR / "icons.svg").write_text(
        f"<!-- Tabler Icons {version}, MIT licence, see LICENSE-tabler-icons.txt -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    )


def symbol(name: str, svg: str) -> str:
    inner = svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
    shapes = "".join(line.strip() for line in inner.splitlines())
    shapes = re.sub(r"\s*/>", "/>", shapes).replace(BLANK_SQUARE, "")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def write_tabler_licence() -> None:
    """The core package has no licence file: its header names MIT and the owners."""
    header = (VENDOR / "tabler.min.css").read_text()[:600]
    owners = re.findall(r"Copyright [^\n]*", header)
    icons = (VENDOR / "LICENSE-tabler-icons.txt").read_text()
    terms = icons[icons.index("Permission is hereby granted") :]
    (VENDOR / "LICENSE-tabler.txt").write_text("MIT License\n\n" + "\n".join([*owners, "", terms]))


def write_sums() -> None:
    files = sorted([*VENDOR.iterdir(), *TESTS.iterdir()])
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(DESIGN).as_posix()}"
        for file in files
    ]
    SUMS.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
