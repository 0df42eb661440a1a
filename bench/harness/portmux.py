"""PortMux as its image runs it: the image's own runtime, arguments, jars and AOT cache, with everything on."""

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

from .contestant import Contestant, Running, Setting
from .goals import BEFORE, OURS
from .kubeapi import NAME, NAMESPACE, KubeApi
from .process import Failed, Process, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
SILENCE_MS = 500
GUARD = {
    "proxyProtocol": {"mode": "Require", "trustedSources": ["127.0.0.1/32"]},
    "limits": {"connectionsPerSource": 200, "undecidedPerSource": 100, "newConnectionsPerSecondPerSource": 10_000},
}
TIMING = {"silenceMs": SILENCE_MS, "deadlineMs": 10_000, "holdMs": 300}


def build(root: Path) -> None:
    subprocess.run(
        ["mvn", "-q", "-B", "-pl", "sidecar", "-am", "-DskipTests", "-Pimages", "package"],
        cwd=root,
        stdout=sys.stderr,
        check=True,
    )


def checkout(folder_or_commit: str, cache: Path) -> Path:
    """The folder of a checkout that is built already, or one of that commit, which is built once and kept."""
    if Path(folder_or_commit).is_dir():
        return Path(folder_or_commit).resolve()
    named = ["git", "rev-parse", "--verify", "--quiet", f"{folder_or_commit}^{{commit}}"]
    commit = subprocess.run(named, cwd=ROOT, capture_output=True, text=True).stdout.strip()
    if not commit:
        raise SystemExit(f'--before: "{folder_or_commit}" (expected: a folder with a checkout, or a commit)')
    folder = cache / f"before-{commit[:12]}"
    if not folder.exists():
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", ROOT, folder], check=True)
        subprocess.run(["git", "checkout", "--quiet", "--detach", commit], cwd=folder, check=True)
    if not _aot_cache(folder).exists():
        build(folder)
    return folder


def _image(root: Path) -> Path:
    return root / "sidecar" / "target" / "image"


def _aot_cache(root: Path) -> Path:
    return _image(root) / "program/app/portmux.aot"


class PortMux(Contestant):
    name = OURS
    flags: tuple[str, ...] = ()  # of the JVM, beside those of the image

    def __init__(self, setting: Setting, root: Path = ROOT):
        super().__init__(setting)
        self.root = root
        if not _aot_cache(root).exists():
            raise SystemExit(
                f"{_image(root)}: no image's files (expected: made by mvn -Pimages package; leave out --built)"
            )

    def version(self) -> str:
        described = ["git", "describe", "--always", "--dirty"]
        commit = subprocess.run(described, cwd=self.root, capture_output=True, text=True)
        return commit.stdout.strip() or "unknown"

    def start(self, guarded: bool = False) -> "RunningPortMux":
        return RunningPortMux(self, GUARD if guarded else {})

    def command(self) -> list[str]:
        """As in the image. Its main class is named by the module, for it may move from one commit to the other."""
        module = (self.root / "sidecar" / "pom.xml").read_text()
        main = re.search(r"<image\.main>(.+)</image\.main>", module)[1]
        java = _image(self.root) / "runtime/opt/java/bin/java"
        return [str(java), "@app/java.args", *self.flags, "-XX:AOTCache=app/portmux.aot", main]


class PortMuxBefore(PortMux):
    """Of another checkout, such as that of the last release."""

    name = BEFORE


class PortMuxC2(PortMux):
    """With the JVM's second compiler, too, which the image leaves out."""

    name = f"{OURS} C2"
    flags = ("-XX:TieredStopAtLevel=4",)


class RunningPortMux(Running):
    silence_ms = SILENCE_MS

    def __init__(self, portmux: PortMux, policy: dict, first_table: str = ""):
        """The first table is that of the ten routes if it is not given; the policy is part of those tables only."""
        self._policy = policy
        self.port, self.admin_port = free_port(), free_port()
        self.backends = portmux.setting.backends
        folder = portmux.setting.new_folder("portmux")
        first_table = first_table or self._ten_routes("web")
        routes = folder / "routes.json"
        routes.write_text(first_table)
        self.api = KubeApi(folder, first_table)
        self.log = folder / "log"
        self.process = Process(
            portmux.command(),
            self.log,
            {
                "PORTMUX_LISTEN": f"127.0.0.1:{self.port}",
                "PORTMUX_ADMIN": f"127.0.0.1:{self.admin_port}",
                "PORTMUX_ROUTES_FILE": str(routes),
                "PORTMUX_ROUTES_CONFIGMAP": f"{NAMESPACE}/{NAME}",
                "PORTMUX_DRAIN": "1",
                "PORTMUX_SERVICE_ACCOUNT": str(folder),
                "KUBERNETES_SERVICE_HOST": "127.0.0.1",
                "KUBERNETES_SERVICE_PORT": str(self.api.port),
            },
            directory=_image(portmux.root) / "program",  # the class path of the arguments is relative
        )
        try:
            self.process.await_port(self.port)
        except BaseException:
            self.stop()
            raise

    def await_changes(self) -> None:
        if not self.api.watched.wait(20):
            raise Failed("did not watch its routing table within 20 s")

    def route_http_to(self, backend: str) -> None:
        self.api.change(self._ten_routes(backend))

    def route(self, routes: list[dict]) -> None:
        """Begins the change to these routes; returns without waiting for its effect."""
        self.api.change(table(routes, **self._policy))

    def routes(self) -> str:
        """Those in force, as the admin endpoint tells them."""
        return self.ask_admin("/routes")

    def ask_admin(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def stop(self) -> None:
        super().stop()
        self.api.close()

    def _ten_routes(self, http: str) -> str:
        """Three that are used, after seven that each connection must not take."""
        others = ["redis", "postgresql", "mongodb", "kafka", "amqp", "mqtt"]
        routes = [route(name, {"protocol": name}, self.backends["ssh"]) for name in others]
        routes += [
            route("api", {"tls": {"serverNames": ["api.example.com"]}}, self.backends["ssh"]),
            route("git", {"protocol": "ssh"}, self.backends["ssh"]),
            route("web", {"protocol": "http"}, self.backends[http]),
            route("db", {"protocol": "mysql"}, self.backends["mysql"]),
        ]
        return table(routes, **self._policy)


def route(name: str, match: dict, port: int) -> dict:
    return {"name": name, "match": match, "backends": [f"127.0.0.1:{port}"]}


def table(routes: list[dict], **more: dict) -> str:
    return json.dumps({"version": 1, "timing": TIMING, **more, "routes": routes})
