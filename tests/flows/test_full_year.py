"""What takes minutes: the full demo's recovery against the oracle, and a cycle that is killed half-way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from tests.conftest import World

pytestmark = pytest.mark.long


def test_the_full_demo_recovers_what_is_planted(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reach at least four fifths of what the classifier reaches that knows every planted parameter."""
    world = World(tmp_path_factory.mktemp("full") / "data")
    world.data_dir.mkdir()
    world.demo(size="full")
    done = world.cycle()
    assert done.returncode == 0, done.stdout + done.stderr
    truth_dir = world.data_dir / "demo-truth"
    truth = pd.read_csv(truth_dir / "customers.csv", dtype=str)
    oracle = json.loads((truth_dir / "oracle.json").read_text(encoding="utf-8"))["adjusted_rand_index"]
    with duckdb.connect(str(world.current / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute("select customer_id, segment_key from marts.customer_segments").df()
    both = truth.merge(found, on="customer_id").dropna(subset=["segment_2566"])
    assert len(both) > 0.95 * len(found)
    ours = adjusted_rand_score(both["segment_2566"], both["segment_key"])
    with capsys.disabled():
        print(f"\nadjusted Rand index on {len(both)} customers: oracle {oracle:.3f}, ours {ours:.3f}")
        print(done.stdout[done.stdout.index("ขั้นตอน /") :])
    assert ours >= 0.8 * oracle


@pytest.mark.parametrize("step", ["S4"])
def test_a_killed_cycle_leaves_what_is_published_and_the_next_one_ends(
    published: World, tmp_path: Path, step: str
) -> None:
    """Kill -9 in the middle of a step; the lock is free, the old site stands, a repeat spends no attempt."""
    world = published.copy(tmp_path)
    started = world.data_dir / "ledger" / "steps.jsonl"
    booked = started.read_text(encoding="utf-8").count(f'"step": "{step}"')
    process = started_cycle(world)
    while started.read_text(encoding="utf-8").count(f'"step": "{step}"') == booked:
        assert process.poll() is None, "the cycle ended before it could be killed"
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert world.current.resolve().name == published.current.resolve().name
    attempts = (world.data_dir / "ledger" / "attempts.jsonl").read_bytes()
    done = world.cycle()
    assert done.returncode == 0, done.stdout + done.stderr
    assert (world.data_dir / "ledger" / "attempts.jsonl").read_bytes() == attempts
    assert world.current.resolve().name != published.current.resolve().name


def test_a_killed_cycle_takes_its_site_build_along(published: World, tmp_path: Path) -> None:
    """Kill -9 of the cycle alone while the report tool works: within seconds nothing of it runs any more."""
    world = published.copy(tmp_path)
    before = set(world.data_dir.glob("runs/*/logs/site.log"))
    process = started_cycle(world)
    while not any(path.stat().st_size for path in set(world.data_dir.glob("runs/*/logs/site.log")) - before):
        assert process.poll() is None, "the cycle ended before it could be killed"
        time.sleep(0.1)
    assert any("evidence" in command for command in running(world))
    process.kill()
    process.wait()
    for _ in range(100):
        if not running(world):
            break
        time.sleep(0.1)
    assert running(world) == []


def running(world: World) -> list[str]:
    """The commands of all processes that were given this world's data folder."""
    commands = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(world.data_dir).encode() in (folder / "environ").read_bytes():
                commands.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return [command for command in commands if command]


def started_cycle(world: World) -> "subprocess.Popen[bytes]":
    """A cycle of the published year, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "cycle", "--fiscal-year", world.current.resolve().name[2:6]],
        cwd=world.data_dir.parent,
        env=world.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
