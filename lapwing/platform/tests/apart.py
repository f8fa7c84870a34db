"""A module for the sandbox to run: does what its third argument says with what stands on its input."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from lapwing.platform.sandbox import confine


def say(**event: object) -> None:
    print(json.dumps(event), flush=True)


def main(memory: str, seconds: str, what: str) -> None:
    confine(int(memory), float(seconds), largest_file=100_000 if what == "keep and hang" else 0)
    data = sys.stdin.buffer.read()
    say(length=len(data))
    if what == "hang":
        signal.pause()
    if what == "fill":
        say(filled=len(bytearray(int(memory) * 2)))
    if what == "write":
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 100_000)
    if what == "keep and hang":
        with tempfile.NamedTemporaryFile() as file:
            say(file=file.name)
            signal.pause()
    if what == "look":
        say(environment=sorted(os.environ), folder=str(Path.cwd()))
    if what == "quote":
        raise ValueError(data.decode())
    if what == "break off":
        sys.stdout.write('{"half": ')
        sys.stdout.flush()
        os._exit(3)
    say(done=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
