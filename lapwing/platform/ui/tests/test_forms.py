"""Forms: GOV.UK components, errors in plain words, and a summary that leads to the right box."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms

from lapwing.platform.ui.forms import DateField, Form, VersionedForm, focus_id, refusals_on
from lapwing.platform.ui.tests.support import draw, elements, texts

CHOICES = [("on", "On track"), ("off", "Off track")]


class BoatForm(Form):
    title = forms.CharField(label="Title", help_text="As painted", max_length=20)
    sails = forms.IntegerField(
        label="Sails", required=False, widget=forms.NumberInput(attrs={"suffix": "m²"})
    )
    built = DateField(label="Built on")
    status = forms.ChoiceField(label="Status", choices=CHOICES, widget=forms.RadioSelect)
    harbour = forms.ChoiceField(label="Harbour", choices=[("", "Choose"), ("a", "Aber")])
    crew = forms.MultipleChoiceField(
        label="Crew", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="Agreed", required=False)
    papers = forms.FileField(label="Papers", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


GOOD = {
    "title": "Avocet",
    "built-day": "3",
    "built-month": "5",
    "built-year": "1990",
    "status": "on",
    "harbour": "a",
}


def filled(**changes: str) -> BoatForm:
    return BoatForm(GOOD | {name.replace("__", "-"): value for name, value in changes.items()})


def built_errors(day: str, month: str, year: str) -> list[str]:
    errors = filled(built__day=day, built__month=month, built__year=year).errors
    return [str(error) for error in errors.get("built", ())]


class TestDrawing:
    def test_every_control_has_a_label(self) -> None:
        html = draw("{{ ui.fields(form) }}", form=BoatForm())
        labelled = {label.attributes["for"] for label in elements(html, "label")}
        for tag in ("input", "select", "textarea"):
            for control in elements(html, tag):
                assert control.attributes["id"] in labelled

    def test_each_widget_has_its_component(self) -> None:
        html = draw("{{ ui.fields(form) }}", form=BoatForm())
        for name in ("input", "date-input", "radios", "select", "checkboxes", "file-upload", "textarea"):
            assert f'class="govuk-{name}' in html

    def test_groups_have_a_legend(self) -> None:
        html = draw("{{ ui.fields(form) }}", form=BoatForm())
        assert texts(html, "legend") == ["Built on", "Status", "Crew (optional)"]

    def test_optional_fields_say_so(self) -> None:
        assert "Note (optional)" in texts(str(BoatForm().field("note")), "label")

    def test_a_field_that_an_option_reveals_stands_under_it_once(self) -> None:
        class Asking(Form):
            how = forms.ChoiceField(
                choices=[("post", "By post"), ("other", "Another way")],
                widget=forms.RadioSelect(attrs={"reveals": {"other": "which"}}),
            )
            which = forms.CharField(label="Which way", widget=forms.Textarea)
            name = forms.CharField()

        form = Asking(initial={"how": "other", "which": "By <boat>\r\nand\n\ncart"})
        html = draw("{{ ui.fields(form) }}", form=form)
        assert [box.attributes["name"] for box in elements(html, "input")] == ["how", "how", "name"]
        (under,) = elements(html, "div", lambda each: each.has_class("govuk-radios__conditional"))
        assert under.text.startswith("Which way")
        assert "data-aria-controls" not in html
        assert "".join(elements(html, "textarea")[0].words) == "By <boat>\nand\n\ncart"

    def test_hints_are_tied_to_their_control(self) -> None:
        html = str(BoatForm().field("title"))
        assert elements(html, "input")[0].attributes["aria-describedby"] == "id_title-hint"

    def test_numbers_are_asked_in_a_text_box_with_figures(self) -> None:
        box = elements(str(BoatForm().field("sails")), "input")[0].attributes
        assert (box["type"], box["inputmode"]) == ("text", "numeric")

    def test_values_come_back(self) -> None:
        html = draw("{{ ui.fields(form) }}", form=filled(title="<Avocet>"))
        boxes = {box.attributes["name"]: box.attributes for box in elements(html, "input")}
        assert boxes["title"]["value"] == "<Avocet>"
        assert boxes["built-year"]["value"] == "1990"
        assert [b.attributes["value"] for b in elements(html, "input") if "checked" in b.attributes] == ["on"]

    def test_an_initial_date_is_split_into_its_boxes(self) -> None:
        html = str(BoatForm(initial={"built": dt.date(2026, 5, 3)}).field("built"))
        assert [box.attributes["value"] for box in elements(html, "input")] == ["3", "5", "2026"]

    def test_a_hidden_version_travels_with_the_form(self) -> None:
        html = draw("{{ ui.fields(form) }}", form=VersionedForm(initial={"version": 4}))
        box = elements(html, "input")[0].attributes
        assert (box["type"], box["name"], box["value"]) == ("hidden", "version", "4")
        assert elements(html, "label") == []

    def test_a_form_of_many_rows_does_not_say_optional_at_each_field(self) -> None:
        class RowForm(Form):
            says_optional = False
            name = forms.CharField(required=False)

        assert elements(str(RowForm().field("name")), "label")[0].text == "Name"


class TestDates:
    def test_a_real_date(self) -> None:
        form = filled()
        assert form.is_valid()
        assert form.cleaned_data["built"] == dt.date(1990, 5, 3)

    @pytest.mark.parametrize("month", ["05", "May", "may"])
    def test_months_in_figures_or_words(self, month: str) -> None:
        assert not built_errors("3", month, "1990")

    @pytest.mark.parametrize(
        ("parts", "said"),
        [
            (("", "", ""), "Enter built on"),
            (("3", "5", ""), "Built on must include a year"),
            (("3", "", ""), "Built on must include a month and year"),
            (("31", "2", "1990"), "Built on must be a real date"),
            (("3", "13", "1990"), "Built on must be a real date"),
            (("three", "5", "1990"), "Built on must be a real date"),
            (("9999999999", "5", "1990"), "Built on must be a real date"),
            (("3", "5", "90"), "Year must have 4 figures, like 2026"),
            (("3", "5", "1899"), "Year must be between 1900 and 2199"),
            (("31", "12", "9999"), "Year must be between 1900 and 2199"),
            (("3", "5", "19９0"), "Year must have 4 figures, like 2026"),
        ],
    )
    def test_what_is_wrong_is_said(self, parts: tuple[str, str, str], said: str) -> None:
        assert built_errors(*parts) == [said]

    def test_only_the_wrong_box_is_outlined_and_led_to(self) -> None:
        form = filled(built__year="")
        assert focus_id(form["built"]) == "id_built-year"
        boxes = elements(str(form.field("built")), "input")
        assert [box.has_class("govuk-input--error") for box in boxes] == [False, False, True]

    def test_a_program_may_send_one_iso_date(self) -> None:
        form = BoatForm({**GOOD, "built": "2026-05-03"})
        assert form.is_valid()
        assert form.cleaned_data["built"] == dt.date(2026, 5, 3)


class TestErrors:
    def test_are_plain_words_with_the_field_s_name(self) -> None:
        errors = BoatForm({"sails": "many"}).errors
        assert errors["title"] == ["Enter title"]
        assert errors["sails"] == ["Sails must be a whole number"]
        assert errors["status"] == ["Select status"]

    def test_a_form_may_say_its_own(self) -> None:
        class Own(Form):
            name = forms.CharField(error_messages={"required": "Say who you are"})

        assert Own({}).errors["name"] == ["Say who you are"]

    def test_the_summary_leads_to_each_field_in_order(self) -> None:
        html = draw("{{ ui.error_summary(form) }}", form=BoatForm({}))
        links = [(link.text, link.attributes["href"]) for link in elements(html, "a")]
        assert links == [
            ("Enter title", "#id_title"),
            ("Enter built on", "#id_built-day"),
            ("Select status", "#id_status"),
            ("Select harbour", "#id_harbour"),
        ]

    def test_every_link_of_the_summary_finds_a_control(self) -> None:
        form = BoatForm({})
        html = draw("{{ ui.error_summary(form) }}{{ ui.fields(form) }}", form=form)
        ids = {found.attributes.get("id") for found in elements(html)}
        assert all(link.attributes["href"][1:] in ids for link in elements(html, "a"))

    def test_the_form_s_own_errors_come_first(self) -> None:
        form = filled()
        form.add_error(None, "These do not go together")
        assert texts(draw("{{ ui.error_summary(form) }}", form=form), "li") == ["These do not go together"]

    def test_there_is_no_summary_without_errors(self) -> None:
        assert draw("{{ ui.error_summary(form) }}", form=BoatForm()).strip() == ""
        assert draw("{{ ui.error_summary(form) }}", form=filled()).strip() == ""


class RefusedError(Exception):
    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class LentBoatForm(BoatForm, VersionedForm):
    """A boat that two people may lend."""


def refuse_with(error: Exception) -> None:
    raise error


class TestRefusals:
    def refused(self, error: Exception, field: str = "") -> dict[str, list[str]]:
        form = LentBoatForm(GOOD | {"version": "1"})
        assert form.is_valid()
        with refusals_on(form, RefusedError, field=field):
            refuse_with(error)
        return {name: [str(each) for each in errors] for name, errors in form.errors.items()}

    def test_a_refusal_stands_beside_the_field_that_it_names(self) -> None:
        assert self.refused(RefusedError("Two boats have it", "title")) == {"title": ["Two boats have it"]}

    def test_it_stands_where_the_page_says(self) -> None:
        assert self.refused(RefusedError("No more", "title"), "note") == {"note": ["No more"]}

    @pytest.mark.parametrize("field", ["", "keel", "version"])
    def test_one_about_no_field_that_is_shown_stands_above_all(self, field: str) -> None:
        assert self.refused(RefusedError("Not today", field)) == {"__all__": ["Not today"]}

    def test_any_other_error_goes_on(self) -> None:
        with pytest.raises(LookupError):
            self.refused(LookupError("lost"))
