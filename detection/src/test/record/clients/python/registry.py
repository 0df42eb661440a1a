"""Every client is a function (host, port), plain or async, with the libraries it needs imported inside."""

import dataclasses
import importlib.metadata
import inspect
import platform
import textwrap
import typing

CLIENTS = {}


@dataclasses.dataclass
class Client:
    sample: str
    package: str
    run: typing.Callable

    def version(self):
        if self.package == "python":
            return f"Python {platform.python_version()}"
        return f"{self.package} {importlib.metadata.version(self.package)} (PyPI)"

    def description(self):
        body = textwrap.dedent("".join(inspect.getsourcelines(self.run)[0])).split("\n", 2)[2]
        lines = (line.strip() for line in body.splitlines())
        return " ".join(line for line in lines if line)


def client(sample, package):
    def register(run):
        CLIENTS[sample] = Client(sample, package, run)
        return run

    return register
