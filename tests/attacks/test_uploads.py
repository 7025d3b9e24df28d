"""Files that are not what they say, too large, cut off or able to do harm: refused in words,
and nothing of them stays."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as program
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from bureau.files.models import Upload
from bureau.files.tests.samples import a_docx, a_pdf, a_picture, a_png_that_claims, an_acting_pdf
from desks.design.drafts import purpose_of
from desks.public.views.files import MOST_PER_MATERIAL
from tests.inhabitants import Inhabitants

MEGABYTE = 1 << 20


def a_zip_bomb() -> bytes:
    """Ten thousand times larger inside than outside."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (300 * MEGABYTE))
    return made.getvalue()


HARMFUL: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a program": ("申请书.exe", lambda: b"MZ" + b"\0" * 200, "程序"),
    "a program called pdf": ("申请书.pdf", lambda: b"MZ" + b"\0" * 200, "程序"),
    "a program behind two endings": ("申请书.pdf.exe", a_pdf, "程序"),
    "a program written backwards": ("申请书\u202efdp.exe", a_pdf, "程序"),
    "a script": ("照片.jpg", lambda: b"#!/bin/sh\nrm -rf /", "程序"),
    "a picture that runs": (
        "图.svg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "SVG",
    ),
    "a picture that runs called png": (
        "图.png",
        lambda: b"\xef\xbb\xbf <svg onload='alert(1)'/>",
        "SVG",
    ),
    "a page": ("说明.html", lambda: b"<!DOCTYPE html><script>alert(1)</script>", "网页"),
    "a page called pdf": ("说明.pdf", lambda: b"<html><body onload=alert(1)>", "网页"),
    "a picture of a thousand millions": (
        "图.png",
        lambda: a_png_that_claims(60_000, 60_000),
        "太大",
    ),
    "an archive": ("材料.zip", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 99, "压缩包"),
    "an archive bomb called docx": ("材料.docx", a_zip_bomb, "太多"),
    "half a pdf": ("申请书.pdf", lambda: a_pdf()[: len(a_pdf()) // 2], "没有传完整"),
    "half a picture": ("照片.jpg", lambda: a_picture("JPEG", side=400)[:2000], "没有传完整"),
    "nothing": ("申请书.pdf", lambda: b"", "空的"),
    "words with another name": ("申请书.pdf", lambda: "甲乙丙".encode() * 99, "内容却不是"),
    "a pdf called docx": ("申请书.docx", a_pdf, "docx"),
    "a locked pdf": ("申请书.pdf", lambda: a_pdf(password="secret"), "密码"),
}


def sent(client: Client, address: str, name: str, data: bytes, *, field: str = "file") -> str:
    """What the page says after the file was sent there."""
    answer = client.post(address, {field: SimpleUploadedFile(name, data)}, follow=True)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def blobs() -> set[str]:
    return {one.name for one in Path(program.MEDIA_ROOT).rglob("*") if one.is_file()}


@pytest.mark.parametrize("kind", HARMFUL)
class TestAHarmfulFile:
    def test_is_refused_in_words_to_an_applicant(self, house: Inhabitants, kind: str) -> None:
        name, make, words = HARMFUL[kind]
        before, files = Upload.objects.count(), blobs()

        page = sent(
            house.browser("owner"), f"/drafts/{house.things['draft']}/files/plan/", name, make()
        )

        assert words in page
        assert Upload.objects.count() == before
        assert blobs() == files

    def test_is_refused_in_words_at_the_window(self, house: Inhabitants, kind: str) -> None:
        name, make, words = HARMFUL[kind]
        before, files = Upload.objects.count(), blobs()

        page = sent(
            house.browser("clerk"),
            f"/clerk/receive/{house.things['window_draft']}/",
            name,
            make(),
            field="file-plan",
        )

        assert words in page
        assert Upload.objects.count() == before
        assert blobs() == files

    def test_is_refused_in_words_as_a_supplement(self, house: Inhabitants, kind: str) -> None:
        name, make, words = HARMFUL[kind]
        before = Upload.objects.count()

        page = sent(
            house.browser("owner"),
            f"/mine/{house.things['awaiting']}/supplement/",
            name,
            make(),
            field="file-plan",
        )

        assert words in page
        assert Upload.objects.count() == before


class TestAFile:
    def test_that_is_too_large_is_refused_in_words(
        self, house: Inhabitants, settings: Settings
    ) -> None:
        settings.UPLOAD_LIMIT = MEGABYTE
        files = blobs()
        large = a_pdf()[:-6] + b"%" + b"0" * MEGABYTE + b"\n%%EOF\n"

        page = sent(
            house.browser("owner"), f"/drafts/{house.things['draft']}/files/plan/", "大.pdf", large
        )

        assert "1 MB" in page or "1MB" in page
        assert blobs() == files

    def test_whose_name_is_markup_is_shown_literally(self, house: Inhabitants) -> None:
        page = sent(
            house.browser("owner"),
            f"/drafts/{house.things['draft']}/files/plan/",
            "<img src=x onerror=alert(1)>{{7*7}}.exe",
            b"MZ" + b"\0" * 200,
        )

        assert "<img src=x" not in page

    def test_that_acts_by_itself_is_shown_without_its_acts(self, house: Inhabitants) -> None:
        client = house.browser("owner")
        sent(client, f"/drafts/{house.things['draft']}/files/plan/", "会动.pdf", an_acting_pdf())
        kept = Upload.objects.get(original_name="会动.pdf")

        answer = client.get(f"/files/{kept.uid}/?show")

        assert b"/JavaScript" not in answer.getvalue()
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    @pytest.mark.parametrize("name", ["申请书.docx", "申请书"])
    def test_of_an_office_program_is_only_for_saving(self, house: Inhabitants, name: str) -> None:
        client = house.browser("owner")
        sent(client, f"/drafts/{house.things['draft']}/files/plan/", name, a_docx())
        kept = Upload.objects.get(original_name="申请书.docx")

        answer = client.get(f"/files/{kept.uid}/?show")

        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_of_somebody_else_with_the_same_content_stays_theirs(self, house: Inhabitants) -> None:
        same = a_picture("PNG", side=33)
        sent(house.browser("owner"), f"/drafts/{house.things['draft']}/files/plan/", "甲.png", same)
        sent(
            house.browser("clerk"),
            f"/clerk/receive/{house.things['window_draft']}/",
            "乙.png",
            same,
            field="file-plan",
        )
        first, second = Upload.objects.filter(original_name__in=["甲.png", "乙.png"]).order_by("id")

        assert first.blob_id == second.blob_id
        assert house.browser("owner").get(f"/files/{first.uid}/").status_code == 200
        assert house.browser("owner").get(f"/files/{second.uid}/").status_code == 404

    def test_more_than_a_material_may_have_are_refused_in_words(self, house: Inhabitants) -> None:
        address = f"/drafts/{house.things['draft']}/files/plan/"
        many = [SimpleUploadedFile(f"{n}.png", a_picture("PNG", side=9 + n)) for n in range(25)]

        answer = house.browser("owner").post(address, {"file": many}, follow=True)

        assert "最多" in answer.content.decode()
        purpose = purpose_of(house.things["draft"], "plan")
        assert Upload.objects.filter(purpose=purpose).count() == MOST_PER_MATERIAL
