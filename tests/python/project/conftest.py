"""What the tests of the project as a whole share: dbt's own account of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what dbt knows of the project as it stands."""
    target = tmp_path_factory.mktemp("target")
    command = [sys.executable, "-m", "dbt.cli.main", "parse", "--quiet", "--no-partial-parse"]
    command += ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    command += ["--target-path", str(target), "--log-path", str(target)]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    text = Path(target, "manifest.json").read_text(encoding="utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed
