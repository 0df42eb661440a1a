"""The sidecar as its image runs it, with the memory of examples/edge.yaml."""

import contextlib
import json
import os
import re
import shutil
import urllib.error
from collections import Counter
from pathlib import Path

from ..contestant import Setting
from ..portmux import TIMING, PortMux, RunningPortMux, route, table
from .servers import run

MEMORY_MIB = 128
BALANCER = "127.0.0.2"  # must send a PROXY header
WEIGHTS = {"web": 3, "web2": 1}
# Longer than in edge.yaml: on a busy machine a client may have no core for 500 ms between its connect and first byte.
TIMES = {**TIMING, "silenceMs": 2000, "learn": True}
# In use and never met: what they remember of each source must stay bounded.
LIMITS = {"connectionsPerSource": 2000, "undecidedPerSource": 1000, "newConnectionsPerSecondPerSource": 10_000}


class MemoryLimit:
    """A control group of version 1 where this may make one; else only the image's own heap, and what is measured."""

    def __init__(self) -> None:
        self._group = Path(f"/sys/fs/cgroup/memory/portmux-soak-{os.getpid()}")
        self.is_enforced = False
        with contextlib.suppress(OSError):
            self._group.mkdir()
            (self._group / "memory.limit_in_bytes").write_text(str(MEMORY_MIB << 20))
            self.is_enforced = True

    def __enter__(self) -> "MemoryLimit":
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._group.rmdir()

    def __str__(self) -> str:
        if self.is_enforced:
            return f"{MEMORY_MIB} MiB by a control group"
        return f"{MEMORY_MIB} MiB, only measured: there is no control group of version 1 here"

    def command(self, program: list[str]) -> list[str]:
        """The same in the group, whose files are where a container's are."""
        if not self.is_enforced:
            return program
        # As itself, so that the process keeps its id.
        mount = 'mount --bind "$0" /sys/fs/cgroup/memory && exec "$@"'
        join = f'echo $$ > "$0/cgroup.procs" && exec unshare --mount --cgroup sh -c \'{mount}\' "$0" "$@"'
        return ["sh", "-c", join, str(self._group), *program]

    def mib(self) -> dict[str, float]:
        """What the group counts, if there is one."""
        if not self.is_enforced:
            return {}
        stat = dict(line.split() for line in (self._group / "memory.stat").read_text().splitlines())
        kernel = int((self._group / "memory.kmem.usage_in_bytes").read_text())
        return {"group": (int(stat["rss"]) + kernel) / (1 << 20)}

    def reached(self) -> str:
        if not self.is_enforced:
            return "not limited"
        most = int((self._group / "memory.max_usage_in_bytes").read_text()) >> 20
        met = (self._group / "memory.failcnt").read_text().strip()
        return f"{most} MiB at most with page cache, limit met {met} times"


class LimitedPortMux(PortMux):
    flags = ("-XX:NativeMemoryTracking=summary",)  # tells the direct buffers

    def __init__(self, setting: Setting, limit: MemoryLimit):
        super().__init__(setting)
        self._limit = limit

    def command(self) -> list[str]:
        return self._limit.command(super().command())


class Sidecar(RunningPortMux):
    """The ports of the real servers and of the load generator's are in the setting."""

    def __init__(self, portmux: LimitedPortMux):
        self._ports = portmux.setting.backends
        self._questions = portmux.setting.folder / "jcmd"
        self._questions.write_text("GC.run\nGC.heap_info\nVM.native_memory summary scale=KB\n")
        super().__init__(portmux, {}, self.table("web", 1))
        self.await_changes()

    def table(self, web: str, bastion_weight: int) -> str:
        ports = self._ports
        routes = [
            route("volume", {"http": {"hosts": ["bench"]}}, ports["load-web"]),
            _groups("weights", [(weight, ports[f"load-{name}"], {}) for name, weight in WEIGHTS.items()]),
            _groups("seen", [(1, ports["seen"], {"proxyProtocol": "V2"})]),
            route("web", {"protocol": "http"}, ports[web]),
            route("newcomers", {"payload": [{"offset": 0, "hex": [b"SSH-2.0-client".hex()]}]}, ports["load-ssh"]),
            _groups("git", [(bastion_weight, ports["bastion"], {}), (1, ports["bastion2"], {})], {"protocol": "ssh"}),
            route("cache", {"protocol": "redis"}, ports["cache"]) | {"from": ["127.0.0.1/32", "10.0.0.0/8"]},
            route("orders", {"protocol": "postgresql"}, ports["orders"]),
            route("api", {"tls": {"serverNames": ["api.example.com"]}}, ports["api"]),
            route("db", {"protocol": "mysql"}, ports["shop"]),
        ]
        proxy_protocol = {"mode": "Require", "trustedSources": [f"{BALANCER}/32"]}
        return table(
            routes,
            timing=TIMES,
            proxyProtocol=proxy_protocol,
            limits=LIMITS,
        )

    def change(self, text: str) -> None:
        self.api.change(text)

    def has_in_force(self, text: str) -> bool:
        return _essence(json.loads(self.routes())["routes"]) == _essence(json.loads(text))

    def fault(self, path: str) -> str:
        """Why this probe fails; the empty text where it does not."""
        try:
            self.ask_admin(path)
            return ""
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode().strip()}"
        except OSError as error:
            return str(error)

    def stats(self) -> dict:
        return json.loads(self.ask_admin("/stats"))

    def ended(self) -> Counter[tuple[str, str]]:
        """Connections by route and result."""
        routes = self.stats()["routes"].items()
        return Counter({(name, result): n for name, of in routes for result, n in of["ended"].items()})

    def metric(self, name: str) -> float:
        return sum(
            float(value) for value in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", self.ask_admin("/metrics"), re.M)
        )

    def memory_mib(self) -> dict[str, float]:
        """After a full collection: the heap, what the JVM has from the system beside heap and code, buffers in it."""
        told = run([jcmd(), str(self.process.pid), "-f", str(self._questions)]).decode()
        heap = sum(int(used) for used in re.findall(r"\btotal \d+K, used (\d+)K", told)) / 1024
        committed = re.findall(r"([A-Z][\w ]*) \(reserved=.*?committed=(\d+)KB", told)
        parts = {part: int(kib) / 1024 for part, kib in committed}
        total = int(re.search(r"Total: .*committed=(\d+)KB", told)[1]) / 1024
        native = total - parts["Java Heap"] - parts["Code"]
        return {"heap": heap, "code": parts["Code"], "native": native, "direct": parts["Other"]}


def jcmd() -> str:
    found = shutil.which("jcmd") or next((str(path) for path in Path("/usr/lib/jvm").glob("*25*/bin/jcmd")), None)
    if not found:
        raise SystemExit("jcmd: not found (expected: that of a JDK 25, in PATH or /usr/lib/jvm)")
    return found


def _groups(name: str, groups: list[tuple[int, int, dict]], match: dict | None = None) -> dict:
    match = match or {"http": {"hosts": [f"{name}.example.com"]}}
    made = [{"weight": weight, **more, "backends": [f"127.0.0.1:{port}"]} for weight, port, more in groups]
    return {"name": name, "match": match, "groups": made}


def _essence(a_table: dict) -> list:
    """What of a table ever changes here, however it is written."""
    found = []
    for one in a_table["routes"]:
        groups = one.get("groups") or [{"backends": one["backends"]}]
        found.append((one["name"], [(group.get("weight", 1), group["backends"]) for group in groups]))
    return found
