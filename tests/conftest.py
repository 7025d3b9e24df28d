"""What tests of the whole house share: a small bureau with people of every kind in it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.inhabitants import Inhabitants, moved_in


@pytest.fixture(scope="module")
def settled(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Inhabitants]:
    """Built once for all tests of a module."""
    with moved_in(django_db_blocker, tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture
def house(settled: Inhabitants) -> Iterator[Inhabitants]:
    """The house as it was; whatever a test does in it is taken back."""
    with transaction.atomic():
        cache.clear()
        yield settled
        transaction.set_rollback(True)
