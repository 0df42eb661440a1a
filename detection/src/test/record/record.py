#!/usr/bin/env python3
"""Records again what real clients send first: record.py [PATTERN...], for example 'redis/*' or 'node:*'.

Each folder of clients/ is one ecosystem. Its `clients` program installs what it needs (under detection/target/record), prints its
clients with `clients list` (sample TAB client and version TAB what it does) and runs one with `clients SAMPLE HOST PORT`.
Python 3.11, loopback only, one client at a time.
"""

import datetime
import fnmatch
import os
import pathlib
import platform
import signal
import subprocess
import sys

from listener import Listener

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent / "resources" / "samples"
WORK = HERE.parents[2] / "target" / "record"


def environment():
    home = WORK / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
    return kept | {"RECORD_WORK": str(WORK), "RECORD_HOME": str(home), "USER": "demo", "LOGNAME": "demo"}


def listed(program):
    out = subprocess.run([program, "list"], env=environment(), stdout=subprocess.PIPE, text=True, check=True)
    for line in out.stdout.splitlines():
        yield line.split("\t")


def run(program, sample):
    listener = Listener()
    log = open(WORK / (sample.replace("/", "_") + ".log"), "wb")
    process = subprocess.Popen(
        [program, sample, "127.0.0.1", str(listener.port)],
        env=environment(), cwd=WORK, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        return listener.record(gone=lambda: process.poll() is not None)
    finally:
        log.close()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def distinct(connections):
    """Clients that are not answered try again and again: a repeated flight says nothing new."""
    seen = set()
    for connection in connections:
        if connection.bytes() not in seen:
            seen.add(connection.bytes())
            yield connection


def write(sample, client, description, connections):
    today = datetime.date.today().isoformat()
    blocks = ["\n".join(c.lines()) for c in distinct(connections)]
    header = f"# client: {client}\n# as: {description}\n# recorded: {today}, {platform.system()} {platform.machine()}\n"
    target = SAMPLES / f"{sample}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(header + "\n\n".join(blocks) + "\n")


def main(patterns):
    WORK.mkdir(parents=True, exist_ok=True)
    recorded = failed = 0
    for program in sorted(HERE.glob("clients/*/clients")):
        if patterns and all(":" in p and p.split(":")[0] != program.parent.name for p in patterns):
            continue  # spare the installation of an ecosystem that is not asked for
        for sample, client, description in listed(program):
            names = (sample, f"{program.parent.name}:{sample}")
            if patterns and not any(fnmatch.fnmatch(name, p) for name in names for p in patterns):
                continue
            connections = run(program, sample)
            if not connections:
                failed += 1
                print(f"{sample:40} never connected, see {WORK}/{sample.replace('/', '_')}.log", flush=True)
                continue
            write(sample, client, description, connections)
            recorded += 1
            first = connections[0].bytes()
            print(f"{sample:40} {client:36} {len(connections)} x {len(first):5} bytes  {first[:24]!r}", flush=True)
    print(f"{recorded} recorded, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
