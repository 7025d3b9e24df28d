"""Taking legal texts in."""

from collections.abc import Sequence
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.catalogue.authority import EVERY_ITEM, ensure_common
from bureau.catalogue.files.yaml_files import Law
from bureau.catalogue.models import NOT_ENTERED, LegalDocument, LegalText
from bureau.kept import forget
from bureau.offices.words import Act


@operation
def load_laws(laws: Sequence[Law], *, by: Actor, at: datetime) -> tuple[int, int, int]:
    """Legal documents with their articles: how many texts were added, changed, unchanged.

    A text without words stands as 未录入, so a basis can point to it and the page says so.
    """
    ensure_common(by, act=Act.KEEP, items=[EVERY_ITEM], at=at)
    fields = ["title", "number", "kind", "valid_from", "valid_to"]
    LegalDocument.objects.bulk_create(
        [
            LegalDocument(
                short_name=law.short_name,
                title=law.title,
                number=law.number,
                kind=law.kind,
                valid_from=law.valid_from,
                valid_to=law.valid_to,
            )
            for law in laws
        ],
        update_conflicts=True,
        unique_fields=["short_name"],
        update_fields=fields,
    )
    documents = {
        one.short_name: one
        for one in LegalDocument.objects.filter(short_name__in=[law.short_name for law in laws])
    }
    held = {
        (one.document_id, one.article, one.valid_from): one
        for one in LegalText.objects.filter(document__in=documents.values())
    }
    new: list[LegalText] = []
    changed: list[LegalText] = []
    unchanged = 0
    for law in laws:
        for one in law.articles:
            words = one.text.strip()
            wanted = LegalText(
                document=documents[law.short_name],
                article=one.article,
                text=words,
                valid_from=one.valid_from or law.valid_from,
                valid_to=one.valid_to or law.valid_to,
                source=one.source if words else "",
                mark=one.mark if words else NOT_ENTERED,
            )
            current = held.get((wanted.document_id, wanted.article, wanted.valid_from))
            if current is None:
                new.append(wanted)
            elif _says(current) == _says(wanted):
                unchanged += 1
            else:
                wanted.pk = current.pk
                changed.append(wanted)
    forget()
    LegalText.objects.bulk_create(new)
    LegalText.objects.bulk_update(changed, ["text", "valid_to", "source", "mark"])
    if new or changed:
        record(
            "catalogue.laws_loaded",
            "catalogue",
            "laws",
            by=by,
            at=at,
            chain="catalogue",
            facts={"added": len(new), "changed": len(changed), "unchanged": unchanged},
        )
    return len(new), len(changed), unchanged


def _says(text: LegalText) -> list[object]:
    return [text.text, text.valid_to, text.source, text.mark]
