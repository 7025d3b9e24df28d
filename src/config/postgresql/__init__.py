"""Django's PostgreSQL backend with patience: a restart of the database is waited out."""
