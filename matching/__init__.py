"""Who could meet whom. Pure functions over plain data: no database, no clock, no network."""
