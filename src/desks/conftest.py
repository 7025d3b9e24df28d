"""What tests of all desks share: a Chromium."""

from desks.design.tests.browser import chromium, visitor

__all__ = ["chromium", "visitor"]
