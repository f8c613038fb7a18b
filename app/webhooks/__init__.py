"""The facts that are told outside: kept to be listed, and to be delivered."""
