"""sync/remotes."""
