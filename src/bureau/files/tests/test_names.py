"""File names: readable to people, harmless to machines."""

import pytest

from bureau.files.kinds import KINDS
from bureau.files.names import LONGEST, clean_name, disposition

PDF = KINDS["pdf"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("食品经营许可申请书.pdf", "食品经营许可申请书.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\用户\\桌面\\申请书.pdf", "申请书.pdf"),
        ("照片\u202efdp.pdf", "照片fdp.pdf"),
        ("零\u200b宽\ufeff.pdf", "零宽.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ('怪"名<字>|?*.pdf', "怪_名_字____.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "未命名.pdf"),
        ("...", "未命名.pdf"),
        ("CON.pdf", "CON_.pdf"),
        ("申请书", "申请书.pdf"),
        ("申请书.PDF", "申请书.pdf"),
        ("𠮷野家😀.pdf", "𠮷野家😀.pdf"),
        ("李小红430702199001011230.pdf", "李小红430___________1230.pdf"),
        ("电话138 1234 5678.pdf", "电话___ ____ ____.pdf"),
        ("430702-261124-00001-6受理通知书.pdf", "430702-261124-00001-6受理通知书.pdf"),
    ],
)
def test_a_name_is_cleaned(raw: str, clean: str) -> None:
    assert clean_name(raw, PDF) == clean


def test_a_very_long_name_is_cut_and_keeps_its_ending() -> None:
    name = clean_name("长" * 5000 + ".pdf", PDF)

    assert len(name) == LONGEST
    assert name.endswith(".pdf")


def test_a_picture_named_wrongly_gets_its_own_ending() -> None:
    assert clean_name("微信图片.jpg", KINDS["png"]) == "微信图片.png"


def test_the_header_names_the_file_in_both_ways_and_cannot_be_broken_out_of() -> None:
    header = disposition('申请"书\r\n.pdf', inline=False)

    assert header.startswith('attachment; filename="')
    assert "filename*=UTF-8''%E7%94%B3%E8%AF%B7%22%E4%B9%A6%0D%0A.pdf" in header
    assert "\r" not in header
    assert header.count('"') == 2
