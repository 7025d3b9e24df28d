"""``make run``: one parent for everything, which recovers from any loss and stops in order."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from config.embedded import cluster
from config.tests.houses import House, alive, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]


@pytest.fixture
def house(prepared: House) -> House:
    """A running house: the one of the test before, where that left it running."""
    if prepared.process is None or prepared.process.poll() is not None:
        prepared.run()
    prepared.heard_all()
    return prepared


class TestStarting:
    def test_says_where_everything_is(self, house: House) -> None:
        house.stop()
        house.run()

        assert f"http://127.0.0.1:{house.port}" in house.said()
        assert str(house.data) in house.said()
        assert "日志" in house.said()
        assert "演示账号" in house.said()

    def test_a_second_copy_says_that_the_first_runs(self, house: House) -> None:
        second = house.begin("-m", "config.running")

        assert second.wait(30) == 1
        assert f"已经在运行：http://127.0.0.1:{house.port}（进程号" in house.output_of(second)
        assert house.answers()

    def test_a_taken_port_is_said_with_the_way_out(self, tmp_path: Path) -> None:
        house = House(tmp_path / "data")
        with socket.create_server(("127.0.0.1", house.port)):
            process = house.begin("-m", "config.running")

            assert process.wait(30) == 1
        said = house.output_of(process)
        assert f"端口 {house.port} 已被别的程序占用" in said
        assert "SANHUA_PORT=" in said
        assert "Traceback" not in said


class TestStopping:
    def test_ctrl_c_ends_everything_in_order(self, house: House) -> None:
        children = house.everything()
        assert house.process is not None

        house.process.send_signal(signal.SIGINT)

        assert house.process.wait(20) == 0
        assert not alive(children)
        assert "已全部停止" in house.said()

    def test_a_closed_window_does_too(self, house: House) -> None:
        children = house.everything()
        assert house.process is not None

        house.process.send_signal(signal.SIGHUP)

        assert house.process.wait(20) == 0
        assert not alive(children)


class TestAfterKill9:
    def test_the_database_comes_back_and_nothing_accepted_is_lost(self, house: House) -> None:
        with psycopg.connect(cluster.address(house.places)) as connection:
            connection.execute("CREATE TABLE kept (id int)")
            connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        worker, database = house.child("procrastinate"), house.database_pid()

        os.kill(database, signal.SIGKILL)

        assert until(lambda: "数据库已重新启动" in house.news())
        assert house.answers()
        assert house.database_pid() != database
        assert house.child("procrastinate") != worker  # else it would poll slowly
        with psycopg.connect(cluster.address(house.places)) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
            connection.execute("DROP TABLE kept")

    def test_the_web_comes_back_and_its_old_workers_are_gone(self, house: House) -> None:
        web = house.child("granian")
        old_workers = psutil.Process(web).children(recursive=True)

        os.kill(web, signal.SIGKILL)

        assert until(lambda: "网页服务意外退出" in house.news())
        assert until(lambda: house.child("granian") not in {0, web})
        assert until(house.answers)
        assert not alive(old_workers)

    def test_a_web_worker_comes_back(self, house: House) -> None:
        worker = psutil.Process(house.child("granian")).children()[-1]

        worker.kill()

        assert until(house.answers)

    def test_the_worker_comes_back(self, house: House) -> None:
        worker = house.child("procrastinate")

        os.kill(worker, signal.SIGKILL)

        assert until(lambda: house.child("procrastinate") not in {0, worker})

    def test_of_the_parent_leaves_nothing_and_the_next_start_works_at_once(
        self, house: House
    ) -> None:
        children = house.everything()
        assert house.process is not None

        house.process.kill()
        house.process.wait()
        house.run()

        assert house.answers()
        assert not alive(children)


# A city that opens its doors early, and is then told to end well or badly.
BUILDS_A_CITY = """
import signal, sys
from config import progress

def finish(*_):
    progress.report(2000, of=2000, doors_open=True)
    sys.exit(0)

signal.signal(signal.SIGUSR1, finish)
signal.signal(signal.SIGUSR2, lambda *_: sys.exit(3))
progress.report(300, of=2000, doors_open=True)
while True:
    signal.pause()
"""
RUNS_WITH_A_CITY = """
import dataclasses, signal, sys
from config import running
city = running.service("演示城市", "city", [sys.executable, "-c", sys.argv[1]], signal.SIGTERM)
running.run(dataclasses.replace(running.plan(), city=city))
"""


class TestTheTrialCity:
    @pytest.fixture
    def house(self, prepared: House) -> Iterator[House]:
        prepared.stop()
        prepared.run("-c", RUNS_WITH_A_CITY, BUILDS_A_CITY)
        prepared.heard_all()
        yield prepared
        prepared.stop()

    def test_is_still_being_built_when_the_first_page_answers(self, house: House) -> None:
        assert house.answers()
        assert house.child("progress")

        os.kill(house.child("progress"), signal.SIGUSR1)

        assert until(lambda: "演示城市已建好：共 2000 件" in house.news())

    def test_that_cannot_be_finished_is_said_and_the_rest_goes_on(self, house: House) -> None:
        os.kill(house.child("progress"), signal.SIGUSR2)

        assert until(lambda: "演示城市没有建完" in house.news())
        assert house.answers()

    def test_stops_with_the_house(self, house: House) -> None:
        children = house.everything()

        house.stop()

        assert not alive(children)
