"""What is typed at the window, in shape only; sense is for the operations."""

from dataclasses import dataclass

from django import forms

from bureau.people.models import IdentifierKind, Mandate, PartyKind

PERSON_NUMBERS = [
    (kind.value, kind.label)
    for kind in IdentifierKind
    if kind not in (IdentifierKind.USCC, IdentifierKind.OLD_REG_NO)
]
HOW = [(how.value, how.label) for how in Mandate.How if how != Mandate.How.PLATFORM]


class PersonForm(forms.Form):
    """Who came: by the number of their document, or by name and its last four signs."""

    number_kind = forms.ChoiceField(label="证件类型", choices=PERSON_NUMBERS, required=False)
    number = forms.CharField(label="证件号码", required=False, max_length=60, strip=True)
    name = forms.CharField(label="姓名", required=False, max_length=800)


class PrincipalForm(forms.Form):
    """For whom somebody acts, and on what ground."""

    kind = forms.ChoiceField(choices=PartyKind.choices, required=False)
    number = forms.CharField(label="代码或证件号码", required=False, max_length=60)
    name = forms.CharField(label="名称", required=False, max_length=800)
    how = forms.ChoiceField(label="凭什么", choices=HOW, required=False)
    evidence = forms.CharField(label="依据", required=False, max_length=400)


class EndForm(forms.Form):
    """How a visit ends where no case came of it."""

    outcome = forms.CharField(required=False, max_length=20)
    ref = forms.CharField(required=False, max_length=500)
    handed_to = forms.CharField(required=False, max_length=20)
    to_window = forms.CharField(required=False, max_length=10)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a small form, given back when it was refused."""

    number_kind: str = IdentifierKind.ID_CARD
    number: str = ""
    name: str = ""
    kind: str = PartyKind.ORGANISATION
    how: str = ""
    evidence: str = ""
    ref: str = ""
