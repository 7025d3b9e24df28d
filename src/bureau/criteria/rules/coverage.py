"""Is a box covered by others, and where not? Exactly, or a plain "too wide to tell".

A box is a tuple of piece sets, one per input. Boxes that lie within are clipped and the
box is split along one of them until each part is covered by one box or touched by none.
"""

from collections.abc import Iterator, Sequence
from math import prod

Box = tuple[int, ...]

_MANY = 40


class TooWide(Exception):
    """The work allowed is used up before the proof is complete."""


class Work:
    def __init__(self, allowed: int) -> None:
        self.left = allowed

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise TooWide


def volume(box: Box) -> int:
    return prod(pieces.bit_count() for pieces in box)


def meet(one: Box, other: Box) -> Box | None:
    """What two boxes have in common; nothing as soon as one input keeps them apart."""
    both = []
    for mine, theirs in zip(one, other, strict=True):
        common = mine & theirs
        if not common:
            return None
        both.append(common)
    return tuple(both)


def uncovered(box: Box, others: Sequence[Box], work: Work, *, apart: bool = False) -> Iterator[Box]:
    """Disjoint boxes that together are what no other box covers, found one by one.

    ``apart`` promises that the others do not overlap: then their sizes alone prove much.
    """
    waiting: list[tuple[Box, Sequence[Box]]] = [(box, others)]
    while waiting:
        space, candidates = waiting.pop()
        work.spend(len(candidates) + 1)
        inside = list(dict.fromkeys(b for b in (meet(space, o) for o in candidates) if b))
        if not inside:
            yield space
        elif space not in inside and not (apart and sum(map(volume, inside)) == volume(space)):
            work.spend(len(inside))
            within, without = _split(space, inside)
            waiting += [(without, inside), (within, inside)]


def is_covered(box: Box, others: Sequence[Box], work: Work) -> bool:
    clipped = [b for b in (meet(box, other) for other in others) if b]
    if sum(map(volume, clipped)) < volume(box):
        return False
    return next(uncovered(box, clipped, work), None) is None


def _split(space: Box, inside: list[Box]) -> tuple[Box, Box]:
    """Cut along the largest box or, where many are left, through the middle of an input:
    the way that leaves the fewest boxes on both sides of the cut together."""
    largest = max(inside, key=volume)
    cuts = [(place, largest[place]) for place in range(len(space))]
    if len(inside) > _MANY:
        cuts += [(place, _lower_half(pieces)) for place, pieces in enumerate(space)]
    place, cut = min(
        ((place, cut) for place, cut in cuts if cut and space[place] & ~cut),
        key=lambda each: _sides(space, inside, *each),
    )
    within = (*space[:place], cut, *space[place + 1 :])
    return within, (*space[:place], space[place] & ~cut, *space[place + 1 :])


def _sides(space: Box, inside: list[Box], place: int, cut: int) -> tuple[int, int]:
    rest = space[place] & ~cut
    within = sum(1 for box in inside if box[place] & cut)
    without = sum(1 for box in inside if box[place] & rest)
    return within + without, max(within, without)


def _lower_half(pieces: int) -> int:
    """Some of the pieces: those in the lower half of the places they take up."""
    lowest = (pieces & -pieces).bit_length() - 1
    middle = (lowest + pieces.bit_length()) // 2
    return pieces & (1 << middle) - 1


def merged(boxes: list[Box], most_rounds: int = 20) -> list[Box]:
    """The same set in fewer boxes: two that differ in one input only become one."""
    for _ in range(most_rounds):
        before = len(boxes)
        for place in range(len(boxes[0]) if boxes else 0):
            joined: dict[Box, int] = {}
            for box in boxes:
                rest = box[:place] + box[place + 1 :]
                joined[rest] = joined.get(rest, 0) | box[place]
            boxes = [(*r[:place], pieces, *r[place:]) for r, pieces in joined.items()]
        if len(boxes) == before:
            break
    return boxes
