"""Compile every template of Lapwing's, and say which ones do not; run by ``make check``."""

import os
import sys
from typing import cast

import django
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment, TemplateSyntaxError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapwing.config.settings")


def main() -> int:
    """1 when a template does not compile or there is none at all."""
    django.setup()
    environment = cast(Jinja2, engines["jinja2"]).env
    names = environment.list_templates()
    broken = [problem for name in names if (problem := compile_problem(environment, name))]
    for problem in broken:
        print(problem)
    print(f"{len(names) - len(broken)} of {len(names)} templates compile")
    return 1 if broken or not names else 0


def compile_problem(environment: Environment, name: str) -> str | None:
    """Where and why a template does not compile, or None."""
    try:
        environment.get_template(name)
    except TemplateSyntaxError as error:
        return f"{error.filename or name}:{error.lineno}: {error.message}"
    return None


if __name__ == "__main__":
    sys.exit(main())
