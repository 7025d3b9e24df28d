"""The content decides what a file is; a name and an ending are only claims."""

import io

import pytest

from bureau.files.sniffing import examine
from bureau.files.tests import samples
from bureau.files.verdict import Unfit


def kind_of(content: bytes, name: str) -> str:
    return examine(io.BytesIO(content), name).key


def complaint(content: bytes, name: str) -> str:
    with pytest.raises(Unfit) as unfit:
        kind_of(content, name)
    return unfit.value.sentence


class TestWhatIsTaken:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("申请书.pdf", samples.a_pdf(), "pdf"),
            ("只限打印.pdf", samples.a_pdf(limits_only=True), "pdf"),
            ("照片.jpg", samples.a_picture("JPEG"), "jpeg"),
            ("手机照片.JPG", samples.a_picture_with_preview(), "jpeg"),
            ("截图.png", samples.a_picture("PNG"), "png"),
            ("网图.webp", samples.a_picture("WEBP"), "webp"),
            ("扫描.tif", samples.a_picture("TIFF"), "tiff"),
            ("旧图.bmp", samples.a_picture("BMP"), "bmp"),
            ("苹果手机.heic", samples.a_heic_that_claims(4032, 3024), "heic"),
            ("章程.docx", samples.a_docx(), "docx"),
            ("名单.xlsx", samples.an_archive({"xl/workbook.xml": b"<x/>"}), "xlsx"),
            ("布局.pptx", samples.an_archive({"ppt/presentation.xml": b"<p/>"}), "pptx"),
            ("电子证照.ofd", samples.an_ofd(), "ofd"),
            ("旧章程.doc", samples.an_old_document(), "doc"),
            ("旧章程.wps", samples.an_old_document(), "doc"),
            ("旧名单.xls", samples.an_old_document("Workbook"), "xls"),
        ],
    )
    def test_by_content_and_name(self, name: str, content: bytes, kind: str) -> None:
        assert kind_of(content, name) == kind

    @pytest.mark.parametrize("name", ["第1.2版", "健康证.李小红", "没有结尾", "v2.0"])
    def test_without_an_ending(self, name: str) -> None:
        assert kind_of(samples.a_pdf(), name) == "pdf"

    def test_a_picture_under_another_pictures_ending(self) -> None:
        assert kind_of(samples.a_picture("PNG"), "微信图片.jpg") == "png"

    def test_a_picture_with_notes_of_the_telephone_behind_its_end(self) -> None:
        assert kind_of(samples.a_picture("JPEG") + b"SEFT" * 100, "照片.jpg") == "jpeg"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("空.pdf", b"", "空的"),
            ("程序.exe", b"MZ" + bytes(100), "程序"),
            ("程序.pdf", b"MZ" + bytes(100), "程序"),
            ("脚本.sh", b"#!/bin/sh\nrm -rf /\n", "程序"),
            ("照片\u202egpj.exe", samples.a_picture("JPEG"), "程序"),
            ("安装.msi", samples.OLE + bytes(600), "程序"),
            ("安装.doc", samples.OLE + bytes(600), "不是Word"),
            ("页.html", b"<!DOCTYPE html><script>1</script>", "网页"),
            ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "网页"),
            ("图.png", b"  <svg/>", "网页"),
            ("图.jpg", b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "网页"),
            ("文.txt", "你好".encode(), "认不出"),
            ("动图.gif", b"GIF89a" + bytes(20), "认不出"),
            ("包.zip", samples.an_archive({"a.txt": b"a"}), "压缩包"),
            ("包.rar", b"Rar!\x1a\x07\x00" + bytes(20), "压缩包"),
            ("包.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20), "压缩包"),
            ("章程.docx", samples.an_archive({"a.exe": b"MZ"}), "压缩包"),
            ("加密.pdf", samples.a_pdf(password="secret"), "密码"),
            ("宏.docx", samples.a_docx(**{"word/vbaProject.bin": b"x"}), "宏"),
            ("宏.doc", samples.an_old_document(macro=True), "宏"),
        ],
    )
    def test_with_a_sentence(self, name: str, content: bytes, says: str) -> None:
        assert says in complaint(content, name)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("照片.pdf", samples.a_picture("JPEG")),
            ("申请书.jpg", samples.a_pdf()),
            ("章程.pdf", samples.a_docx()),
            ("章程.xlsx", samples.a_docx()),
            ("申请书.txt", samples.a_pdf()),
        ],
    )
    def test_disguised(self, name: str, content: bytes) -> None:
        sentence = complaint(content, name)

        assert f"“.{name.rsplit('.', 1)[1]}”" in sentence
        assert "再传" in sentence

    @pytest.mark.parametrize(
        ("name", "whole"),
        [
            ("半.pdf", samples.a_pdf()),
            ("半.jpg", samples.a_picture("JPEG", side=300)),
            ("半带预览.jpg", samples.a_picture_with_preview()),
            ("半.png", samples.a_picture("PNG", side=300)),
            ("半.webp", samples.a_picture("WEBP", side=300)),
            ("半.bmp", samples.a_picture("BMP", side=300)),
            ("半.docx", samples.a_docx()),
            ("半.ofd", samples.an_ofd()),
        ],
    )
    def test_half_sent(self, name: str, whole: bytes) -> None:
        half = whole[: len(whole) * 2 // 3]

        assert "重新" in complaint(half, name) or "另存" in complaint(half, name)


class TestBombs:
    @pytest.mark.parametrize(
        "content",
        [
            samples.a_png_that_claims(60_000, 60_000),
            samples.a_png_that_claims(4_000_000_000, 1),
            samples.a_heic_that_claims(20_000, 20_000),
        ],
    )
    def test_pixels_are_counted_from_the_head(self, content: bytes) -> None:
        name = "大.png" if content.startswith(b"\x89") else "大.heic"

        assert "太大" in complaint(content, name)

    def test_a_picture_of_no_size(self) -> None:
        assert "打不开" in complaint(samples.a_png_that_claims(0, 10), "无.png")

    def test_archives_by_how_much_they_unpack_to(self) -> None:
        bomb = samples.a_docx(**{"word/media/a.bin": bytes(60 * 1024 * 1024)})

        assert "太多" in complaint(bomb, "炸弹.docx")

    def test_archives_by_how_many_they_hold(self) -> None:
        parts = {f"word/{n}": b"" for n in range(6_000)}
        bomb = samples.an_archive({"word/document.xml": b"", **parts}, packed=False)

        assert "太多" in complaint(bomb, "炸弹.docx")

    def test_archives_that_lie_about_their_size(self) -> None:
        honest = samples.a_docx()
        at = honest.rfind(b"PK\x05\x06")
        lying = honest[: at + 12] + b"\xff\xff\xff\x7f" + honest[at + 16 :]

        assert complaint(lying, "谎.docx")


@pytest.mark.parametrize("cut", range(0, 60, 3))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_a_broken_picture_gets_a_sentence_and_never_a_traceback(kind: str, cut: int) -> None:
    whole = samples.a_picture(kind)

    assert complaint(whole[:cut], f"坏.{kind.lower()}")
