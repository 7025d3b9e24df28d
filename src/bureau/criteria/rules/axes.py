"""One input's values cut into the few pieces that no cell of the table tells apart.

Every cell is a union of pieces, so a set of values is a number whose bits are pieces, and
whatever holds for one value of each piece holds for all. This is what makes a proof over
infinitely many numbers and dates finite and exact.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Context, Decimal
from typing import Any

from bureau.criteria.rules.cells import Cell
from bureau.criteria.rules.kinds import FIRST, LAST, Key, Kind, literal, shown

_OTHER = "（其他）"
_EXACT = Context(prec=200)


class Axis:
    """The pieces of one input: for ordered kinds points and the gaps between them, else values.

    The last piece is always null. It belongs to the domain when the domain names it or,
    where none is declared, when a cell does.
    """

    def __init__(self, kind: Kind, cells: Iterable[Cell], domain: Cell | None) -> None:
        cells = list(cells)
        self.kind = kind
        declared = [*cells, domain] if domain is not None else cells
        keys = {end for cell in declared for part in cell.parts for end in (part.low, part.high)}
        keys.discard(None)
        if kind is Kind.BOOLEAN:
            keys = {True, False}
        self.cuts: list[Key] = sorted(keys) if kind.ordered else self._listed(declared, keys)
        self.places = {key: place for place, key in enumerate(self.cuts)}
        self.null = 2 * len(self.cuts) + 1 if kind.ordered else len(self.cuts) + 1
        self.inhabited = self._inhabited()
        self.everything = self.inhabited | 1 << self.null
        if domain is not None:
            self.domain = self.pieces(domain) & self.everything
        else:
            self.domain = self.inhabited | any(cell.null for cell in cells) << self.null

    @staticmethod
    def _listed(cells: list[Cell], keys: set[Key]) -> list[Key]:
        in_order = [part.low for cell in reversed(cells) for part in cell.parts]
        return list(dict.fromkeys([*in_order, *sorted(keys)]))

    def _inhabited(self) -> int:
        """The pieces that hold a value at all, without null."""
        if not self.kind.ordered:
            return (1 << len(self.cuts) + (self.kind is Kind.STRING)) - 1
        return sum(
            1 << piece
            for piece in range(self.null)
            if piece % 2 or self._between(piece) is not None
        )

    def piece(self, key: Key) -> int:
        if key is None:
            return self.null
        if not self.kind.ordered:
            return self.places.get(key, len(self.cuts))
        place = bisect_left(self.cuts, key)
        return 2 * place + (place < len(self.cuts) and self.cuts[place] == key)

    def pieces(self, cell: Cell) -> int:
        """The pieces a cell holds for."""
        if cell.anything:
            return self.everything
        found = 0
        for part in cell.parts:
            if not self.kind.ordered:
                found |= 1 << self.places[part.low]
                continue
            low = 0 if part.low is None else self.piece(part.low) + (not part.low_in)
            high = (
                self.null - 1 if part.high is None else self.piece(part.high) - (not part.high_in)
            )
            found |= (1 << high + 1) - (1 << low)
        if cell.negated:
            found = ~found
        return found & self.inhabited | cell.holds_for_null << self.null

    # --- A value of each piece ------------------------------------------------------------

    def witness(self, piece: int) -> Any:
        """One value of a piece, as JSON has it: given to the table it lands in this piece."""
        if piece == self.null:
            return None
        if not self.kind.ordered:
            return self.cuts[piece] if piece < len(self.cuts) else self._other()
        key = self.cuts[piece // 2] if piece % 2 else self._between(piece)
        return shown(self.kind, key)

    def _other(self) -> str:
        other = _OTHER
        while other in self.places:
            other += "*"
        return other

    def _between(self, piece: int) -> Key:
        """A simple value of the open gap before cut number ``piece / 2``, if there is one."""
        place = piece // 2
        low = self.cuts[place - 1] if place else None
        high = self.cuts[place] if place < len(self.cuts) else None
        if self.kind is Kind.DATE:
            return _date_between(low, high)
        if low is None:
            return self._possible(self._origin() if high is None else _step(high, -1))
        if high is None:
            return self._possible(_step(low, 1))
        if self.kind.whole:
            return _step(low, 1) if _step(low, 1) < high else None
        return _number_between(low, high)

    def _possible(self, key: Key) -> Key:
        """Time has a first and a last moment; beyond them is nothing."""
        return None if self.kind is Kind.DATE_TIME and not FIRST <= key <= LAST else key

    def _origin(self) -> Key:
        return 0 if self.kind is Kind.MONTHS else Decimal(0)

    def describe(self, pieces: int) -> str:
        """The values of some pieces in one line, for people."""
        if pieces & self.domain == self.domain:
            return "-"
        said = []
        piece = 0
        while piece <= self.null:
            if not pieces >> piece & 1:
                piece += 1
                continue
            first = piece
            if self.kind.ordered and piece < self.null:
                while piece + 1 < self.null and pieces >> piece + 1 & 1:
                    piece += 1
            said.append(self._run(first, piece))
            piece += 1
        return ", ".join(said)

    def _run(self, first: int, last: int) -> str:
        if first == self.null:
            return "null"
        if not self.kind.ordered:
            return literal(self.kind, self.cuts[first]) if first < len(self.cuts) else "任何其他值"
        low = self._end((first - 1) // 2) if first else None
        high = self._end(last // 2) if last // 2 < len(self.cuts) else None
        if low is None or high is None:
            if low is None and high is None:
                return "-"
            sign = ("<" + "=" * (last % 2)) if low is None else (">" + "=" * (first % 2))
            return f"{sign} {high if low is None else low}"
        if first == last and first % 2:
            return low
        return f"{'[' if first % 2 else '('}{low}..{high}{']' if last % 2 else ')'}"

    def _end(self, place: int) -> str:
        return literal(self.kind, self.cuts[place])


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, from the least."""
    while mask:
        least = mask & -mask
        yield least.bit_length() - 1
        mask ^= least


def _date_between(low: int | None, high: int | None) -> int | None:
    """Days end at the calendar's first and last day."""
    ordinary = date(2026, 1, 1).toordinal() if high is None else high - 1
    found = ordinary if low is None else low + 1
    if found < 1 or found > date.max.toordinal() or (high is not None and found >= high):
        return None
    return found


def _step(key: Key, by: int) -> Key:
    return key + by if isinstance(key, int) else _EXACT.add(key, Decimal(by))


def _number_between(low: Decimal, high: Decimal) -> Decimal:
    """The next whole number if it lies between, else the middle with as few digits as will do."""
    whole = Decimal(int(low) + (low >= int(low)))
    if low < whole < high:
        return whole
    middle = _EXACT.divide(_EXACT.add(low, high), Decimal(2))
    for digits in range(1, 80):
        rounded = middle.quantize(Decimal(1).scaleb(-digits), context=_EXACT)
        if low < rounded < high:
            return rounded
    return middle
