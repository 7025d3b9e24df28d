import re

import pytest
from django.template import Context, Template, TemplateSyntaxError

from desks.design.forms import build_form


def drawn(template: str, **context: object) -> str:
    return Template("{% load design %}" + template).render(Context(context))


class TestIcon:
    def test_is_silent_beside_a_word(self) -> None:
        assert 'aria-hidden="true"' in drawn('{% icon "check" %}')
        assert 'icons.svg#check"' in drawn('{% icon "check" %}')

    def test_speaks_when_it_stands_alone(self) -> None:
        assert 'role="img" aria-label="已核验"' in drawn('{% icon "check" "已核验" %}')

    def test_an_unknown_name_is_a_mistake(self) -> None:
        with pytest.raises(TemplateSyntaxError, match="no icon 'nonsense'"):
            drawn('{% icon "nonsense" %}')


class TestSigns:
    @pytest.mark.parametrize("kind", ["ok", "warn", "over", "bad", "hold", "info", "green-lane"])
    def test_have_colour_icon_and_word(self, kind: str) -> None:
        sign = drawn("{% tag kind '审查中' %}", kind=kind)

        assert f'class="tag {kind}"' in sign
        assert "<use href=" in sign
        assert "审查中" in sign

    def test_a_clock_takes_the_colours_of_the_calendar(self) -> None:
        assert 'class="clock over"' in drawn("{% clock 'orange' '超承诺 2 小时' %}")

    def test_words_of_others_stay_words(self) -> None:
        assert "&lt;b&gt;" in drawn("{% tag 'ok' words %}", words="<b>")
        assert "&lt;b&gt;" in drawn("{% clock 'ok' words %}", words="<b>")
        assert "&lt;b&gt;" in drawn(
            "{% note 'warn' title=words %}{{ words }}{% endnote %}", words="<b>"
        )


class TestBlocks:
    def test_a_note_keeps_what_stands_in_it(self) -> None:
        assert "<i>x</i>" in drawn("{% note %}<i>x</i>{% endnote %}")

    def test_a_wide_table_scrolls_in_a_named_region(self) -> None:
        wide = drawn('{% scroll "材料核对表" %}<table></table>{% endscroll %}')

        assert 'tabindex="0" role="region" aria-label="材料核对表"' in wide


class TestQr:
    def test_says_where_it_leads(self) -> None:
        code = drawn('{% qr "http://example.invalid/v/abc" "核验这份文书" %}')

        assert 'aria-label="核验这份文书"' in code
        assert "style=" not in code

    def test_is_different_for_different_addresses(self) -> None:
        one, other = (drawn("{% qr text 'x' %}", text=text) for text in ("a", "b"))

        assert one != other


class TestOnce:
    def test_every_form_drawn_has_its_own_key(self) -> None:
        keys = {re.findall(r'value="([^"]+)"', drawn("{% once %}"))[0] for _ in range(3)}

        assert len(keys) == 3


class TestField:
    def test_draws_nothing_twice(self) -> None:
        form = build_form([])()

        assert drawn("{% include 'design/form_fields.html' with form=form only %}", form=form)
