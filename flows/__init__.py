"""The year in Prefect. Importing this package sets what Prefect reads at its own import."""

import os
import time
from pathlib import Path

# the clock of a run starts with the first line of ours that runs
STARTED = time.monotonic()

_DATA_DIR = Path(os.environ.get("DATA_DIR") or Path(__file__).parent.parent / "data").absolute()
_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_HOME": str(_DATA_DIR / "prefect"),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # the cycle uses none of Prefect's blocks
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    # the screen belongs to the flow's own messages; Prefect keeps its log in its database
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
for _name, _value in _ENVIRONMENT.items():
    os.environ.setdefault(_name, _value)
