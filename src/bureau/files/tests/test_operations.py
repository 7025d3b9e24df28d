"""Keeping files: whole or not at all, once, harmless."""

import io
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from bureau.audit.models import AuditLine
from bureau.audit.operations import operation
from bureau.files import operations, queries, store
from bureau.files.models import Blob, BlobState, Upload
from bureau.files.refusals import FileNotReady, FileRefused
from bureau.files.tests import samples
from bureau.files.tests.factories import APPLICANT, NOON, an_upload
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMAV = ""
    return tmp_path


def everything_in(folder: Path) -> list[Path]:
    return [place for place in folder.rglob("*") if place.is_file()]


class TestKeep:
    def test_stores_the_content_under_its_hash_and_notes_who_sent_it(self, folder: Path) -> None:
        content = samples.a_pdf()

        upload = an_upload(content)

        sha256 = upload.blob.sha256
        assert everything_in(folder) == [folder / sha256[:2] / sha256[2:4] / sha256]
        assert store.place_of(sha256).read_bytes() == content
        assert (upload.owner_account, upload.original_name) == ("41", "申请书.pdf")
        assert AuditLine.objects.get(act="file.kept").facts["sha256"] == sha256

    def test_the_same_file_for_the_same_purpose_is_the_same_upload(self) -> None:
        assert an_upload().pk == an_upload().pk

    def test_one_content_of_two_owners_is_stored_once_and_shown_apart(self, folder: Path) -> None:
        content = samples.a_pdf()

        mine = an_upload(content, "我的.pdf")
        theirs = an_upload(content, "别人的.pdf", owner="42")

        assert len(everything_in(folder)) == 1
        assert mine.uid != theirs.uid
        shown = queries.uploads_for("draft-1:application-form", owner="41")
        assert [(found.uid, found.name) for found in shown] == [(str(mine.uid), "我的.pdf")]

    @pytest.mark.parametrize(
        ("content", "name", "more", "says"),
        [
            (b"", "空.pdf", {}, "空的"),
            (samples.a_pdf(), "大.pdf", {"limit": 100}, "超过"),
            (samples.a_pdf(), "断.pdf", {"declared_size": 10_000_000}, "一半"),
            (b"MZ" + bytes(99), "程序.pdf", {}, "程序"),
        ],
    )
    def test_says_no_with_a_sentence_and_leaves_nothing(
        self, content: bytes, name: str, more: dict[str, int], says: str, folder: Path
    ) -> None:
        with pytest.raises(FileRefused, match=says) as refusal:
            an_upload(content, name, **more)

        assert refusal.value.field == "file"
        assert everything_in(folder) == []
        assert not Upload.objects.exists()

    def test_stops_reading_a_stream_that_is_too_long(self, folder: Path) -> None:
        endless = _Endless()

        with pytest.raises(FileRefused, match="超过 1 兆"):
            operations.keep(
                endless, "长.pdf", owner="41", purpose="p", limit=1 << 20, by=APPLICANT, at=NOON
            )

        assert endless.given < 2 << 20
        assert everything_in(folder) == []

    def test_a_full_disk_gets_a_sentence(self, folder: Path) -> None:
        with pytest.raises(FileRefused, match="空间满了"):
            operations.keep(_Full(), "a.pdf", owner="41", purpose="p", by=APPLICANT, at=NOON)

        assert everything_in(folder) == []

    def test_is_undone_with_the_act_it_belongs_to(self) -> None:
        @operation
        def an_act_that_says_no() -> None:
            an_upload()
            raise Refusal("现在不行。")

        with pytest.raises(Refusal), transaction.atomic():
            an_act_that_says_no()

        assert not Upload.objects.exists()

    def test_an_upload_cannot_be_changed_afterwards(self) -> None:
        upload = an_upload()

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Upload.objects.filter(pk=upload.pk).update(owner_account="42")


