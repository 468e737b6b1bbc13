"""One small demo and one full population for all tests of the demo."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.design import make_design
from demo.population import Population, draw_population
from demo.world import Wish, make_demo, write_files

SEED = 2567


@dataclass(frozen=True)
class Made:
    """A demo on disk and what it was made from."""

    inbox: Path
    truth: Path
    population: Population


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The small demo."""
    folder = tmp_path_factory.mktemp("small")
    wish = Wish(folder / "inbox", folder / "truth", folder, "small", "planted", SEED)
    return Made(wish.inbox, wish.truth, write_files(wish, wish.inbox, wish.truth))


@pytest.fixture(scope="session")
def full() -> Population:
    """The firms of the full demo."""
    return draw_population(make_design("full", "planted", SEED))


@pytest.fixture
def wish(tmp_path: Path) -> Wish:
    """A small demo in a data folder of its own, already made."""
    asked = Wish(tmp_path / "inbox", tmp_path / "truth", tmp_path, "small", "planted", SEED)
    make_demo(asked)
    return asked
