"""业务手册: the guide with what the house looks at, for everybody who works on a case."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.guides import queries as guides
from bureau.guides.papers import Kind, paper
from bureau.offices.words import Role
from bureau.workdays import clock
from desks.design.access import StaffRequest, staff_page
from desks.design.papers import paper_response
from desks.design.responses import or_404

READERS = (
    Role.CLERK,
    Role.GUIDE,
    Role.HALL_MANAGER,
    Role.EXAMINER,
    Role.APPROVER,
    Role.INSPECTOR,
    Role.LEGAL,
    Role.HEAD,
    Role.ITEM_KEEPER,
    Role.PUBLISHER,
    Role.SUPERVISOR,
)


@require_safe
@staff_page(*READERS)
def handbook(request: StaffRequest, item: str, form: str = "page") -> HttpResponse:
    """The handbook of the edition in force: the same hash stands on it as on the guide."""
    now = clock.now()
    found = or_404(guides.find_guide(item, at=now))
    told = paper(Kind.HANDBOOK, found.guide, day=now.date())
    links = {
        words: reverse("steward:handbook_file", args=[item, suffix])
        for words, suffix in (("存为PDF", "pdf"), ("存为Word", "docx"))
    }
    links["公开的指南"] = reverse("public:guide", args=[item])
    back = reverse("public:guide", args=[item])
    return paper_response(request, told, form, links=links, back=back)
