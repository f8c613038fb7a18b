"""What leaves the house whole: files for bookkeepers."""
