"""Where a page leads on when somebody came from another one; only within this site."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest, otherwise: str = "/") -> str:
    back = request.POST.get("next") or request.GET.get("next") or otherwise
    allowed = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if allowed else otherwise
