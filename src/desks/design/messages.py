"""A sentence for the next page."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, sentence: str, *, good: bool = False) -> None:
    """Show a sentence on the next page: a refusal, or that something is done."""
    messages.add_message(request, messages.SUCCESS if good else messages.WARNING, sentence)
