"""PortMux as its image runs it: the image's own runtime, arguments, jars and AOT cache, with everything on."""

import json
import subprocess
import sys
from pathlib import Path

from .contestant import Contestant, Running, Setting
from .kubeapi import NAME, NAMESPACE, KubeApi
from .process import Failed, Process, free_port
from .results import OURS

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGE = ROOT / "sidecar" / "target" / "image"
MAIN = "dev.portmux.sidecar.SidecarMain"
SILENCE_MS = 500


def build() -> None:
    subprocess.run(
        ["mvn", "-q", "-B", "-pl", "sidecar", "-am", "-DskipTests", "-Pimages", "package"],
        cwd=ROOT,
        stdout=sys.stderr,
        check=True,
    )


class PortMux(Contestant):
    name = OURS
    flags: tuple[str, ...] = ()  # of the JVM, beside those of the image

    def __init__(self, setting: Setting):
        super().__init__(setting)
        if not (IMAGE / "program/app/portmux.aot").exists():
            raise SystemExit(f"{IMAGE}: no image's files (expected: made by mvn -Pimages package; leave out --built)")

    def version(self) -> str:
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
        return commit.stdout.strip() or "unknown"

    def start(self) -> "RunningPortMux":
        return RunningPortMux(self.setting, free_port(), self.flags)


class PortMuxC2(PortMux):
    """With the JVM's second compiler, too, which the image leaves out."""

    name = f"{OURS} C2"
    flags = ("-XX:TieredStopAtLevel=4",)


class RunningPortMux(Running):
    silence_ms = SILENCE_MS

    def __init__(self, setting: Setting, port: int, flags: tuple[str, ...]):
        self.port = port
        self._backends = setting.backends
        folder = setting.new_folder("portmux")
        routes = folder / "routes.json"
        routes.write_text(self._table("web"))
        self._api = KubeApi(folder, self._table("web"))
        self.process = Process(
            [str(IMAGE / "runtime/opt/java/bin/java"), "@app/java.args", *flags, "-XX:AOTCache=app/portmux.aot", MAIN],
            folder / "log",
            {
                "PORTMUX_LISTEN": f"127.0.0.1:{port}",
                "PORTMUX_ADMIN": f"127.0.0.1:{free_port()}",
                "PORTMUX_ROUTES_FILE": str(routes),
                "PORTMUX_ROUTES_CONFIGMAP": f"{NAMESPACE}/{NAME}",
                "PORTMUX_DRAIN": "1",
                "PORTMUX_SERVICE_ACCOUNT": str(folder),
                "KUBERNETES_SERVICE_HOST": "127.0.0.1",
                "KUBERNETES_SERVICE_PORT": str(self._api.port),
            },
            directory=IMAGE / "program",  # the class path of the arguments is relative
        )
        try:
            self.process.await_port(port)
        except BaseException:
            self.stop()
            raise

    def await_changes(self) -> None:
        if not self._api.watched.wait(20):
            raise Failed("did not watch its routing table within 20 s")

    def route_http_to(self, backend: str) -> None:
        self._api.change(self._table(backend))

    def stop(self) -> None:
        super().stop()
        self._api.close()

    def _table(self, http: str) -> str:
        """Ten routes: three that are used, after seven that each connection must not take."""
        others = ["redis", "postgresql", "mongodb", "kafka", "amqp", "mqtt"]
        routes = [_route(name, {"protocol": name}, self._backends["ssh"]) for name in others]
        routes += [
            _route("api", {"tls": {"serverNames": ["api.example.com"]}}, self._backends["ssh"]),
            _route("git", {"protocol": "ssh"}, self._backends["ssh"]),
            _route("web", {"protocol": "http"}, self._backends[http]),
            _route("db", {"protocol": "mysql"}, self._backends["mysql"]),
        ]
        timing = {"silenceMs": SILENCE_MS, "deadlineMs": 10_000, "holdMs": 300}
        return json.dumps({"version": 1, "timing": timing, "routes": routes})


def _route(name: str, match: dict, port: int) -> dict:
    return {"name": name, "match": match, "backends": [f"127.0.0.1:{port}"]}
