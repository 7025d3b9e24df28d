"""The one place that reads the environment: each wrong value becomes a sentence.

Values come from the process's environment and, below it, from a file ``.env`` beside
``manage.py``. All wrong values are collected, so that the person who starts the program
reads everything that is wrong at once.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class Environment:
    """Named values as text, read with a default, judged, and complained about together."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name: value.strip() for name, value in values.items()}
        self.complaints: list[str] = []

    def given(self, name: str) -> bool:
        return bool(self._values.get(name))

    def complain(self, sentence: str) -> None:
        self.complaints.append(sentence)

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name) or default

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            self.complain(f"{name} 只能写 {' 或 '.join(allowed)}，现在写的是“{value}”。")
            return default
        return value

    def yes(self, name: str, *, default: bool) -> bool:
        return self.choice(name, ("yes", "no"), "yes" if default else "no") == "yes"

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.text(name, str(default))
        # int() would also take "8_000" and full-width digits, which nobody means.
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            self.complain(f"{name} 要写 {least} 到 {most} 之间的整数，现在写的是“{value}”。")
            return default
        return int(value)

    def names(self, name: str, default: Sequence[str]) -> list[str]:
        """A list written with commas."""
        value = self.text(name)
        return [part.strip() for part in value.split(",") if part.strip()] or list(default)

    def folder(self, name: str, default: Path) -> Path:
        value = self.text(name)
        if value and not Path(value).is_absolute():
            self.complain(f"{name} 要写完整路径（以 / 开头），现在写的是“{value}”。")
            return default
        return Path(value).resolve() if value else default

    def writable(self, name: str, folder: Path) -> None:
        """Make a folder we must write in, or say that we cannot."""
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            self.complain(
                f"文件夹 {folder} 不能写入。请改正它的权限，或用 {name} 指定另一个文件夹。"
            )

    def origin(self, name: str, default: str = "") -> str:
        """Scheme, host and port of a site, without a path."""
        value = self.text(name, default).rstrip("/")
        if not value:
            return ""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            self.complain(f"{name} 要写成 https://域名 的样子，后面不带路径，现在写的是“{value}”。")
            return default
        return value

    def database(self, name: str) -> dict[str, str] | None:
        """A PostgreSQL address as libpq's own words, or None where it is not given."""
        if not self.given(name):
            return None
        value = self.text(name)
        example = f"{name} 要写成 postgresql://user:password@host:5432/name 的样子"
        if urlsplit(value).scheme not in {"postgres", "postgresql"}:
            self.complain(f"{example}；本系统只用 PostgreSQL。")
            return None
        try:
            parts = {key: str(part) for key, part in conninfo_to_dict(value).items()}
        except ProgrammingError:
            self.complain(f"{example}，现在的写法读不懂。")
            return None
        if missing := [word for word in ("user", "dbname") if not parts.get(word)]:
            self.complain(f"{example}，现在缺少 {'、'.join(missing)}。")
            return None
        return parts

    def stop_if_wrong(self) -> None:
        if self.complaints:
            stop(self.complaints)


def stop(sentences: Sequence[str]) -> NoReturn:
    """Say why the program does not start, and leave with the exit code of bad usage."""
    sys.stderr.write("系统没有启动，请先改正这些设置（说明见 .env.example）：\n")
    sys.stderr.writelines(f"  - {sentence}\n" for sentence in sentences)
    raise SystemExit(2)


def read_env_file(path: Path) -> dict[str, str]:
    """NAME=value lines; empty lines and lines starting with # are left out."""
    if not path.is_file():
        return {}
    values = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.strip().partition("=")
        if equals and not name.startswith("#"):
            values[name.strip()] = value.strip().strip("\"'")
    return values
