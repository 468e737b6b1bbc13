"""The sentences about what is missing: which feeds, from whom, and whether the year can go on."""

import duckdb
import pytest

from customer_segmentation.intake.completeness import MISSING, missing_sentences


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Return a warehouse with the customers needed and there, and one feed that never came."""
    made = duckdb.connect()
    made.execute("create schema marts")
    made.execute(
        "create table marts.feed_completeness as select * from (values"
        " ('customers', 'ทะเบียน', 'Register', 'ฝตล.', true, 'complete'),"
        " ('market', 'สถิติตลาด', 'Market', 'ฝตล.', false, 'not_received'))"
        " as feed (feed, feed_th, feed_en, sender, is_needed, status)"
    )
    return made


def sentences(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the English sentences about a warehouse."""
    return [english for _, english in missing_sentences(connection.execute(MISSING).df().to_dict("records"))]


def test_what_is_not_needed_is_named_and_the_year_goes_on(connection: duckdb.DuckDBPyConnection) -> None:
    """One sentence for the feed, one for the year."""
    assert sentences(connection) == [
        "Market from ฝตล. has not come; the year goes on without it.",
        "All that is needed is there; the year goes on.",
    ]


def test_without_what_is_needed_the_year_cannot_go_on(connection: duckdb.DuckDBPyConnection) -> None:
    """The needed feed stands first."""
    connection.execute("update marts.feed_completeness set status = 'not_received'")
    assert sentences(connection)[0].startswith("Register")
    assert sentences(connection)[-1] == "The year can't go on until the needed files come."
