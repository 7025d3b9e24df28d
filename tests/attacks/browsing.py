"""Reading forms off pages the way a browser does, to send them back with something else."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

FREE = frozenset({"text", "search", "tel", "email", "password", "number", "date", "textarea", ""})


@dataclass
class Field:
    """One field of a form: its kind and the values it may have."""

    kind: str
    values: list[str] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Whether a person can type what they like."""
        return self.kind in FREE


@dataclass
class FoundForm:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.action, tuple(sorted(self.fields))

    def as_it_stands(self) -> dict[str, str]:
        """What the first press of its button would send."""
        return {name: one.values[0] if one.values else "" for name, one in self.fields.items()}

    def typed(self, text: str) -> dict[str, str]:
        """The same with this typed wherever somebody can type."""
        free = {name: text for name, one in self.fields.items() if one.is_free}
        return {**self.as_it_stands(), **free}

    def forged(self, text: str) -> dict[str, str]:
        """This in every field, also where the page offers a choice."""
        return dict.fromkeys(self.fields, text)


class _Reader(HTMLParser):
    """Collects forms and controls; a control may name a form that stands elsewhere."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: dict[str, FoundForm] = {}
        self.controls: list[tuple[str, str, Field]] = []
        self.other_ends: list[tuple[str, str]] = []
        self._here = ""
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._here = given.get("id") or f"form {len(self.forms)}"
            action = urljoin(self.address, given.get("action") or self.address)
            self.forms[self._here] = FoundForm(action, given.get("method", "get").lower())
        elif tag == "option" and self._select is not None and given.get("value"):
            self._select.values.append(given["value"])
        elif tag in ("input", "button", "textarea", "select"):
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        owner = given.get("form", self._here)
        if given.get("formaction"):
            self.other_ends.append((owner, urljoin(self.address, given["formaction"])))
        if not given.get("name") or given.get("type") == "file":
            return
        kind = given.get("type", "text") if tag == "input" else tag
        control = Field(kind, [given["value"]] if given.get("value") else [])
        self.controls.append((owner, given["name"], control))
        self._select = control if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._here = ""
        elif tag == "select":
            self._select = None

    def found(self) -> list[FoundForm]:
        for owner, name, control in self.controls:
            if owner in self.forms:
                known = self.forms[owner].fields.setdefault(name, Field(control.kind))
                known.values.extend(control.values)
        elsewhere = [
            FoundForm(action, "post", self.forms[owner].fields)
            for owner, action in self.other_ends
            if owner in self.forms
        ]
        return [*self.forms.values(), *elsewhere]


def forms_on(page: str, address: str) -> list[FoundForm]:
    """The forms of a page that send something, in their order."""
    reader = _Reader(address)
    reader.feed(page)
    return [one for one in reader.found() if one.method == "post"]
