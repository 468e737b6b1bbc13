"""What several test folders need: the cycle as a command, and one published small demo per session."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
FOREIGN = ("DATA_DIR", "INBOX_DIR", "MIN_FREE_BYTES", "PERSONAL_SECRET", "DISCLOSURE_P", "PREFECT_", "DBT_")


def everything_below(folder: Path) -> dict[str, str]:
    """The checksum of every file, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class World:
    """A data folder, and the commands that people run on it."""

    data_dir: Path

    @property
    def inbox(self) -> Path:
        """Where files are put."""
        return self.data_dir / "inbox"

    @property
    def current(self) -> Path:
        """What is published."""
        return self.data_dir / "current"

    def demo(self, size: str = "small", scenario: str = "planted") -> None:
        """Put a demo into the inbox, as the Makefile does."""
        command = ["-m", "demo", "--inbox", str(self.inbox), "--truth", str(self.data_dir / "demo-truth")]
        command += ["--data-dir", str(self.data_dir), "--size", size, "--scenario", scenario]
        done = self._python(command, {})
        assert done.returncode == 0, done.stdout + done.stderr

    def cycle(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the annual cycle to its end."""
        return self._python(["-m", "flows", "cycle", *arguments], environment)

    def copy(self, folder: Path) -> "World":
        """Return a copy of this world that a test may change."""
        return World(Path(shutil.copytree(self.data_dir, folder / "data", symlinks=True)))

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment without what the caller's shell says about other data folders."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        path = os.pathsep.join([str(PROJECT / "python"), str(PROJECT)])
        return inherited | {"PYTHONPATH": path, "DATA_DIR": str(self.data_dir), "PYTHONUTF8": "1"} | more

    def _python(self, arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.data_dir.parent,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the small planted demo, taken through the whole year once; tests only read it."""
    world = World(tmp_path_factory.mktemp("published") / "data")
    world.data_dir.mkdir()
    world.demo()
    done = world.cycle()
    assert done.returncode == 0, done.stdout + done.stderr
    return world
