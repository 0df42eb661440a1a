"""The real servers of Debian's packages, each on a port of loopback. They acknowledge nothing that a kill can lose."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from ..process import Failed, Process, free_port

PATH = os.environ["PATH"] + ":/usr/sbin:" + ":".join(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))))
FILE_BYTES = 3_000_000


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if not found:
        raise SystemExit(f"{name}: not found (expected: installed by e2e/lib/packages)")
    return found


def run(command: list[str], given: bytes = b"", seconds: float = 60) -> bytes:
    """What a client says."""
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Failed(f"{command[0]} took more than {seconds} s") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise Failed(f"{command[0]} ended with status {done.returncode}: {said[-300:]}")
    return done.stdout


class Server:
    """One process that can be stopped, the soft or the hard way, and started again with its data."""

    def __init__(self, name: str, port: int, command: list[str], folder: Path, ready: list[str] | None = None):
        self.name, self.port = name, port
        self._command, self._log, self._ready = command, folder / f"{name}.log", ready
        self._process: Process | None = None

    def start(self) -> None:
        self._process = Process(self._command, self._log)
        self._process.await_port(self.port, 90)
        end = time.monotonic() + 90
        while self._ready:
            try:
                run(self._ready)
                return
            except Failed:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def stop(self, hard: bool = False) -> None:
        if self._process:
            if hard:
                self._process.signal(signal.SIGKILL)
            self._process.stop()


class Servers:
    def __init__(self, folder: Path):
        self.folder = folder
        self.ports = {name: free_port() for name in ("web", "web2", "seen", "api", "bastion", "bastion2")}
        self.ports |= {name: free_port() for name in ("cache", "orders", "shop")}
        self.file = folder / "file"
        self.file.write_bytes(os.urandom(FILE_BYTES))
        Path("/run/sshd").mkdir(exist_ok=True)
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "id")])
        made = [self._nginx(), self._sshd("bastion"), self._sshd("bastion2")]
        made += [self._redis(), self._postgresql(), self._mariadb()]
        self.all = {server.name: server for server in made}

    def __enter__(self) -> "Servers":
        try:
            for server in self.all.values():
                server.start()
            run(self.redis(self.ports["cache"], "set", "whoami", "cache"))
            run(self.psql(self.ports["orders"], "postgres", "create database orders"))
            run(self.psql(self.ports["orders"], "orders", "create table ledger (entry int)"))
            socket = ["mariadb", "--no-defaults", "-S", str(self.folder / "mariadb/socket"), "-u", "root", "-e"]
            run([*socket, "create user root@'%'; grant all on *.* to root@'%'; create database shop"])
            run([*socket, "create table shop.ledger (entry int) engine=innodb"])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.all.values():
            server.stop()

    @staticmethod
    def redis(port: int, *command: str) -> list[str]:
        return ["redis-cli", "-e", "-h", "127.0.0.1", "-p", str(port), *command]

    @staticmethod
    def psql(port: int, database: str, statement: str) -> list[str]:
        where = f"host=127.0.0.1 port={port} user=postgres dbname={database} connect_timeout=30"
        return ["psql", "-X", where, "-qAtc", statement]

    @staticmethod
    def mariadb(port: int, statement: str) -> list[str]:
        where = ["-h", "127.0.0.1", "-P", str(port), "-u", "root", "--connect-timeout=30"]
        return ["mariadb", "--no-defaults", *where, "-BNe", statement]

    def ssh(self, port: int, command: str) -> list[str]:
        options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes"]
        given = [word for option in [*options, "ConnectTimeout=30"] for word in ("-o", option)]
        return ["ssh", "-F", "none", "-i", str(self.folder / "id"), "-p", str(port), *given, "root@127.0.0.1", command]

    def stored(self) -> dict[str, set[int]]:
        """The entries of each ledger, asked of the servers themselves."""
        said = {
            "cache": run(self.redis(self.ports["cache"], "lrange", "ledger", "0", "-1")),
            "orders": run(self.psql(self.ports["orders"], "orders", "select entry from ledger")),
            "shop": run(self.mariadb(self.ports["shop"], "select entry from shop.ledger")),
        }
        return {name: {int(line) for line in lines.split()} for name, lines in said.items()}

    def _nginx(self) -> Server:
        folder, ports = self.folder, self.ports
        certificate = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        certificate += " -subj /CN=api.example.com -addext subjectAltName=DNS:api.example.com"
        run([*certificate.split(), "-keyout", str(folder / "api.key"), "-out", str(folder / "api.crt")])
        temporary = ";".join(f"{kind}_temp_path {folder}/{kind}" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
        serves = "location = /file { root %s; } location / { return 200 '%s\\n'; }"
        config = f"""daemon off; user root; pid {folder}/nginx.pid; error_log {folder}/nginx-errors.log;
            events {{}}
            http {{
              access_log off; client_body_temp_path {folder}/body; {temporary};
              server {{ listen 127.0.0.1:{ports["web"]}; {serves % (folder, "web")} }}
              server {{ listen 127.0.0.1:{ports["web2"]}; {serves % (folder, "web2")} }}
              server {{ listen 127.0.0.1:{ports["seen"]} proxy_protocol; return 200 "$proxy_protocol_addr\\n"; }}
              server {{
                listen 127.0.0.1:{ports["api"]} ssl http2;
                ssl_certificate {folder}/api.crt; ssl_certificate_key {folder}/api.key;
                return 200 "api\\n";
              }}
            }}"""
        (folder / "nginx.conf").write_text(config)
        command = [program("nginx"), "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx-errors.log")]
        return Server("nginx", ports["web"], command, folder)

    def _sshd(self, name: str) -> Server:
        folder = self.folder
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / f"{name}.hostkey")])
        (folder / f"{name}.conf").write_text(
            f"ListenAddress 127.0.0.1:{self.ports[name]}\nHostKey {folder}/{name}.hostkey\n"
            f"AuthorizedKeysFile {folder}/id.pub\nPidFile none\nStrictModes no\nUsePAM no\n"
            f"PasswordAuthentication no\nMaxStartups 1000\nSetEnv SERVER={name}\n"
        )
        command = [program("sshd"), "-D", "-e", "-f", str(folder / f"{name}.conf")]
        return Server(name, self.ports[name], command, folder)

    def _redis(self) -> Server:
        data = self.folder / "redis"
        data.mkdir()
        kept = ["--save", "", "--appendonly", "yes", "--appendfsync", "always", "--dir", str(data)]
        command = [program("redis-server"), "--bind", "127.0.0.1", "--port", str(self.ports["cache"]), *kept]
        return Server("cache", self.ports["cache"], command, self.folder, self.redis(self.ports["cache"], "ping"))

    def _postgresql(self) -> Server:
        data, port = self.folder / "postgresql", self.ports["orders"]
        data.mkdir()
        shutil.chown(data, "postgres", "postgres")
        user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"]
        run([*user, program("initdb"), "-D", str(data), "-A", "trust", "--no-sync"])
        # A change of the user forgets the signal at the parent's death, so it is asked for again.
        user += ["setpriv", "--pdeathsig", "TERM", "--"]
        where = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(data)]
        ready = self.psql(port, "postgres", "select 1")
        return Server("orders", port, [*user, program("postgres"), *where], self.folder, ready)

    def _mariadb(self) -> Server:
        data, port = self.folder / "mariadb", self.ports["shop"]
        data.mkdir()
        shutil.chown(data, "mysql", "mysql")
        usual = ["--no-defaults", "--user=mysql", f"--datadir={data}"]
        without_password = ["--auth-root-authentication-method=normal", "--skip-test-db"]
        run([program("mariadb-install-db"), *usual, *without_password], seconds=180)
        own = [f"--socket={data}/socket", f"--pid-file={data}/pid", "--innodb-buffer-pool-size=32M"]
        command = [program("mariadbd"), *usual, "--bind-address=127.0.0.1", f"--port={port}", *own]
        ready = ["mariadb-admin", "--no-defaults", "-S", f"{data}/socket", "-u", "root", "ping"]
        return Server("shop", port, command, self.folder, ready)
