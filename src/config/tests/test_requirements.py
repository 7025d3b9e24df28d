"""The lists of requirements are complete, pinned with hashes, and name no index."""

import re
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[3]
LISTS = ["requirements.txt", "requirements-dev.txt"]


def pinned(name: str) -> set[str]:
    text = (CLONE / name).read_text(encoding="utf-8")
    return {found.lower() for found in re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE)}


def wanted(name: str) -> set[str]:
    text = (CLONE / name).read_text(encoding="utf-8")
    return {found.lower() for found in re.findall(r"^([A-Za-z][\w.-]*)", text, flags=re.MULTILINE)}


@pytest.mark.parametrize("name", LISTS)
class TestAList:
    def test_names_no_host_and_no_index(self, name: str) -> None:
        text = (CLONE / name).read_text(encoding="utf-8")

        for word in ("://", "--index", "--extra-index", "--find-links", "--trusted"):
            assert word not in text

    def test_pins_each_package_with_a_hash(self, name: str) -> None:
        text = (CLONE / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]

        assert blocks
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []

    def test_holds_everything_asked_for(self, name: str) -> None:
        assert wanted(name.replace(".txt", ".in")) - pinned(name) == set()


def test_the_two_lists_agree_where_they_overlap() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (CLONE / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))

    run, dev = (versions(name) for name in LISTS)

    assert {name for name in run.keys() & dev.keys() if run[name] != dev[name]} == set()
