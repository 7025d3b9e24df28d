"""Where the embedded database keeps its data, socket, locks and programs.

Not root: everything lies in the data folder and the wheel's programs are used in place.
Root: PostgreSQL refuses to run as root, and the unprivileged user it runs as may not be
able to reach this clone (a home folder is usually closed). So programs, data and socket
then lie in a folder of their own under ``/var/lib``, named after the data folder.
"""

import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

OWNER = "sanhua_owner"
PROGRAM = "sanhua_app"
DATABASE = "sanhua"
PORT = 5432

_LONGEST_SOCKET_FOLDER = 93  # bytes; libpq allows 107 with "/.s.PGSQL.5432" and an end mark


@dataclass(frozen=True)
class Places:
    """Every path the embedded database uses, computed from the data folder alone."""

    data: Path
    home: Path  # of the database: beside the data folder's other things, or under /var/lib
    socket: Path
    runs_as: pwd.struct_passwd | None  # None: as whoever we are
    durable: bool = True  # False: for tests, which need no answer to survive the machine

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def finished(self) -> Path:
        """Exists once the cluster is complete; PG_VERSION is written far too early."""
        return self.home / "cluster.ok"

    @property
    def made_in_boot(self) -> Path:
        """In which run of the machine a cluster that is not durable was made."""
        return self.home / "boot"

    @property
    def ballast(self) -> Path:
        """Room to give back when the disk is full, so that PostgreSQL can recover."""
        return self.home / "ballast"

    @property
    def runtime(self) -> Path:
        return self.home / "runtime"

    @property
    def locks(self) -> Path:
        return self.data / "run"

    @property
    def logs(self) -> Path:
        return self.data / "logs"


def places_for(data: Path, *, durable: bool = True) -> Places:
    """The places that belong to one data folder (an absolute path)."""
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
    if os.getuid() == 0:
        home = Path("/var/lib") / f"sanhua-{mark}"
        runs_as = _unprivileged_user()
    else:
        home = data / "postgresql"
        runs_as = None
    socket = home / "socket"
    if len(os.fsencode(socket)) > _LONGEST_SOCKET_FOLDER:
        socket = Path(tempfile.gettempdir()) / f"sanhua-{os.getuid()}-{mark}"
    return Places(data=data, home=home, socket=socket, runs_as=runs_as, durable=durable)


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
