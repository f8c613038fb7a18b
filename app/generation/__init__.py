"""Words to invoice: a model reads them, we check, complete and store."""
