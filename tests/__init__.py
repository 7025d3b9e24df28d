"""Promises of the whole house."""
