"""The Go program of ../load: built once, called for every measurement."""

import json
import shutil
import subprocess
from pathlib import Path

from .process import Failed

SOURCE = Path(__file__).parent.parent / "load"


class Load:
    def __init__(self, binary: Path):
        self._binary = str(binary)

    @staticmethod
    def build(folder: Path) -> "Load":
        go = shutil.which("go") or "/usr/local/go/bin/go"
        binary = folder / "load"
        try:
            subprocess.run([go, "build", "-o", binary, "."], cwd=SOURCE, check=True)
        except FileNotFoundError:
            raise SystemExit("go: not found (expected: Go 1.25 or newer in PATH)") from None
        return Load(binary)

    def run(self, command: str, *flags: object) -> dict:
        """One measurement to its end."""
        done = subprocess.run([self._binary, command, *map(str, flags)], capture_output=True, timeout=600)
        if done.returncode != 0:
            raise Failed(done.stderr.decode().strip() or f"load {command} ended with status {done.returncode}")
        return json.loads(done.stdout)

    def checked(self, command: str, *flags: object) -> dict:
        """One measurement in which nothing may fail."""
        result = self.run(command, *flags)
        if result["failed"]:
            raise Failed(
                f"{result['failed']} of {result['failed'] + result['count']} {command} failed: {result['reason']}"
            )
        return result

    def hold(self, command: str, *flags: object) -> "Held":
        return Held([self._binary, command, *map(str, flags)])


class Held:
    """A command that goes on until it is told to end."""

    def __init__(self, command: list[str]):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.pid = self._process.pid

    def ready(self) -> dict:
        line = self._process.stdout.readline()
        if not line:
            raise Failed(self._process.stderr.read().decode().strip())
        return json.loads(line)

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            self._process.kill()  # what failed is already being told
        elif self._process.returncode is None:
            self.end()

    def end(self) -> str:
        """Ends the command and returns what it still had to say."""
        said, errors = self._process.communicate(timeout=60)
        if self._process.returncode != 0:
            raise Failed(errors.decode().strip() or f"the load generator ended with status {self._process.returncode}")
        return said.decode()
