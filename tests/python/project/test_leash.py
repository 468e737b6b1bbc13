"""A command on the leash ends with its starter, however that ends, and its children with it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from customer_segmentation.leash import leashed
from tests.conftest import PROJECT

# a child that only its own parent knows of
COMMAND = ["sh", "-c", "sleep 300 & echo $!; wait"]
STARTER = f"""
from pathlib import Path
from customer_segmentation.leash import leashed
with leashed({COMMAND!r}, Path(".")) as process:
    print(process.output.readline(), flush=True)
    process.wait()
"""


def runs(process: int) -> bool:
    """Whether a process is there and no mere entry of one that ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(process: int) -> bool:
    """Whether a process ends soon."""
    for _ in range(100):
        if not runs(process):
            return True
        time.sleep(0.05)
    return False


def test_it_says_what_the_command_says_and_how_it_ended(tmp_path: Path) -> None:
    with leashed(["sh", "-c", "pwd; echo wrong >&2; exit 3"], tmp_path) as process:
        assert (process.output or sys.stdin).read().split() == [str(tmp_path), "wrong"]
        assert process.wait() == 3


def test_a_killed_starter_takes_the_grandchildren_along() -> None:
    starter = subprocess.Popen([sys.executable, "-c", STARTER], cwd=PROJECT, stdout=subprocess.PIPE, encoding="utf-8")
    grandchild = int((starter.stdout or sys.stdin).readline())
    assert runs(grandchild)
    starter.kill()
    starter.communicate()
    assert ends(grandchild)


def test_an_error_in_the_block_ends_the_command(tmp_path: Path) -> None:
    grandchild = 0
    with pytest.raises(KeyboardInterrupt), leashed(COMMAND, tmp_path) as process:
        grandchild = int((process.output or sys.stdin).readline())
        raise KeyboardInterrupt
    assert ends(grandchild)
