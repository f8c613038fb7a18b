"""The floor every room stands on. Knows no business word."""
