"""The mathematics: frames and arrays in and out; no dbt, no Prefect, no clock, no files."""
