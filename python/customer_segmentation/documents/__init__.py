"""What goes back to the units: workbooks of rejected rows and of questions, the guides of the feeds."""
