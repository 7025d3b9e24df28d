"""``make run``: says what is where, then keeps everything running until it is told to stop."""

import shutil
import signal
import sys

from config import settings
from config.embedded.places import places_for
from config.supervisor.house import House, Plan
from config.supervisor.services import Service, child_environment, program

_SOURCE = settings.CLONE / "src"


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def service(label: str, name: str, command: list[str], dies_by: signal.Signals) -> Service:
    return Service(
        label=label,
        command=command,
        log=settings.LOG_FOLDER / f"{name}.log",
        folder=settings.CLONE,
        environment=child_environment(_SOURCE),
        dies_by=dies_by,
    )


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.CLONE / "manage.py"), *arguments]


def plan() -> Plan:
    """What the settings ask for."""
    web = [
        program("granian"), "--interface", "wsgi", "--no-ws",
        "--host", settings.SERVER_ADDRESS, "--port", str(settings.SERVER_PORT),
        "--workers", str(settings.WEB_WORKERS), "--blocking-threads", str(settings.WEB_THREADS),
        "--respawn-failed-workers", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    return Plan(
        address=settings.SERVER_ADDRESS,
        port=settings.SERVER_PORT,
        data=settings.DATA_FOLDER,
        clone=settings.CLONE,
        places=places_for(settings.DATA_FOLDER) if settings.EMBEDDED_DATABASE else None,
        city=_city(),
        web=service("网页服务", "web", web, signal.SIGTERM),
        # A worker told to stop gently would wait for a database that is already gone.
        worker=service("后台任务", "worker", _manage("procrastinate", "worker"), signal.SIGKILL),
        say=_say,
        clock=service("城市时钟", "clock", _manage("start_clock"), signal.SIGTERM),
    )


def _city() -> Service | None:
    """The trial city, built where the database is still empty."""
    known = any(_SOURCE.glob("*/**/management/commands/city.py"))
    if not (settings.TRIAL_CITY and known):
        return None
    # Whoever looks at a page goes before the rest of the city.
    patient = ["nice", "-n", "10"] if shutil.which("nice") else []
    return service("演示城市", "city", [*patient, *_manage("city", "--if-empty")], signal.SIGTERM)


def run(wanted: Plan) -> None:
    """Say what is where, then keep it running."""
    settings.LOG_FOLDER.mkdir(parents=True, exist_ok=True)
    _say("三化窗口" + (" · 演示（示例数据，不是真实办件）" if settings.TRIAL else ""))
    _say(f"  数据文件夹  {settings.DATA_FOLDER}")
    if wanted.places:
        _say(f"  数据库      内置，在 {wanted.places.home}")
    else:
        _say(f"  数据库      {settings.DATABASES['default']['HOST']}（由 DATABASE_URL 指定）")
    _say(f"  日志        {settings.LOG_FOLDER}")
    if settings.TRIAL:
        _say("  演示账号    见 README“演示账号”一节")
    _say("正在启动……")
    raise SystemExit(House(wanted).run())


if __name__ == "__main__":
    run(plan())
