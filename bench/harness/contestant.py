"""What a contestant is, and the four peers, each configured the usual way for the same routing."""

import math
import os
import re
import resource
import signal
import subprocess
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from . import peers
from .process import Failed, Process, free_port

TEMPLATES = Path(__file__).parent.parent / "contestants"
FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]


@dataclass(frozen=True)
class Setting:
    """Where contestants run."""

    folder: Path  # of this run
    cache: Path  # kept between runs
    backends: dict[str, int]  # name to port: web, web2, ssh, mysql
    peer_logs: bool  # whether the peers write an access log, as PortMux does

    def new_folder(self, name: str) -> Path:
        """For one process; its port would not do as a name, for the system gives a free port again."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))


class Contestant(ABC):
    """One proxy: start() it on a port of its own, as often as wanted, one process after the other or side by side."""

    name: str
    leaves_out: tuple[str, ...] = ()  # checks that it is not made for, and with them the rows that need them
    only_warm = False  # takes part only in rows that are measured in a process that has long been running

    def __init__(self, setting: Setting):
        self.setting = setting

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def start(self, guarded: bool = False) -> "Running":
        """guarded: as a port behind a load balancer, which expects a PROXY header and limits connections by source."""


class Running(ABC):
    """A started proxy whose port answers."""

    process: Process
    port: int
    cpu_is_known = True
    silence_ms: float  # the configured window after which a silent client gets the server-first backend

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """Not a number where the kernel does not tell."""
        return self.process.cpu_seconds() if self.cpu_is_known else math.nan

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self.process.stop()

    def await_changes(self) -> None:  # noqa: B027, most have nothing to wait for
        """Waits until the proxy listens for changes of its routes."""

    @abstractmethod
    def route_http_to(self, backend: str) -> None:
        """Begins the change; returns without waiting for its effect."""


class Peer(Contestant):
    program: str
    version_flag = "-v"
    files: list[str]  # the templates; the first is the program's argument
    reload: int | None = None  # the signal after which the files are read again
    watches = False  # reads its files again by itself
    cpu_is_known = True

    def __init__(self, setting: Setting):
        super().__init__(setting)
        self.path = peers.find(self.program, setting.cache)

    def version(self) -> str:
        said = subprocess.run([self.path, self.version_flag], capture_output=True, text=True)
        return re.search(r"\d+\.\d+(\.\d+)?", said.stdout + said.stderr).group()

    @abstractmethod
    def command(self, config: Path) -> list[str]: ...

    def start(self, guarded: bool = False) -> "RunningPeer":
        return RunningPeer(self, free_port(), guarded)


class RunningPeer(Running):
    silence_ms = 5_000

    def __init__(self, peer: Peer, port: int, guarded: bool):
        self.port = port
        self._left_out = "plain" if guarded else "guarded"
        self.cpu_is_known = peer.cpu_is_known
        self._peer = peer
        self._folder = peer.setting.new_folder(peer.name)
        self._write("web")
        self.process = Process(peer.command(self._folder / peer.files[0]), self._folder / "log")
        try:
            self.process.await_port(port)
        except BaseException:
            self.process.stop()
            raise

    def route_http_to(self, backend: str) -> None:
        if self._peer.reload is None and not self._peer.watches:
            raise Failed("reads its routes only at its start")
        self._write(backend)
        if self._peer.reload is not None:
            self.process.signal(self._peer.reload)

    def _write(self, http: str) -> None:
        backends = self._peer.setting.backends
        values = {
            **backends,
            "http": backends[http],
            "http_name": http,
            "port": self.port,
            "dir": self._folder,
            "files": FILES,
            "modules": peers.NGINX_MODULES,
        }
        for name in self._peer.files:
            text = (TEMPLATES / name).read_text()
            text = re.sub(rf"^.*# {self._left_out}\n", "", text, flags=re.M)
            if not self._peer.setting.peer_logs:
                text = re.sub(r"^.*# access log\n", "", text, flags=re.M)
            text = re.sub(r"@(\w+)@", lambda found: str(values[found[1]]), text)
            fresh = self._folder / (name + ".new")
            fresh.write_text(text)
            os.rename(fresh, self._folder / name)  # Envoy watches for a move


class Haproxy(Peer):
    name = "HAProxy"
    program = "haproxy"
    files = ["haproxy.cfg"]
    reload = signal.SIGUSR2

    def command(self, config: Path) -> list[str]:
        return [str(self.path), "-W", "-db", "-f", str(config)]


class Nginx(Peer):
    name = "nginx"
    program = "nginx"
    files = ["nginx.conf", "nginx-route.js"]
    reload = signal.SIGHUP

    def command(self, config: Path) -> list[str]:
        return [str(self.path), "-c", str(config), "-e", "stderr"]


class Envoy(Peer):
    name = "Envoy"
    program = "envoy"
    version_flag = "--version"
    files = ["envoy.yaml", "envoy-listener.yaml"]
    watches = True

    def command(self, config: Path) -> list[str]:
        return [str(self.path), "-c", str(config), "--disable-hot-restart", "--log-level", "error"]


class Sslh(Peer):
    name = "sslh"
    program = "sslh"
    cpu_is_known = False  # forks for each connection, and ignores SIGCHLD: the kernel drops the children's times
    version_flag = "-V"
    files = ["sslh.cfg"]

    def command(self, config: Path) -> list[str]:
        return [str(self.path), f"-F{config}"]
