"""What a team used in a month: documents, API calls, language models."""
