"""Signing in: what django-allauth asks of us, answered by ``bureau.people``."""
