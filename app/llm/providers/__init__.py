"""One file (or package) for each provider."""
