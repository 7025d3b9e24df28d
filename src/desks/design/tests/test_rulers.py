"""The ruler: geometry as attributes, its meaning in words, words of others as words."""

import re

from desks.design import rulers
from desks.design.rulers import Hold


def a_term(*, used: float = 2, holds: tuple[Hold, ...] = (), now: str = "第 2 天") -> str:
    return rulers.draw(
        rulers.term_ruler(
            used=used,
            promise=5,
            legal=10,
            light="ok",
            promise_text="承诺 3-23",
            legal_text="法定 3-30",
            now=now,
            holds=holds,
            label="已用 2 天，承诺第 5 天，法定第 10 天",
        )
    )


class TestRuler:
    def test_says_everything_to_those_who_listen(self) -> None:
        assert 'role="img" aria-label="已用 2 天，承诺第 5 天，法定第 10 天"' in a_term()

    def test_fills_what_is_used_and_marks_both_limits(self) -> None:
        drawn = a_term()

        assert 'class="fill ok" x="0" y="1.35em" width="20%"' in drawn
        assert re.findall(r'class="mk" x1="([\d.]+)%"', drawn) == ["50", "100"]

    def test_is_full_and_no_more_when_the_limit_is_passed(self) -> None:
        assert 'width="100%" height="0.6em" rx="2"/><line' in a_term(used=14, now="第 14 天")

    def test_a_pause_moves_the_limits_and_is_hatched(self) -> None:
        drawn = a_term(holds=(Hold(2, 6, "停表 4 天（检验）"),), now="")

        assert 'class="hold"' in drawn
        assert "停表 4 天（检验）" in drawn
        assert re.findall(r'class="mk" x1="([\d.]+)%"', drawn) == ["64.29", "100"]

    def test_has_one_tick_for_each_day(self) -> None:
        assert a_term().count('class="tk"') == 11

    def test_one_limit_only_is_one_mark(self) -> None:
        same = rulers.draw(
            rulers.term_ruler(used=1, promise=5, legal=5, light="ok", label="只有一个时限")
        )

        assert same.count('class="mk"') == 1

    def test_words_of_others_stay_words(self) -> None:
        drawn = a_term(now="<script>alert(1)</script>")

        assert "<script>" not in drawn
        assert "&lt;script&gt;" in drawn

    def test_carries_no_inline_style(self) -> None:
        assert "style=" not in a_term()


class TestIndicatorRuler:
    def test_has_a_golden_target(self) -> None:
        drawn = rulers.draw(
            rulers.indicator_ruler(
                value=86.2,
                target=85,
                low=50,
                high=100,
                light="ok",
                text="目标 85%",
                label="86.2%，目标 85%",
            )
        )

        assert 'class="mk p" x1="70%"' in drawn
        assert 'class="fill ok" x="0" y="0.2em" width="72.4%"' in drawn

    def test_stays_inside_whatever_the_value(self) -> None:
        drawn = rulers.draw(
            rulers.indicator_ruler(
                value=-5, target=200, low=0, high=100, light="bad", text="目标", label="低"
            )
        )

        assert 'class="mk p" x1="100%"' in drawn
        assert 'class="fill' not in drawn


class TestSpark:
    def test_needs_two_numbers(self) -> None:
        assert rulers.spark([0.4], label="一个月") == ""
        assert "<polyline" in rulers.spark([0.4, 0.5], label="两个月，升")

    def test_equal_numbers_make_a_flat_line(self) -> None:
        assert "2.0,19.0 82.0,19.0" in rulers.spark([3, 3], label="不变")
