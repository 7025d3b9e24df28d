"""A wrong setting stops the start with sentences that say what to write instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import Environment, read_env_file

CLONE = Path(__file__).resolve().parents[3]
REAL = {
    "SANHUA_MODE": "real",
    "SANHUA_SECRET_KEY": "s" * 50 + "9f3Kq7",
    "SANHUA_PERSONAL_DATA_KEYS": "2026:" + "p" * 40,
    "SANHUA_BLIND_INDEX_KEY": "i" * 40,
    "SANHUA_HOSTS": "sanhua.example.gov.cn",
    "SANHUA_ORIGIN": "https://sanhua.example.gov.cn",
    "DATABASE_URL": "postgresql://program:word@db.example:5432/sanhua",
    "DATABASE_OWNER_URL": "postgresql://owner:word@db.example:5432/sanhua",
}


def start(tmp_path: Path, *command: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Read just these settings, as every start of the program does first."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SANHUA_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, *(command or ("-m", "config.settings"))],
        cwd=CLONE,
        env={**clean, "PYTHONPATH": "src", "SANHUA_DATA": str(tmp_path), **values},
        capture_output=True,
        text=True,
        check=False,
    )


class TestAStart:
    def test_with_nothing_set_is_a_trial(self, tmp_path: Path) -> None:
        assert start(tmp_path).returncode == 0

    def test_says_everything_that_is_wrong_at_once_and_leaves_with_2(self, tmp_path: Path) -> None:
        result = start(tmp_path, SANHUA_DEBUG="ture", SANHUA_PORT="eight", SANHUA_MODE="prod")

        assert result.returncode == 2
        assert "SANHUA_DEBUG 只能写 yes 或 no，现在写的是“ture”。" in result.stderr
        assert "SANHUA_PORT 要写 1 到 65535 之间的整数" in result.stderr
        assert "SANHUA_MODE 只能写 trial 或 real" in result.stderr
        assert "Traceback" not in result.stderr

    def test_where_it_may_not_write_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("a file, not a folder")

        result = start(tmp_path / "data")

        assert result.returncode == 2
        assert f"文件夹 {tmp_path / 'data'} 不能写入" in result.stderr

    def test_makes_its_own_keys_in_a_trial_and_keeps_them(self, tmp_path: Path) -> None:
        start(tmp_path)
        key = tmp_path / "keys" / "sanhua_secret_key"
        first = key.read_text()
        start(tmp_path)

        assert first.startswith("trial-")
        assert key.read_text() == first
        assert key.stat().st_mode & 0o077 == 0


class TestRealMode:
    def test_starts_when_all_is_given_and_is_safe_to_django(self, tmp_path: Path) -> None:
        result = start(
            tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **REAL
        )

        assert result.returncode == 0, result.stderr

    @pytest.mark.parametrize(
        "name",
        [
            "SANHUA_SECRET_KEY",
            "SANHUA_PERSONAL_DATA_KEYS",
            "SANHUA_BLIND_INDEX_KEY",
            "SANHUA_HOSTS",
            "SANHUA_ORIGIN",
            "DATABASE_URL",
        ],
    )
    def test_refuses_to_guess(self, tmp_path: Path, name: str) -> None:
        result = start(tmp_path, **{**REAL, name: ""})

        assert result.returncode == 2
        assert name in result.stderr

    @pytest.mark.parametrize(
        "name",
        ["SANHUA_DEBUG", "SANHUA_CODES_ON_SCREEN", "SANHUA_SIMULATORS", "SANHUA_TRIAL_CITY"],
    )
    def test_refuses_what_belongs_to_a_trial(self, tmp_path: Path, name: str) -> None:
        result = start(tmp_path, **REAL, **{name: "yes"})

        assert result.returncode == 2
        assert f"{name} 只能是 no" in result.stderr

    def test_refuses_a_key_that_was_made_for_a_trial(self, tmp_path: Path) -> None:
        start(tmp_path)
        trial_key = (tmp_path / "keys" / "sanhua_secret_key").read_text()

        result = start(tmp_path, **{**REAL, "SANHUA_SECRET_KEY": trial_key})

        assert result.returncode == 2
        assert "演示用的密钥" in result.stderr


class TestReadingTheEnvironment:
    @pytest.mark.parametrize(
        ("value", "complaint"),
        [
            ("mysql://u:p@h/d", "只用 PostgreSQL"),
            ("postgresql://h/d", "缺少 user"),
            ("postgresql://u@h", "缺少 dbname"),
            ("postgresql://u:p@h:port/d?x", "读不懂"),
        ],
    )
    def test_a_wrong_database_address_is_explained(self, value: str, complaint: str) -> None:
        environment = Environment({"DATABASE_URL": value})

        assert environment.database("DATABASE_URL") is None
        assert complaint in environment.complaints[0]
        assert "postgresql://" in environment.complaints[0]

    @pytest.mark.parametrize(
        "value", ["0", "65536", "-1", "8_000", "\uff18\uff10\uff10\uff10", "8e3"]
    )
    def test_a_number_is_plain_digits_within_its_bounds(self, value: str) -> None:
        environment = Environment({"SANHUA_PORT": value})

        assert environment.number("SANHUA_PORT", 8000, least=1, most=65535) == 8000
        assert value in environment.complaints[0]

    @pytest.mark.parametrize("value", ["example.cn", "ftp://example.cn", "https://example.cn/a"])
    def test_an_origin_is_scheme_and_host(self, value: str) -> None:
        environment = Environment({"SANHUA_ORIGIN": value})

        assert environment.origin("SANHUA_ORIGIN") == ""
        assert "https://域名" in environment.complaints[0]

    def test_a_folder_is_a_full_path(self, tmp_path: Path) -> None:
        environment = Environment({"SANHUA_DATA": "data"})

        assert environment.folder("SANHUA_DATA", tmp_path) == tmp_path
        assert "完整路径" in environment.complaints[0]

    def test_a_file_of_settings_may_hold_comments_and_quotes(self, tmp_path: Path) -> None:
        file = tmp_path / ".env"
        file.write_text("# why\n\nSANHUA_PORT = 8001\nSANHUA_HOSTS='a,b'\n", encoding="utf-8")

        assert read_env_file(file) == {"SANHUA_PORT": "8001", "SANHUA_HOSTS": "a,b"}


def test_every_setting_is_explained_in_the_example() -> None:
    source = (CLONE / "src" / "config").glob("*.py")
    text = "".join(file.read_text(encoding="utf-8") for file in source)
    names = {word for word in text.replace("(", '"').split('"') if word.startswith("SANHUA_")}
    names = {name for name in names if name.replace("_", "").isalnum() and name.isupper()}
    explained = (CLONE / ".env.example").read_text(encoding="utf-8")

    assert "SANHUA_PORT" in names
    assert [name for name in sorted(names) if f"\n# {name}=" not in explained] == []
