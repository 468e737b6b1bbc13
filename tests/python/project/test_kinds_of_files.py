"""Every kind of file that docs/kinds-of-files.md names has the test that it names."""

import re

from customer_segmentation.settings import PROJECT_DIR


def test_every_named_test_exists() -> None:
    page = (PROJECT_DIR / "docs" / "kinds-of-files.md").read_text(encoding="utf-8")
    named = re.findall(r"^[|] [^|]+ [|] `(\w+)` [|]$", page, flags=re.MULTILINE)
    functions = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT_DIR / "tests").rglob("test_*.py"))
    models = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT_DIR / "models").rglob("*.yml"))
    known = {*re.findall(r"^def (test_\w+)", functions, flags=re.MULTILINE)}
    known |= {*re.findall(r"^  - name: (\w+)$", models, flags=re.MULTILINE)}
    assert len(named) == page.count("\n| ") - 2 and [name for name in named if name not in known] == []
