"""A PostgreSQL of our own, for when nobody names another: found, started, joined, watched.

``places`` says where everything lies, ``cluster`` makes and starts the database, ``keeper``
runs it while commands need it, ``joining`` is what a command calls, ``supervisor`` runs it
together with web and worker.
"""
