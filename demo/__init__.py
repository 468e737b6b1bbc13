"""Makes the demo inbox: invented firms in files shaped as departments send them, and the truth beside it."""
