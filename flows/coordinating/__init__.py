"""Coordinating by text: the commands, how they are read, and who may give which. One noun a file."""
