"""Saved prompts: texts with variables, under labels, that tell how well they do."""
