"""What a person reads of files that were left out: how many, the first of them by name, and what is expected."""

from customer_segmentation.intake import reasons
from customer_segmentation.intake.unused import deferred_sentence, unusable_sentence


def test_many_files_are_counted_and_the_first_are_named() -> None:
    said = unusable_sentence([f"{number}.xlsx" for number in range(1, 6)])
    assert "5 ไฟล์" in said and "5 of the files" in said
    assert "1.xlsx, 2.xlsx, 3.xlsx … (+2)" in said and "4.xlsx" not in said
    assert deferred_sentence(["a.csv"]).count("a.csv") == 1 and "(+" not in deferred_sentence(["a.csv"])


def test_what_is_expected_fits_the_reason() -> None:
    assert "ซ่อน" in reasons.expected("sheet_hidden")[0]
    assert "ZIP" in reasons.expected("archive_nested")[1]
    assert "password" in reasons.expected("workbook_encrypted")[1]
