"""Secret keys: given by the operator, or made once for a trial and kept in the data folder.

A key made here begins with ``trial-``, and real mode refuses every such key: nothing that
protects real people was ever lying beside the program.
"""

import hashlib
import os
import secrets
from pathlib import Path

from config.environment import Environment

TRIAL_MARK = "trial-"
_SHORTEST = 32


def secret(environment: Environment, name: str, *, folder: Path, real: bool) -> str:
    """A key as text: from the environment, or in a trial from the data folder."""
    value = environment.text(name)
    if real:
        if not value:
            environment.complain(f"正式运行必须设置 {name}（至少 {_SHORTEST} 个随机字符）。")
        elif value.startswith(TRIAL_MARK):
            environment.complain(f"{name} 是演示用的密钥，正式运行不能使用。")
    if value and len(value) < _SHORTEST:
        environment.complain(f"{name} 太短，至少要 {_SHORTEST} 个随机字符。")
    if value or real or environment.complaints:  # a start that will not be keeps nothing
        return value
    return _kept(folder / name.lower())


def _kept(path: Path) -> str:
    """The key in this file, made at the first start. Two starts at once agree on one key."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(TRIAL_MARK + secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(unfinished, path)
        except FileExistsError:
            pass  # somebody was quicker; theirs counts
        finally:
            unfinished.unlink()
    return path.read_text(encoding="ascii")


def data_keys(text: str) -> dict[str, bytes]:
    """``name:secret`` pairs with commas between, as 32-byte keys; the first one encrypts.

    Without a name the key is called by its place, ``1``. Any text of enough length will
    do as a secret: it is hashed to the size the cipher wants.
    """
    keys = {}
    for number, part in enumerate(text.split(","), start=1):
        name, colon, value = part.strip().partition(":")
        key_id, value = (name, value) if colon else (str(number), name)
        keys[key_id] = hashlib.sha256(value.encode()).digest()
    return keys
