"""compose.yaml, the image and the script that prepares them say what the program understands."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from lapwing.config.environment import SECRETS
from lapwing.config.safety import refuse_unsafe
from lapwing.shell.cli import lapwing
from tests.proxy import find_caddy

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if str(each["image"]).startswith("lapwing:")}
FIRST_COMMANDS = re.findall(r'^(?:CMD|ENTRYPOINT) \["(\w+)"\]$', (ROOT / "Containerfile").read_text(), re.M)


def test_there_are_two_web_servers_a_worker_a_proxy_and_a_database() -> None:
    assert {"web1", "web2", "worker", "proxy", "database", "migrate"} <= set(SERVICES)
    first, second = ({**SERVICES[name], "environment": None} for name in ("web1", "web2"))
    assert first == second


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_process_of_ours_is_a_command_of_the_command_line(name: str) -> None:
    assert OURS[name]["command"][0] in lapwing.commands


def test_the_image_begins_with_the_command_line() -> None:
    assert FIRST_COMMANDS == ["lapwing", "web"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_each_process_of_ours_may_do_little_to_the_machine(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service


def sockets_of(name: str) -> set[str]:
    return {volume.split(":")[0] for volume in SERVICES[name]["volumes"] if "socket" in volume.split(":")[0]}


def test_the_database_has_no_network_and_is_entered_by_its_socket_alone() -> None:
    database = SERVICES["database"]
    assert database["network_mode"] == "none"
    assert database["command"] == ["postgres", "-c", "listen_addresses="]
    assert "--auth-local=scram-sha-256" in database["environment"]["POSTGRES_INITDB_ARGS"]
    assert "ports" not in database
    with_it = {name for name in SERVICES if "database-socket" in sockets_of(name)}
    assert with_it == {"database", "web1", "web2", "worker", "migrate", "backup", "maintenance"}


def test_no_two_containers_share_a_network_but_those_of_one_kind() -> None:
    """What they say to one another goes by sockets; each way out is for those alone who need one."""
    networks = {name: service.get("networks", []) for name, service in SERVICES.items()}
    assert networks == {
        "proxy": ["front"],
        "web1": ["web-out"],
        "web2": ["web-out"],
        "worker": ["worker-out"],
        "scanner": ["scanner-out"],
        **{name: [] for name in ("migrate", "backup", "maintenance", "database")},
    }
    assert {name for name, each in SERVICES.items() if each.get("network_mode") == "none"} == {
        "migrate",
        "backup",
        "maintenance",
        "database",
    }
    assert set(COMPOSE["networks"]) == {network for each in networks.values() for network in each}


def test_the_proxy_and_the_scanner_are_reached_by_sockets_too() -> None:
    for name in ("web1", "web2"):
        assert SERVICES[name]["environment"]["WEB_BIND"] == f"unix:/run/lapwing/{name}.sock"
        assert f"unix//run/lapwing/{name}.sock" in SERVICES["proxy"]["environment"]["LAPWING_WEB"].split()
    assert "web-sockets" in sockets_of("proxy")
    assert "scanner-socket" in sockets_of("worker") & sockets_of("scanner")
    given = SERVICES["worker"]["environment"]["DOCUMENTS_CLAMD"]
    assert given == "${DOCUMENTS_CLAMD-unix:///run/clamav/clamd.sock}"
    assert "LocalSocket /run/clamav/clamd.sock\n" in (ROOT / "deploy/clamd.conf").read_text()
    assert "TCPSocket" not in (ROOT / "deploy/clamd.conf").read_text()


def test_nobody_gets_a_certificate_that_browsers_warn_of_without_saying_so() -> None:
    assert SERVICES["proxy"]["environment"]["LAPWING_TLS"].startswith("${LAPWING_TLS:?")
    assert "tls {$LAPWING_TLS}" in (ROOT / "deploy/Caddyfile").read_text()
    refused = subprocess.run(
        ["deploy/prepare", "lapwing.larkshire.example"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert refused.returncode != 0
    assert "Say an email address" in refused.stderr


@pytest.mark.parametrize(
    ("name", "doors"),
    [
        ("web1", {"app"}),
        ("worker", {"app"}),
        ("migrate", {"app", "owner"}),
        ("backup", {"app", "maintenance"}),
        ("maintenance", {"app", "owner", "maintenance"}),
    ],
)
def test_each_process_is_given_the_doors_it_needs_and_no_other(name: str, doors: set[str]) -> None:
    given = {secret.removesuffix("-url") for secret in OURS[name]["secrets"] if secret.endswith("-url")}
    assert given == doors


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_secret_is_read_from_a_file_that_is_there(name: str) -> None:
    service = OURS[name]
    named = {key: value for key, value in service["environment"].items() if key.endswith("_FILE")}
    assert {key.removesuffix("_FILE") for key in named} <= set(SECRETS)
    assert (
        {Path(value).name for value in named.values()} == set(service["secrets"]) <= set(COMPOSE["secrets"])
    )


def test_every_setting_that_is_given_is_described() -> None:
    described = (ROOT / "docs/guides/install.md").read_text() + (ROOT / "docs/guides/operate.md").read_text()
    given = {key for service in OURS.values() for key in service["environment"]}
    assert {key for key in given if f"`{key.removesuffix('_FILE')}`" not in described} == set()


def test_what_is_mounted_is_in_the_repository() -> None:
    mounted = [volume.split(":")[0] for each in SERVICES.values() for volume in each.get("volumes", [])]
    here = [path for path in mounted if path.startswith("./")]
    assert here
    assert [path for path in here if not (ROOT / path).exists()] == []


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A copy of what is needed, in which the secrets were made."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("secrets"))
    prepare(tmp_path)
    return tmp_path


def prepare(where: Path) -> None:
    subprocess.run(
        ["deploy/prepare", "lapwing.larkshire.example", "it@larkshire.example"],
        cwd=where,
        check=True,
        capture_output=True,
    )


def test_the_script_makes_every_secret_and_names_the_host(prepared: Path) -> None:
    made = {path.name for path in (prepared / "deploy/secrets").iterdir()}
    assert made == set(COMPOSE["secrets"])
    host, tls = (prepared / ".env").read_text().splitlines()
    assert host == "LAPWING_HOST=lapwing.larkshire.example"
    assert tls == "LAPWING_TLS=it@larkshire.example"
    assert (prepared / "deploy/secrets").stat().st_mode & 0o077 == 0


def test_what_the_script_made_is_safe_enough_to_start_with(prepared: Path) -> None:
    folder = prepared / "deploy/secrets"
    refuse_unsafe(
        {
            "LAPWING_PRODUCTION": "1",
            "ALLOWED_HOSTS": "lapwing.larkshire.example",
            "SECRET_KEY": (folder / "secret-key").read_text(),
            "DATABASE_URL": (folder / "app-url").read_text(),
            "OWNER_DATABASE_URL": (folder / "owner-url").read_text(),
            "MAINTENANCE_DATABASE_URL": (folder / "maintenance-url").read_text(),
            "WEB_BIND": SERVICES["web1"]["environment"]["WEB_BIND"],
            "DOCUMENTS_CLAMD": "unix:///run/clamav/clamd.sock",
        }
    )


def test_the_script_run_again_changes_nothing(prepared: Path) -> None:
    before = {path: path.read_text() for path in (prepared / "deploy/secrets").iterdir()}
    prepare(prepared)
    assert {path: path.read_text() for path in (prepared / "deploy/secrets").iterdir()} == before


def test_no_two_secrets_are_alike(prepared: Path) -> None:
    texts = [path.read_text() for path in (prepared / "deploy/secrets").iterdir()]
    assert len(set(texts)) == len(texts)


def test_the_image_is_built_from_what_is_named_alone() -> None:
    """Neither the history of the repository nor what lies about in a clone gets into an image."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    assert lines[0] == "*"
    assert not [line for line in lines if ".git" in line or "secrets" in line or line == "!deploy"]
    assert "**/tests" in lines
    assert not re.search(r"^COPY \. ", (ROOT / "Containerfile").read_text(), re.M)


