"""What goes back to the units: workbooks of rejected rows, the guides of the feeds."""
