"""Customer segmentation: the Python side of the warehouse (intake, methods, disclosure, documents)."""
