"""Intake: finds the tables in files as departments send them, names the columns, judges no value."""

from customer_segmentation.intake.taking_in import EmptyInboxError, FileReport, IntakeResult, take_in

__all__ = ["EmptyInboxError", "FileReport", "IntakeResult", "take_in"]