class TestServe:
    def test_gives_back_what_was_handed_in_under_headers_that_let_it_do_nothing(self) -> None:
        content = samples.an_acting_pdf()
        facts = queries.find_upload(str(an_upload(content).uid))
        assert facts is not None

        served = queries.serve(facts)

        assert b"".join(served.pieces) == content
        assert served.headers["Content-Length"] == str(len(content))
        assert served.headers["Content-Disposition"].startswith("attachment;")
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in served.headers["Content-Security-Policy"]

    def test_shows_a_pdf_without_anything_that_acts(self) -> None:
        facts = queries.find_upload(str(an_upload(samples.an_acting_pdf()).uid))
        assert facts is not None

        shown = b"".join(queries.serve(facts, shown=True).pieces)

        assert shown.startswith(b"%PDF-")
        for word in (b"JavaScript", b"OpenAction", b"Launch", b"EmbeddedFiles", b"/AA"):
            assert word not in shown
        assert shown == b"".join(queries.serve(facts, shown=True).pieces)

    def test_shows_pictures_but_only_saves_office_files(self) -> None:
        picture = queries.find_upload(str(an_upload(samples.a_picture("PNG"), "图.png").uid))
        document = queries.find_upload(str(an_upload(samples.a_docx(), "章程.docx").uid))
        assert picture is not None
        assert document is not None

        how = [
            queries.serve(facts, shown=True).headers["Content-Disposition"].split(";")[0]
            for facts in (picture, document)
        ]

        assert how == ["inline", "attachment"]

    def test_a_pdf_that_cannot_be_cleaned_is_only_saved(self) -> None:
        facts = queries.find_upload(str(an_upload(b"%PDF-1.7\nbroken\n%%EOF").uid))
        assert facts is not None

        with pytest.raises(FileNotReady, match="下载"):
            queries.serve(facts, shown=True)

    @pytest.mark.parametrize("uid", ["", "1", "../..", "0" * 32, "x" * 5000])
    def test_finds_nothing_under_a_name_that_is_none(self, uid: str) -> None:
        assert queries.find_upload(uid) is None


class TestScanWaiting:
    def test_without_a_scanner_files_say_that_nobody_looked(self) -> None:
        assert an_upload().blob.state == BlobState.UNSCANNED

    def test_with_a_scanner_nothing_is_opened_before_it_answered(self, settings: Settings) -> None:
        with a_scanner(lambda content: b"stream: OK\0") as settings.CLAMAV:
            facts = queries.find_upload(str(an_upload().uid))
            assert facts is not None
            with pytest.raises(FileNotReady, match="查毒"):
                queries.serve(facts)

            judged = operations.scan_waiting(by=APPLICANT, at=NOON)

        assert judged == 1
        assert Blob.objects.get().state == BlobState.CLEAN

    def test_a_virus_is_locked_away_for_everybody(self, settings: Settings) -> None:
        content = samples.a_pdf() + b"EICAR"
        with a_scanner(_finds_eicar) as settings.CLAMAV:
            facts_uid = str(an_upload(content).uid)

            operations.scan_waiting(by=APPLICANT, at=NOON)

        facts = queries.find_upload(facts_uid)
        assert facts is not None
        with pytest.raises(FileNotReady, match="病毒"):
            queries.serve(facts)
        with pytest.raises(FileRefused, match="病毒"):
            an_upload(content, owner="42")
        assert Blob.objects.get().reason == "Eicar-Test"

    def test_when_the_scanner_is_away_files_go_on_waiting(self, settings: Settings) -> None:
        settings.CLAMAV = "127.0.0.1:9"
        an_upload()

        assert operations.scan_waiting(by=APPLICANT, at=NOON) == 0
        assert Blob.objects.get().state == BlobState.QUARANTINE


def test_a_sweep_takes_only_what_is_old_and_unknown(folder: Path) -> None:
    kept = an_upload()
    old = (NOON - timedelta(days=3)).timestamp()
    orphan = store.place_of("ab" * 32)
    cut_off = folder / "incoming" / "cut"
    for place in (orphan, cut_off, store.place_of(kept.blob.sha256)):
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("ab"):
            os.utime(place, (old, old))
    young = store.place_of("cd" * 32)
    young.parent.mkdir(parents=True)
    young.touch()

    swept = operations.sweep_store(by=APPLICANT, at=NOON)

    assert swept == 2
    assert set(everything_in(folder)) == {store.place_of(kept.blob.sha256), young}


class _Endless:
    given = 0

    def read(self, size: int = -1, /) -> bytes:
        self.given += size
        return bytes(size)


class _Full(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(28, os.strerror(28))


def _finds_eicar(content: bytes) -> bytes:
    return b"stream: Eicar-Test FOUND\0" if b"EICAR" in content else b"stream: OK\0"


@contextmanager
def a_scanner(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """A scanner that speaks the INSTREAM protocol on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line, line.makefile("rb") as stream:
                    assert stream.read(10) == b"zINSTREAM\0"
                    content = b""
                    while length := struct.unpack(">I", stream.read(4))[0]:
                        content += stream.read(length)
                    line.sendall(answer(content))

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
