"""Documents: what is on them, what they add up to, their numbers and their life."""
