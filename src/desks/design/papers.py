"""A paper of a guide as it is asked for: a page to read and print, a PDF, a Word file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.files.names import disposition
from bureau.guides.papers import Paper
from bureau.guides.typeset import as_pdf, as_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def paper_response(
    request: HttpRequest, paper: Paper, form: str, *, links: dict[str, str], back: str
) -> HttpResponse:
    """``form``: page, pdf or docx; ``links`` are the addresses of the other forms."""
    if form == "page":
        context = {"paper": paper, "links": links, "back": back}
        return render(request, "design/paper.html", context)
    made = {"pdf": (as_pdf, PDF), "docx": (as_word, WORD)}.get(form)
    if made is None:
        raise Http404
    draw, kind = made
    answer = HttpResponse(draw(paper), content_type=kind)
    name = f"{paper.name}{paper.title} {paper.day.isoformat()}.{form}"
    answer["Content-Disposition"] = disposition(name, inline=form == "pdf")
    return answer
