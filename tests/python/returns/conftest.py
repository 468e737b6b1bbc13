"""A small warehouse of the sample files: intake and the staging models, as commands on a data folder of its own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from customer_segmentation.declarations import Feed, load_feeds
from customer_segmentation.settings import PROJECT_DIR, Settings

SAMPLES = PROJECT_DIR / "tests" / "samples"
FOREIGN = ("DATA_DIR", "INBOX_DIR", "DBT_")


@dataclass(frozen=True)
class Warehouse:
    """A data folder with what a test does to it."""

    settings: Settings

    @property
    def path(self) -> Path:
        """The DuckDB file that dbt writes."""
        return self.settings.data_dir / "dev.duckdb"

    def take_in(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run intake's command."""
        return self._run("-m", "customer_segmentation.intake", *arguments)

    def build(self, *select: str, as_of: str = "") -> None:
        """Run dbt on what is selected, without tests; `as_of` is the day whose knowledge is asked for."""
        command = ("build", "--quiet", "--exclude-resource-type", "unit_test", "test", "--select", *select)
        asked = ("--vars", f"{{as_of: {as_of}}}") if as_of else ()
        done = self._run("-m", "dbt.cli.main", *command, *asked)
        assert done.returncode == 0, done.stdout + done.stderr

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        data = self.settings.data_dir
        environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        environment |= {
            "DATA_DIR": str(data),
            "PYTHONPATH": str(PROJECT_DIR / "python"),
            "PYTHONUTF8": "1",
            "DBT_PROJECT_DIR": str(PROJECT_DIR),
            "DBT_PROFILES_DIR": str(PROJECT_DIR),
            # the same text in every copy, so that dbt need not parse the project again
            "DBT_DUCKDB_PATH": self.path.name,
            "DBT_TARGET_PATH": str(data / "target"),
            "DBT_LOG_PATH": str(data / "logs"),
        }
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=data,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def feeds() -> dict[str, Feed]:
    """Return the declared feeds."""
    return load_feeds(PROJECT_DIR / "models")


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Return a warehouse with the samples taken in and staged once; tests copy it before they change it."""
    data = tmp_path_factory.mktemp("sampled") / "data"
    shutil.copytree(SAMPLES, data / "inbox", ignore=shutil.ignore_patterns("README.md", "expected.csv"))
    warehouse = Warehouse(Settings(PROJECT_DIR, data, data / "inbox"))
    taken = warehouse.take_in()
    assert taken.returncode == 0, taken.stderr
    warehouse.build("path:models/staging", "path:seeds", "data_quality")
    return warehouse


@pytest.fixture
def warehouse(sampled: Warehouse, tmp_path: Path) -> Warehouse:
    """Return a copy of the sampled warehouse that a test may change."""
    data = Path(shutil.copytree(sampled.settings.data_dir, tmp_path / "data"))
    return Warehouse(Settings(PROJECT_DIR, data, data / "inbox"))
