"""``make run``: database, web and worker under one parent that starts, watches and stops them.

``services`` is one child process each, ``database`` the part of PostgreSQL in it,
``remains`` what an earlier run that was killed left behind, ``house`` the order of things.
"""
