"""Shapes of what is typed at this desk; sense is checked by the operations."""

from django import forms

from bureau.feedback.rectification.rules import Outcome


class VerifyForm(forms.Form):
    founded = forms.ChoiceField(required=False, choices=[("yes", "属实"), ("no", "不属实")])
    words = forms.CharField(required=False, max_length=2000)


class FinishForm(forms.Form):
    outcome = forms.ChoiceField(required=False, choices=[(one.value, one.label) for one in Outcome])
    evidence = forms.CharField(required=False, max_length=2000)
    told = forms.CharField(required=False, max_length=500)


class ReasonForm(forms.Form):
    reason = forms.CharField(required=False, max_length=200)
