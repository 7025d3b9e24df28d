"""What a load did, and where in which file it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bureau.offices.city.reading import CityTrouble, Fault
from bureau.offices.operations import Put
from bureau.refusal import Refusal


@dataclass
class CityLoad:
    """Per file how many entries were added, changed, left as they were."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, file: str, put: Put) -> None:
        counted = self.counts.setdefault(file, {one.value: 0 for one in Put})
        counted[put.value] += 1

    def total(self, put: Put) -> int:
        return sum(counted[put.value] for counted in self.counts.values())


@contextmanager
def told(file: str, where: str) -> Iterator[None]:
    """A refusal inside names the file and the entry; nothing of the file is kept."""
    try:
        yield
    except Refusal as refusal:
        raise CityTrouble([Fault(file, where, str(refusal))]) from refusal
