"""The same line gives the same hash on every machine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.audit import canonical
from bureau.audit.canonical import LineText

LINE = LineText(
    chain=3,
    seq=1,
    happened_at=datetime(2026, 9, 29, 2, 0, tzinfo=UTC),
    recorded_at=datetime(2026, 9, 29, 2, 0, 0, 5, tzinfo=UTC),
    actor_id="17",
    actor_name="𠮷·小满",
    actor_post="窗口人员",
    actor_office="桃花县局",
    act="test.done",
    object_kind="case",
    object_id="A1",
    source="",
    facts={"what": "食品", "count": 2, "held": True, "gone": None},
    previous=canonical.BEGINNING,
)


class TestSm3:
    def test_gives_the_value_of_the_standard(self) -> None:
        assert canonical.sm3(b"abc") == (
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        )


class TestChainNumber:
    @given(st.text())
    def test_is_one_of_64_and_always_the_same(self, key: str) -> None:
        number = canonical.chain_number(key)

        assert 0 <= number < 64
        assert canonical.chain_number(key) == number

    def test_spreads_cases_over_all_chains(self) -> None:
        assert len({canonical.chain_number(f"case {n}") for n in range(2000)}) == 64


class TestLineHash:
    def test_does_not_depend_on_the_time_zone_of_the_moment(self) -> None:
        shanghai = timezone(timedelta(hours=8))

        moved = replace(LINE, happened_at=LINE.happened_at.astimezone(shanghai))

        assert canonical.line_hash(moved) == canonical.line_hash(LINE)

    def test_does_not_depend_on_the_order_of_the_facts(self) -> None:
        turned = replace(LINE, facts=dict(reversed(list(LINE.facts.items()))))

        assert canonical.line_hash(turned) == canonical.line_hash(LINE)

    @pytest.mark.parametrize("field", [name for name in LineText.__slots__ if name != "facts"])
    def test_changes_with_every_field(self, field: str) -> None:
        value = getattr(LINE, field)
        other = {
            int: lambda: value + 1,
            str: lambda: value + "x",
            datetime: lambda: value + timedelta(microseconds=1),
        }[type(value)]()

        changed = replace(LINE, **{field: other})

        assert canonical.line_hash(changed) != canonical.line_hash(LINE)

    def test_changes_with_a_fact(self) -> None:
        changed = replace(LINE, facts={**LINE.facts, "held": 1})

        assert canonical.line_hash(changed) != canonical.line_hash(LINE)
