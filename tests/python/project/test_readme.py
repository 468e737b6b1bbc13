"""The README stays short and true: what it names exists."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[3]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_readme_is_under_80_lines() -> None:
    assert len(README.splitlines()) < 80


def test_every_link_and_picture_of_the_readme_exists() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(targets) >= 4
    assert [target for target in targets if not (PROJECT / target).exists()] == []


def test_every_make_target_the_readme_names_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z][a-z-]*)", README, flags=re.MULTILINE))
    defined = set(re.findall(r"^([a-z][a-z-]*):", makefile, flags=re.MULTILINE))
    assert named <= defined, f"not in the Makefile: {sorted(named - defined)}"


def test_every_place_of_the_architecture_picture_exists() -> None:
    picture = README.split("```mermaid")[1].split("```")[0]
    places = set(re.findall(r"(models/[a-z]+|reports|flows/[a-z_]+)", picture))
    assert len(places) >= 6
    found = {place for place in places if (PROJECT / place).exists() or (PROJECT / f"{place}.py").exists()}
    assert found == places
