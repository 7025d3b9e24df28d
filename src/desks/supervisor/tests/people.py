"""Who sits at this desk in tests."""

from django.test import Client

from bureau.offices.tests.factories import CITY, COUNTY, a_posted
from bureau.people.models import Account

POSTS = {
    "supervisor": ("supervisor", CITY),
    "statistics": ("statistics", CITY),
    "discipline": ("discipline", CITY),
    "bureau_head": ("head", CITY),
    "county_head": ("head", COUNTY),
    "review_officer": ("review_officer", COUNTY),
    "city_review_officer": ("review_officer", CITY),
    "clerk": ("clerk", COUNTY),
}
MARCH = "period=2026-03"


def a(who: str) -> Account:
    """The member of staff of that name; the same one however often asked for."""
    number = f"DESK{who}".upper().replace("_", "")
    known = Account.objects.filter(staff_number=number).first()
    role, office = POSTS[who]
    return known or a_posted(number, role, office=office)


def as_(who: str) -> Client:
    """Somebody signed in, in front of a browser."""
    client = Client()
    client.force_login(a(who))
    return client
