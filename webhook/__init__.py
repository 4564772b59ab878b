"""The door: everything that arrives over HTTP, and nothing else."""
