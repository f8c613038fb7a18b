"""Measuring a provider: prompts whose invoices are known, sent the whole way and scored."""
