"""Rebuild the fonts of our letters: `python tools/build_fonts.py FOLDER_OF_NOTO_CJK`.

Only for maintainers: needs npm, fontTools and Debian's `fonts-noto-cjk` (usually in
/usr/share/fonts/opentype/noto). What it writes is committed, so nobody else runs it.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FONTS = Path(__file__).parent.parent / "src/bureau/notices/fonts"
PACKAGES = {
    "@expo-google-fonts/noto-serif-sc@0.4.3": {
        "package/400Regular/NotoSerifSC_400Regular.ttf": "NotoSerifSC-Regular.ttf",
        "package/700Bold/NotoSerifSC_700Bold.ttf": "NotoSerifSC-Bold.ttf",
        "package/LICENSE_FONT": "OFL-NotoSerifSC.txt",
    },
    "@expo-google-fonts/noto-sans-sc@0.4.3": {
        "package/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
        "package/LICENSE_FONT": "OFL-NotoSansSC.txt",
    },
}
CUT_FROM, CUT_FACE, CUT = (
    "NotoSerifCJK-Regular.ttc",
    "Noto Serif CJK SC",
    "NotoSerifCJKsc-BeyondBMP.otf",
)
BEYOND_BMP = 0x10000


def take_from_packages() -> None:
    """Copy the static fonts and their licences out of the pinned npm packages."""
    with tempfile.TemporaryDirectory() as folder:
        for package, files in PACKAGES.items():
            run = subprocess.run(
                ["npm", "pack", "--silent", package],
                cwd=folder,
                check=True,
                capture_output=True,
                text=True,
            )
            with tarfile.open(Path(folder) / run.stdout.strip().splitlines()[-1]) as archive:
                for inside, name in files.items():
                    member = archive.extractfile(inside)
                    assert member is not None, inside
                    (FONTS / name).write_bytes(member.read())


def cut_rare_characters(noto_cjk: Path) -> None:
    """Keep of the SC face only what lies beyond the BMP: rare signs in people's names."""
    faces = TTCollection(noto_cjk / CUT_FROM).fonts
    face = next(f for f in faces if f["name"].getDebugName(1) == CUT_FACE)
    rare = [code for code in face.getBestCmap() if code >= BEYOND_BMP]
    options = subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=rare)
    cutter.subset(face)
    face.recalcTimestamp = False  # the same input gives the same file
    face.save(FONTS / CUT)
    licence = (FONTS / "OFL-NotoSansSC.txt").read_text(encoding="ascii").splitlines(keepends=True)
    licence[0] = f"{face['name'].getDebugName(0)}\n".replace("\N{COPYRIGHT SIGN}", "Copyright")
    (FONTS / "OFL-NotoSerifCJK.txt").write_text("".join(licence), encoding="ascii")


def ranges(codes: list[int]) -> list[str]:
    """Write code points as lines `4E00-9FEF`, so that a reader sees what a font holds."""
    lines: list[str] = []
    start = previous = codes[0]
    for code in [*codes[1:], -1]:
        if code != previous + 1:
            lines.append(f"{start:04X}-{previous:04X}")
            start = code
        previous = code
    return lines


def list_what_is_there() -> None:
    """Write each font's code points beside it, and the digests of everything."""
    for font in sorted([*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]):
        codes = sorted(TTFont(font).getBestCmap())
        text = "\n".join(ranges(codes)) + "\n"
        font.with_suffix(".codepoints").write_text(text, encoding="ascii")
    files = sorted(p for p in FONTS.iterdir() if p.name not in {"SHA256SUMS", "README.md"})
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (FONTS / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    FONTS.mkdir(parents=True, exist_ok=True)
    take_from_packages()
    cut_rare_characters(Path(sys.argv[1]))
    list_what_is_there()