def test_the_proxys_own_page_says_what_ours_say() -> None:
    errors = (ROOT / "deploy/Caddyfile").read_text().partition("handle_errors")[2]
    for name in ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy"):
        assert f"header {name} " in errors
    assert "frame-ancestors 'none'" in errors


@pytest.mark.slow
def test_the_proxy_understands_its_file() -> None:
    caddy = find_caddy()
    assert caddy is not None
    environment = {
        "LAPWING_HOST": "lapwing.larkshire.example",
        "LAPWING_TLS": "it@larkshire.example",
        "LAPWING_WEB": SERVICES["proxy"]["environment"]["LAPWING_WEB"],
        "HOME": "/tmp",
    }
    command = [caddy, "validate", "--config", str(ROOT / "deploy/Caddyfile"), "--adapter", "caddyfile"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_backup_is_brought_back_before_anything_fills_the_database() -> None:
    """By hand, of what was backed up, into the store that the others read."""
    service = SERVICES["maintenance"]
    assert set(service["depends_on"]) == {"database"}
    assert service["profiles"] == ["maintenance"]
    assert "${BACKUP_FOLDER:-backups}:/backups:ro" in service["volumes"]
    assert "documents:/var/lib/lapwing" in {*service["volumes"]} & {*SERVICES["web1"]["volumes"]}
    guide = (ROOT / "docs/guides/operate.md").read_text()
    said = re.findall(r"docker compose run --rm .*?\bmaintenance (\w+)", guide)
    assert {"restore", "keys", "retention", "purge", "person"} <= set(said) <= set(lapwing.commands)


def test_backups_go_where_the_account_of_the_image_may_write() -> None:
    """A volume takes over what the image says of its folder; a folder that is not there is made as root."""
    assert "${BACKUP_FOLDER:-backups}:/backups" in SERVICES["backup"]["volumes"]
    assert "backups" in COMPOSE["volumes"]
    assert re.search(r"install -d -o lapwing .* /backups ", (ROOT / "Containerfile").read_text())
