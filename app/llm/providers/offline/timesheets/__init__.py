"""Timesheets as a whole: entries of time, rates with what they hold for, and the lines that they make."""
