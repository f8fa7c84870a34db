"""Fetch the front-end packages and copy the files that pages need into lapwing/static/vendor.

Standard library only. Nothing is done when the copied files are those of the present lock file.

The compiled stylesheet of govuk-frontend names the GDS Transport typeface and the royal crest, which only
services on GOV.UK may use: both are taken out here, and neither file is ever copied.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "lapwing" / "static" / "vendor"
INPUTS = ["package.json", "package-lock.json", ".npmrc", "scripts/frontend.py"]

GOVUK = "govuk-frontend/dist/govuk"
INTER = "@fontsource-variable/inter"
# Latin alone covers English; the extended subset covers the names of people from elsewhere.
INTER_FACES = ["latin-ext-wght-normal", "latin-ext-wght-italic", "latin-wght-normal", "latin-wght-italic"]

COPIES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "licences/htmx.txt": "htmx.org/LICENSE",
    "licences/inter.txt": f"{INTER}/LICENSE",
    **{f"files/inter-{face}.woff2": f"{INTER}/files/inter-{face}.woff2" for face in INTER_FACES},
}


def main() -> int:
    """Bring the copied files up to date; 1 with a message when that cannot be done."""
    mark = fingerprint()
    if is_up_to_date(mark):
        return 0
    print("Fetching the front-end packages", flush=True)
    if not fetch():
        print(
            "The front-end packages could not be fetched: see npm's message above. The machine must reach an "
            "npm registry; then run `make setup` again.",
            file=sys.stderr,
        )
        return 1
    copy(mark)
    return 0


def fingerprint() -> str:
    """What the copied files depend on, as one hash."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_up_to_date(mark: str) -> bool:
    """Whether the copied files, and axe-core which the tests read in place, are those of ``mark``."""
    stamp = VENDOR / ".made-from"
    return stamp.exists() and stamp.read_text() == mark and (MODULES / "axe-core").exists()


def fetch() -> bool:
    """Install the locked packages with the machine's npm, or else with the one in the virtual environment."""
    own = Path(sys.executable).with_name("npm")
    candidates = [found for found in (shutil.which("npm"), str(own) if own.exists() else None) if found]
    for npm in dict.fromkeys(candidates):
        done = subprocess.run([npm, "ci", "--loglevel=error"], cwd=ROOT, env=environment(), check=False)
        if done.returncode == 0:
            return True
    return False


def environment() -> dict[str, str]:
    """The caller's environment, less what would make npm leave out the packages that tests need.

    Node keeps a list of certificates of its own; where the network has one too, the system knows it.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("NODE_ENV", "npm_config_omit")}
    return {"NODE_USE_SYSTEM_CA": "1", **kept}


def copy(mark: str) -> None:
    """Write the files afresh beside the old ones, then change over, so that a failure leaves the old ones."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for target, source in COPIES.items():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, fresh / target)
    (fresh / "govuk-frontend.min.js").write_text(without_source_map(read(f"{GOVUK}/govuk-frontend.min.js")))
    (fresh / "govuk-frontend.min.css").write_text(in_our_dress(read(f"{GOVUK}/govuk-frontend.min.css")))
    (fresh / "inter.css").write_text(inter_faces())
    (fresh / ".made-from").write_text(mark)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def read(path: str) -> str:
    return (MODULES / path).read_text(encoding="utf-8")


def without_source_map(text: str) -> str:
    """The maps are not copied, and Django's hashed static files refuse a file that names a missing one."""
    return re.sub(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)", "", text)


def in_our_dress(css: str) -> str:
    """The stylesheet with Inter for its typeface, and without the crest; ValueError when either is left."""
    css = without_source_map(css)
    css = re.sub(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", css)
    css = css.replace("font-family:GDS Transport,arial", 'font-family:"Inter Variable",arial')
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    if "GDS Transport" in css or "/assets/" in css:
        raise ValueError(
            "govuk-frontend names a typeface or picture that Lapwing may not use: see frontend.py"
        )
    return css


def inter_faces() -> str:
    """The font-face rules of the subsets that are copied, out of the package's own style sheets."""
    rules = []
    for sheet in ("wght.css", "wght-italic.css"):
        for name, rule in re.findall(
            r"/\* inter-(\S+) \*/\s*(@font-face \{.*?\})", read(f"{INTER}/{sheet}"), re.S
        ):
            if name in INTER_FACES:
                rules.append(rule)
    if len(rules) != len(INTER_FACES):
        raise ValueError("the Inter package no longer has the subsets that Lapwing uses: see frontend.py")
    return "\n".join(rules) + "\n"


if __name__ == "__main__":
    sys.exit(main())
