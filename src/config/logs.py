"""Where the program writes what happens to it: screen and ``data/logs``, one JSON line each.

Lines carry the reference number a person sees on an error page, so that a phone call
finds its traceback. They hold no personal data: no form values, no query strings.
"""

import logging
import logging.handlers
import os
from contextvars import ContextVar
from pathlib import Path
from typing import TypedDict

import structlog

reference: ContextVar[str] = ContextVar("reference", default="")


class LogSettings(TypedDict):
    level: str
    folder: Path


def _with_reference(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if number := reference.get():
        event["reference"] = number
    return event


def _without_request(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Django attaches the whole request, with what people typed, to its error lines."""
    event.pop("request", None)
    return event


def configure(wanted: LogSettings) -> None:
    """Called by Django with settings.LOGGING."""
    wanted["folder"].mkdir(parents=True, exist_ok=True)
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.ExtraAdder(),
        _without_request,
        _with_reference,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    structlog.configure(
        processors=[*shared[1:], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    as_json = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    # Several processes append to one file; lines stay whole. logrotate may move it away.
    file = logging.handlers.WatchedFileHandler(wanted["folder"] / "sanhua.log", encoding="utf-8")
    file.setFormatter(as_json)
    handlers: list[logging.Handler] = [file]
    if os.environ.get("SANHUA_LOG_TO_SCREEN") == "yes":
        screen = logging.StreamHandler()
        screen.setFormatter(as_json)
        handlers.append(screen)
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(wanted["level"])
    for name in ("django", "procrastinate", "granian"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # "Not Found" and friends are answers, not events.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logging.getLogger("django.security.DisallowedHost").setLevel(logging.ERROR)
