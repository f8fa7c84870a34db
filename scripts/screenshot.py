"""Take the README's picture: a plan's overview, in a demonstration of its own; run by ``make screenshot``."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import DESKTOP, launch

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "overview.png"
WHO = "SEND programme manager"


def main() -> int:
    """Start a demonstration, sign in as the programme manager, take the picture, stop it."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(base_url=address, viewport=DESKTOP, reduced_motion="reduce")
        page.goto("/sign-in/demonstration/")
        page.locator("li", has_text=WHO).first.get_by_role("button").click()
        answer = page.goto("/")
        if answer is None or not answer.ok:
            raise RuntimeError("the overview did not come up: see var/screenshot/logs/web-server.log")
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)} is taken")
    return 0


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration on a database of its own, until the block ends."""
    environment = {**os.environ, "LAPWING_VAR": str(ROOT / "var" / "screenshot")}
    command = [str(Path(sys.executable).with_name("lapwing")), "demo"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield address_in(process)
        finally:
            process.terminate()


def address_in(process: subprocess.Popen[str]) -> str:
    """Read what the demonstration says until it names its address; RuntimeError when it ends instead."""
    for line in process.stdout or ():
        if found := re.search(r"http://localhost:\d+", line):
            return found[0]
    raise RuntimeError("the demonstration did not start")


if __name__ == "__main__":
    sys.exit(main())
