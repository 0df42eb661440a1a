"""The floor: a relay that does nothing but what every relay must. See ../floor/floor.c."""

import hashlib
import os
import subprocess
from pathlib import Path

from . import checks
from .contestant import Contestant, Running, Setting
from .goals import FLOOR
from .process import Failed, Process, free_port

SOURCE = Path(__file__).parent.parent / "floor" / "floor.c"


class Floor(Contestant):
    name = FLOOR
    leaves_out = (checks.SILENT,)
    only_warm = True  # its start, its memory and its routes tell nothing of a limit

    def __init__(self, setting: Setting):
        super().__init__(setting)
        self.program = setting.cache / "floor"
        try:
            subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-pthread", "-o", self.program, SOURCE], check=True)
        except FileNotFoundError:
            raise SystemExit("cc: not found (expected: a C compiler in PATH, to build the floor)") from None

    def version(self) -> str:
        """There is none; figures of two runs are of the same floor if this is the same."""
        return hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:7]

    def start(self, guarded: bool = False) -> "RunningFloor":
        if guarded:
            raise Failed("knows no PROXY header")
        return RunningFloor(self, free_port())


class RunningFloor(Running):
    def __init__(self, floor: Floor, port: int):
        self.port = port
        backends = floor.setting.backends
        arguments = (port, backends["web"], backends["ssh"], os.cpu_count())
        self.process = Process([str(floor.program), *map(str, arguments)], floor.setting.new_folder("floor") / "log")
        try:
            self.process.await_port(port)
        except BaseException:
            self.process.stop()
            raise

    def route_http_to(self, backend: str) -> None:
        raise Failed("reads its routes only at its start")
