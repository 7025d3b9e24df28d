"""Who has business here: those who keep and publish, and those who watch."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import Writing
from bureau.offices import queries as offices
from bureau.offices.words import Role
from desks.design.access import StaffRequest, staff_page
from desks.design.responses import or_404

ROLES = (Role.ITEM_KEEPER, Role.PUBLISHER, Role.HEAD, Role.SUPERVISOR)

readers = staff_page(*ROLES)
writers = staff_page(Role.ITEM_KEEPER, Role.PUBLISHER)


def actor_of(request: StaffRequest, at: datetime) -> Actor:
    """Who acts, with post and office of this moment."""
    return offices.actor_for(request.user, at)


def own_draft(item: str, edition: int) -> Writing:
    """The draft of this item, or nothing."""
    found = catalogue.writing(edition)
    return or_404(found if found and found.edition.item == item else None)


def may(request: StaffRequest, item: str, at: datetime) -> dict[str, bool]:
    """What a page may offer; the operations ask again."""
    account = str(request.user.pk)
    return {
        "may_keep": catalogue.may_keep(account, item, at=at),
        "may_publish": catalogue.may_publish(account, item, at=at),
    }
