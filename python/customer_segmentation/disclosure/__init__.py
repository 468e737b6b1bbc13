"""The second narrow waist: cells of public tables go in, the pattern of hidden cells comes back."""
