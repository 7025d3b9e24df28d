"""How every test gets its database: a clone of one template, made as the owner's role."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from bureau import kept
from config import testbase

pytest_plugins = ["desks.design.tests.browser"]


def _fixture_teardown(self: TransactionTestCase) -> None:
    """A test with real transactions leaves a database to throw away, not one to empty.

    Emptying would fail on append-only tables and take away what migrations put in.
    """
    testbase.renew()
    kept.forget_everything()


TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[attr-defined]


def pytest_configure() -> None:
    # Pages under test need no collected files with hashes in their names.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        name = testbase.make()
    yield
    with django_db_blocker.unblock():
        testbase.remove(name)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What one test has changed is undone after it, so no answer may outlive a test."""
    kept.forget()
