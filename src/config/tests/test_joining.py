"""Commands start or join the database by themselves, and it goes away after the last of them."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import joining
from config.tests.houses import House, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]

# A command that uses the database until it is told to stop.
USES_IT = (
    "import signal, sys; from pathlib import Path; from config.embedded import joining;"
    "joining.join(Path(sys.argv[1]), grace=0.5); print('joined', flush=True); signal.pause()"
)
TOUCHES_IT = USES_IT.replace("; signal.pause()", "")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "data")
    yield house
    house.close()


class TestACommand:
    def test_starts_the_database_and_it_goes_after_the_last_user(self, house: House) -> None:
        command = house.begin("-c", TOUCHES_IT, str(house.data))

        assert command.wait(60) == 0, house.output_of(command)
        assert until(lambda: not house.keeper())
        assert not house.database_answers()

    def test_keeps_the_database_for_as_long_as_it_runs(self, house: House) -> None:
        first = house.begin("-c", USES_IT, str(house.data))
        assert until(lambda: "joined" in house.output_of(first))
        keeper = house.keeper()
        second = house.begin("-c", TOUCHES_IT, str(house.data))
        second.wait(60)

        assert house.keeper() == keeper
        assert house.database_answers()

        first.kill()
        assert until(lambda: not house.keeper())

    def test_two_at_once_on_an_empty_folder_agree(self, house: House) -> None:
        both = [house.begin("-c", TOUCHES_IT, str(house.data)) for _ in range(2)]

        assert [command.wait(60) for command in both] == [0, 0]

    def test_finds_a_database_again_whose_keeper_was_killed(self, house: House) -> None:
        first = house.begin("-c", USES_IT, str(house.data))
        assert until(lambda: "joined" in house.output_of(first))
        os.kill(house.keeper(), signal.SIGKILL)
        assert until(lambda: not house.database_answers())

        second = house.begin("-c", TOUCHES_IT, str(house.data))

        assert second.wait(60) == 0, house.output_of(second)

    def test_says_in_one_sentence_why_it_cannot(self, house: House) -> None:
        house.places.home.mkdir(parents=True, mode=0o711)
        (house.places.home / "socket").write_text("not a folder")

        command = house.begin("-c", TOUCHES_IT, str(house.data))

        assert command.wait(60) != 0
        assert "CannotStart" in house.output_of(command).splitlines()[-1]


class TestMakeRun:
    @pytest.fixture
    def house(self, prepared: House) -> Iterator[House]:
        prepared.stop()
        yield prepared
        prepared.stop()

    def test_takes_over_at_once_from_a_keeper_nobody_needs(self, house: House) -> None:
        command = house.begin("-c", TOUCHES_IT.replace("0.5", "60"), str(house.data))
        assert command.wait(60) == 0
        assert house.keeper()

        house.run()

        assert not house.keeper()
        assert house.answers()

    def test_is_a_guest_while_a_command_still_works_and_parent_after(self, house: House) -> None:
        command = house.begin("-c", USES_IT, str(house.data))
        assert until(lambda: "joined" in house.output_of(command))
        keeper = house.keeper()
        house.run()

        assert house.answers()
        assert house.keeper() == keeper  # the command was not disturbed

        os.kill(keeper, signal.SIGKILL)
        assert until(lambda: "数据库已重新启动" in house.news())
        assert until(house.answers)
        command.kill()


def test_leaving_gives_the_database_up(house: House) -> None:
    joining.join(house.data, grace=0.5)
    keeper = house.keeper()

    joining.leave()

    assert keeper
    assert until(lambda: not house.keeper())
