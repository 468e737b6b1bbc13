"""Where things lie: every folder the warehouse reads or writes, from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """Folders of one warehouse. Everything written lies under `data_dir`."""

    project_dir: Path
    data_dir: Path
    inbox_dir: Path

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read DATA_DIR (default `data/` of the project) and INBOX_DIR (default `inbox/` in it)."""
        data_dir = Path(os.environ.get("DATA_DIR") or PROJECT_DIR / "data").absolute()
        inbox_dir = Path(os.environ.get("INBOX_DIR") or data_dir / "inbox").absolute()
        return cls(project_dir=PROJECT_DIR, data_dir=data_dir, inbox_dir=inbox_dir)

    @property
    def landing_dir(self) -> Path:
        """All-text Parquet, immutable."""
        return self.data_dir / "landing"

    @property
    def personal_dir(self) -> Path:
        """Personal values by their key, and the secret that makes the keys."""
        return self.data_dir / "personal"

    @property
    def ledger_dir(self) -> Path:
        """The cycle's books, one event a line."""
        return self.data_dir / "ledger"

    @property
    def outbox_dir(self) -> Path:
        """What goes back to the units."""
        return self.data_dir / "outbox"

    @property
    def runs_dir(self) -> Path:
        """One folder per run of the cycle."""
        return self.data_dir / "runs"

    @property
    def archive_dir(self) -> Path:
        """One folder per published fiscal year."""
        return self.data_dir / "archive"

    @property
    def current(self) -> Path:
        """The symlink that says which run is published."""
        return self.data_dir / "current"


def disclosure_p() -> float:
    """Read p of the p % rule, in per cent, from DISCLOSURE_P (default 15).

    Who knows it can tell more from what is published, so it stands in no table, export, log or error.
    """
    text = os.environ.get("DISCLOSURE_P") or "15"
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 100:
        raise ValueError("DISCLOSURE_P: expected the p of the p % rule, above 0 and up to 100, found another text")
    return value
