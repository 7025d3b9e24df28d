"""Loading what the law fixes, from ``reference/``, and knowing whether it is loaded already."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.catalogue import operations
from bureau.catalogue.files import Read, RowError, Templates, read_laws, read_path, read_templates
from bureau.catalogue.files.yaml_files import BadFile
from bureau.catalogue.models import Edition
from bureau.catalogue.queries import is_loaded
from bureau.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one kind of reference data did."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: bool = False  # exactly this was loaded before


class BadReference(Refusal):
    """Reference data that contradict themselves: nothing of them was loaded."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        lines = [f"{one.row} {one.field} {one.message}" for one in errors[:20]]
        super().__init__("参考数据有错，没有装载：\n" + "\n".join(lines))
        self.errors = tuple(errors)


def digest(*folders: Path) -> str:
    """The SM3 over names and bytes of every file of these folders."""
    mark = hashlib.new("sm3")
    for folder in folders:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            mark.update(f"{file.relative_to(folder)}\0".encode())
            mark.update(file.read_bytes())
    return mark.hexdigest()


def templates(folder: Path) -> Templates:
    """The step templates and common forms of a reference folder."""
    return read_templates(folder / "templates")


def read_items(folder: Path) -> Read:
    """Every item of a reference folder."""
    try:
        return read_path(folder / "items", templates=templates(folder))
    except (BadFile, TypeError, ValueError) as error:
        return Read(errors=[RowError("templates", "", f"模板读不出来：{error}")])


def load_laws(folder: Path, *, by: Actor, at: datetime) -> Loaded:
    """The legal texts of a reference folder; quick when they have not changed."""
    mark = digest(folder / "laws")
    if is_loaded("laws", mark):
        return Loaded("laws", skipped=True)
    laws, errors = read_laws(folder / "laws")
    if errors:
        raise BadReference(errors)
    return _load_laws(laws, mark, by=by, at=at)


@operation
def _load_laws(laws: list[operations.Law], mark: str, *, by: Actor, at: datetime) -> Loaded:
    added, changed, unchanged = operations.load_laws(laws, by=by, at=at)
    operations.stamp("laws", mark, at=at)
    return Loaded("laws", added=added, changed=changed, unchanged=unchanged)


def load_items(folder: Path, *, trial: bool, by: Actor, at: datetime) -> Loaded:
    """The items of a reference folder as drafts; in a trial they are put in force as 示例."""
    mark = digest(folder / "items", folder / "templates") + ("/trial" if trial else "")
    if is_loaded("items", mark):
        return Loaded("items", skipped=True)
    read = read_items(folder)
    if read.errors:
        raise BadReference(read.errors)
    return _load_items(read, mark, trial=trial, by=by, at=at)


@operation
def _load_items(read: Read, mark: str, *, trial: bool, by: Actor, at: datetime) -> Loaded:
    done = operations.import_items(read.rows, by=by, at=at, as_new_edition=trial)
    if done.errors:
        raise BadReference(done.errors)
    if trial:
        keys = {row.item for row in read.rows}
        drafts = Edition.objects.filter(item__key__in=keys, status=Edition.Status.DRAFT)
        operations.open_for_trial(drafts.values_list("pk", flat=True), by=by, at=at)
    operations.stamp("items", mark, at=at)
    return Loaded(
        "items",
        added=len(done.added),
        changed=len(done.changed),
        unchanged=len(done.unchanged),
    )
