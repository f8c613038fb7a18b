"""Products and services that a team sells: what they cost, and how many there are."""
