"""The command `python -m demo`: makes the demo inbox."""

import argparse
import sys
from pathlib import Path

from demo.world import InboxInUseError, Wish, make_demo

CANNOT_START = 2


def main() -> int:
    """Read the arguments, make the demo, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Make the demo inbox.")
    parser.add_argument("--inbox", type=Path, required=True, help="folder that receives the files")
    parser.add_argument("--truth", type=Path, required=True, help="folder outside the inbox for what is planted")
    parser.add_argument("--data-dir", type=Path, help="folder of landing and ledger (default: the inbox's parent)")
    parser.add_argument("--size", choices=("small", "full"), default="full")
    parser.add_argument("--scenario", choices=("planted", "null"), default="planted")
    parser.add_argument("--seed", type=int, default=2567)
    given = parser.parse_args()
    data_dir = given.data_dir or given.inbox.absolute().parent
    wish = Wish(given.inbox, given.truth, data_dir, given.size, given.scenario, given.seed)
    try:
        print(make_demo(wish))
    except InboxInUseError as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    return 0


if __name__ == "__main__":
    sys.exit(main())
