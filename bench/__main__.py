"""``python -m bench``: makes a house to throw away, has it measured, and takes it down."""

import argparse
import subprocess
import sys

from bench import house


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases lie there")
    parser.add_argument("--seconds", type=float, default=8, help="for how long each is measured")
    asked = parser.parse_args()
    with house.to_throw_away() as environment:
        command = [sys.executable, "-m", "bench.start", str(asked.cases), str(asked.seconds)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
