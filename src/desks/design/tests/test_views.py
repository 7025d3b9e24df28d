import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


class TestElderMode:
    def test_is_remembered_and_drawn_by_the_server(self, client: Client) -> None:
        answer = client.post("/mode/", {"mode": "elder", "next": "/design/"})

        assert answer.status_code == 302
        assert answer["Location"] == "/design/"
        assert b'data-mode="elder"' in client.get("/design/").content

    def test_is_left_the_same_way(self, client: Client) -> None:
        client.post("/mode/", {"mode": "elder"})

        client.post("/mode/", {"mode": "usual"})

        assert b'data-mode="elder"' not in client.get("/design/").content

    @pytest.mark.parametrize("next_page", ["https://elsewhere.invalid/", "//elsewhere.invalid"])
    def test_never_leads_away(self, client: Client, next_page: str) -> None:
        assert client.post("/mode/", {"next": next_page})["Location"] == "/"

    def test_is_no_link(self, client: Client) -> None:
        assert client.get("/mode/").status_code == 405


class TestGallery:
    @pytest.mark.parametrize("page", ["", "staff/", "board/", "kiosk/", "print/"])
    def test_shows_every_frame_marked_as_a_trial(self, client: Client, page: str) -> None:
        answer = client.get(f"/design/{page}")

        assert answer.status_code == 200
        assert "示例城市现在是" in answer.content.decode()

    @pytest.mark.parametrize("page", ["", "staff/"])
    def test_does_not_exist_in_a_real_installation(
        self, client: Client, settings: Settings, page: str
    ) -> None:
        settings.TRIAL = False

        assert client.get(f"/design/{page}").status_code == 404

    def test_has_no_other_frames(self, client: Client) -> None:
        assert client.get("/design/nonsense/").status_code == 404


class TestRefusal:
    def test_comes_back_on_the_whole_page_without_scripts(self, client: Client) -> None:
        answer = client.post("/design/refused/")

        assert answer.status_code == 422
        assert "<html" in answer.content.decode()
        assert "还缺少：健康证明。" in answer.content.decode()

    def test_comes_back_as_its_part_to_htmx(self, client: Client) -> None:
        answer = client.post("/design/refused/", headers={"HX-Request": "true"})

        assert answer.content.decode().lstrip().startswith('<section class="card" id="actions"')
