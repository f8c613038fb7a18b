"""Customers: who is billed, and what they are used to. What they owe is told by the room of documents."""
