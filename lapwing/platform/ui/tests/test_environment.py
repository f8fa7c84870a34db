"""Templates: all compile, all name components that exist, none writes what the security policy blocks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, TemplateNotFound, UndefinedError, nodes

from lapwing.platform.ui.environment import template_folders, template_names
from lapwing.platform.ui.tests.support import draw

NAMES = template_names()


def env() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def source(name: str) -> str:
    return next(path for folder in template_folders() if (path := folder / name).exists()).read_text()


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    env().get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_component_that_a_template_names_exists(name: str) -> None:
    tree = env().parse(source(name))
    called = {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "ui"
    }
    for component in called:
        getattr(env().globals["ui"], component)


@pytest.mark.parametrize("name", NAMES)
def test_no_template_writes_styles_handlers_or_scripts_into_the_page(name: str) -> None:
    text = without_comments(source(name))
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*nonce)", text)
    assert not re.search(r"<style(?![^>]*nonce)", text)
    assert "javascript:" not in text
    assert "| safe" not in text
    assert "|safe" not in text


@pytest.mark.parametrize("name", NAMES)
def test_every_form_that_posts_carries_the_token(name: str) -> None:
    text = without_comments(source(name))
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, flags=re.DOTALL):
        assert "csrf_input" in form


def test_only_our_own_templates_are_found() -> None:
    assert all("lapwing" in folder.parts for folder in template_folders())
    with pytest.raises(TemplateNotFound):
        env().get_template("registration/logged_out.html")


def test_a_misspelt_name_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        draw("{{ nothing }}")


def test_a_component_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TemplateNotFound):
        draw("{{ ui.no_such_component() }}")


def test_what_people_write_is_escaped() -> None:
    assert draw("{{ words }}", words="<script>") == "&lt;script&gt;"


def test_govuk_components_need_no_import() -> None:
    assert 'class="govuk-button"' in draw("{{ govukButton({'text': 'Save'}) }}")


def test_what_a_govuk_component_is_told_is_escaped() -> None:
    assert "<b>" not in draw("{{ govukButton({'text': words}) }}", words="<b>")


def test_our_style_sheets_and_scripts_fetch_nothing_from_elsewhere() -> None:
    static = Path(__file__).resolve().parents[3] / "static" / "lapwing"
    for path in static.iterdir():
        assert not re.search(r"(url\(|@import|import\s.*from\s)[\"']?(https?:)?//", path.read_text())
