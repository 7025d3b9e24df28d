"""What stands on the paper: every kind, every sign, and people's text as they wrote it."""

import time

import pytest

from bureau.notices.kinds import KINDS
from bureau.notices.rules import Json
from bureau.notices.tests.factories import BUREAU, EVERYTHING, NOON
from bureau.notices.tests.paper import words_of
from bureau.notices.typesetting import EDITION, Sheet, typeset

HOSTILE = [
    '#import "evil.typ": *',
    "$x^2$ 与 $ sum_(i=0)^n $",
    "<b>粗体</b><script>alert(1)</script>",
    "=1+1",
    "= 标题",
    "{{ 7*7 }} {% debug %}",
    "*星* _下划线_ `代码`",
    "@引用 <标签> \\u{41} // 注释 /* 注 */",
    "[方括号] #(1+1) ~ -- ---",
    '\\" \\n "}],{',
]


def a_sheet(kind: str = "one_time_notice", *, large: bool = False, **changed: Json) -> Sheet:
    title, _ = KINDS[kind].title_and_word("")
    return Sheet(
        kind=kind,
        edition=EDITION,
        title=title,
        number="明市监补字〔2026〕第1号",
        sender=BUREAU,
        data={**EVERYTHING, **changed},
        token="AB12CD34EF56GH78",
        verify_at="https://window.example/verify",
        written_on=NOON.date(),
        trial=True,
        large=large,
    )


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_typeset_and_twice_the_same(kind: str, large: bool) -> None:
    sheet = a_sheet(kind, large=large)

    pdf = typeset(sheet)

    assert pdf == typeset(sheet)
    text = words_of(pdf)
    assert BUREAU.name in text
    assert "AB12-CD34-EF56-GH78" in text
    assert "0999-12315" in text
    assert "本件未加盖印章" in text or kind in {"delivery", "sheet"}
    assert "示例文书，没有法律效力" in text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_letter_with_only_what_it_must_say_is_typeset(kind: str) -> None:
    least = {field: EVERYTHING[field] for field in KINDS[kind].needs}
    sheet = a_sheet(kind)

    pdf = typeset(
        Sheet(**{name: getattr(sheet, name) for name in Sheet.__slots__} | {"data": least})
    )

    assert BUREAU.name in words_of(pdf)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_is_printed_as_they_wrote_it(text: str) -> None:
    point = {"material": text, "problem": text, "fix": text, "basis": text}

    pdf = typeset(
        a_sheet(addressee=text, item=text, points=[point], promise=text, until=text, where=text)
    )

    assert words_of(pdf).count("".join(text.split())) >= 4


def test_rare_names_are_printed_not_boxed() -> None:
    name = "𠮷䶮㛃𬱖·〇鿏"

    pdf = typeset(a_sheet(addressee=name))

    assert name in words_of(pdf)


def test_a_sign_no_font_holds_is_marked_instead_of_boxed() -> None:
    pdf = typeset(a_sheet(addressee="李😀明"))

    assert "李〓明" in words_of(pdf)


def test_a_very_long_word_stays_on_the_paper() -> None:
    word = "A" * 400

    pdf = typeset(a_sheet(where=word))

    assert words_of(pdf).count("A") >= 400


def test_a_refusal_says_where_to_turn() -> None:
    text = words_of(typeset(a_sheet("refusal")))

    assert "六十日内，向明州市人民政府申请行政复议" in text
    assert "六个月内，依法向明州市城东区人民法院提起行政诉讼" in text


def test_a_warm_letter_takes_less_than_a_tenth_of_a_second_of_work() -> None:
    def seconds(n: int) -> float:
        started = time.process_time()
        typeset(a_sheet(addressee=str(n)))
        return time.process_time() - started

    # Work, not waiting: how busy the machine is else is not ours.
    assert min(seconds(n) for n in range(10)) < 0.1
