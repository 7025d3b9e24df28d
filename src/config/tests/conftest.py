"""One prepared house for all tests that start real processes: making it takes seconds."""

from collections.abc import Iterator

import pytest

from config.tests.houses import House


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house") / "data")
    house.prepare()
    yield house
    house.close()
