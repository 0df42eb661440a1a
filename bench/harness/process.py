"""A contestant's process: started on a port that nobody answers, stopped with all its children."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import machine


class Failed(Exception):
    """This contestant cannot do this; the message says what happened."""


def free_port() -> int:
    """A port that the system chose and nobody answers: a forgotten SO_REUSEPORT listener would take a share unseen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if answers(port):
        raise SystemExit(f"port {port}: somebody answers already (expected: nobody); end that process first")
    return port


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    def __init__(
        self, command: list[str], log: Path, environment: dict[str, str] | None = None, directory: Path | None = None
    ):
        self._log = log
        self.begun = time.time()
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                # With this script, however it ends, the contestant ends too.
                ["setpriv", "--pdeathsig", "TERM", "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                cwd=directory,
                start_new_session=True,
            )
        self.pid = self._process.pid

    def await_port(self, port: int, seconds: float = 20) -> None:
        end = time.time() + seconds
        while not answers(port):
            if self._process.poll() is not None:
                raise Failed(f"ended with status {self._process.returncode}: {self._last_words()}")
            if time.time() > end:
                raise Failed(f"port {port} not open after {seconds} s: {self._last_words()}")
            time.sleep(0.001)

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def lives(self) -> bool:
        return self._process.poll() is None

    def cpu_seconds(self) -> float:
        return machine.cpu_seconds(self.pid)

    def pss_mib(self) -> float:
        return machine.pss_mib(self.pid)

    def count(self) -> int:
        return len(machine.tree(self.pid))

    def stop(self) -> int:
        """Returns the status with which it ended; negative: by that signal."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(3)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)  # old workers that still drain, and masters that wait for them
        return self._process.wait()

    def _last_words(self) -> str:
        return self._log.read_text(errors="replace").strip()[-400:]
