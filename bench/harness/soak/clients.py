"""Ordinary clients, each of which goes on until the end and checks every answer: who gave it, and every byte."""

import hashlib
import itertools
import os
import random
import socket
import struct
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

from ..load import Load
from ..process import Failed
from .ledger import Checks, Spans, Wrong
from .servers import Servers, run
from .sidecar import BALANCER, WEIGHTS, Sidecar

PATIENCE = 60  # seconds, for one answer: machines that run this also run other things
PIECE = 1 << 20


class World:
    """What all clients share."""

    def __init__(self, sidecar: Sidecar, servers: Servers, load: Load, seed: int):
        self.sidecar, self.servers, self.load, self.seed = sidecar, servers, load, seed
        self.checks = Checks(lambda line: print(line, flush=True))
        self.down = Spans()  # names of servers
        self.web = Spans()  # who may answer for the route that changes
        self.web.begin("web")
        self.over = threading.Event()
        self.acknowledged: dict[str, set[int]] = {"cache": set(), "orders": set(), "shop": set()}
        self.refused_headers = 0  # connections of the balancer without one

    @property
    def port(self) -> int:
        return self.sidecar.port


def expect(answer: object, expected: object) -> None:
    if answer != expected:
        raise Wrong(f"{str(answer)[:120]!r} answered (expected: {expected!r})")


class Client(threading.Thread):
    """Repeats one exchange; a failure counts unless one of these servers was down meanwhile."""

    def __init__(
        self, world: World, name: str, exchange: Callable[[random.Random], int | None], servers: Iterable[str]
    ):
        super().__init__(name=name, daemon=True)
        self._world, self._exchange, self._servers = world, exchange, set(servers)
        self._random = random.Random(f"{world.seed} {name}")
        self.start()

    def run(self) -> None:
        while not self._world.over.wait(self._random.uniform(0.1, 1.5)):
            begun = time.monotonic()
            try:
                self._world.checks.good(self.name, self._exchange(self._random) or 1)
            except Wrong as wrong:
                self._world.checks.bad(self.name, str(wrong))
            except Exception as failure:  # of the client, the network or this script: each is told
                if self._servers & self._world.down.since(begun):
                    self._world.checks.excuse(self.name)
                else:
                    self._world.checks.bad(self.name, f"{type(failure).__name__}: {failure}")


def start(world: World) -> list[Client]:
    real, load = RealClients(world), LoadClients(world)
    balancer = BalancerClients(world)
    return [
        Client(world, name, exchange, servers)
        for name, exchange, servers in (
            ("web", real.web, ["nginx"]),
            ("file", real.file, ["nginx"]),
            ("api", real.api, ["nginx"]),
            ("ssh", real.ssh, ["bastion", "bastion2"]),
            ("ssh session", real.session, ["bastion", "bastion2"]),
            ("redis", real.redis, ["cache"]),
            ("redis-benchmark", real.redis_benchmark, ["cache"]),
            ("psql", real.psql, ["orders"]),
            ("mariadb", real.mariadb, ["shop"]),
            ("weights", real.weights, []),
            ("balancer, HTTP", balancer.http, ["nginx"]),
            ("balancer, redis", balancer.redis, ["cache"]),
            ("balancer, no header", balancer.without_header, []),
            ("load: short connections", load.connections, []),
            ("load: requests", load.requests, []),
            ("load: newcomers", load.newcomers, []),
            ("load: bulk", load.bulk, []),
            ("load: integrity", load.integrity, []),
        )
    ]


class RealClients:
    def __init__(self, world: World):
        self._world, self._servers = world, world.servers
        self._entries = itertools.count(1)
        self._digest = hashlib.sha256(world.servers.file.read_bytes()).digest()

    def _curl(self, path: str, *more: str) -> bytes:
        return run(["curl", "-sSf", "-m", str(PATIENCE), *more, f"http://127.0.0.1:{self._world.port}{path}"])

    def web(self, _: random.Random) -> None:
        begun = time.monotonic()
        answer = self._curl("/").decode().strip()
        allowed = self._world.web.since(begun)
        if answer not in allowed:
            raise Wrong(f"{answer[:120]!r} answered (expected: one of {sorted(allowed)})")

    def file(self, chance: random.Random) -> None:
        slowly = ["--limit-rate", f"{chance.choice((300, 600))}k"] if chance.random() < 0.5 else []
        expect(hashlib.sha256(self._curl("/file", *slowly)).digest() == self._digest, True)

    def api(self, _: random.Random) -> None:
        there = f"api.example.com:443:127.0.0.1:{self._world.port}"
        asked = ["--cacert", str(self._servers.folder / "api.crt"), "--connect-to", there, "https://api.example.com/"]
        expect(run(["curl", "-sSf", "-m", str(PATIENCE), *asked]).decode().strip(), "api")

    def ssh(self, chance: random.Random) -> None:
        given = os.urandom(chance.choice((10, 50_000, 2_000_000)))
        who, _, back = run(self._servers.ssh(self._world.port, "echo $SERVER; cat"), given).partition(b"\n")
        if who not in (b"bastion", b"bastion2"):
            raise Wrong(f"{who[:120]!r} answered (expected: bastion or bastion2)")
        expect(back == given, True)

    def session(self, chance: random.Random) -> int:
        """A session that lives through what happens meanwhile: the restart of its own server, too, ends no session."""
        session = subprocess.Popen(
            self._servers.ssh(self._world.port, "cat"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            lines = 0
            self._echo(session, b"begin\n")
            begun, length = time.monotonic(), chance.uniform(20, 200)
            while time.monotonic() < begun + length and not self._world.over.wait(1):
                lines += 1
                try:
                    self._echo(session, b"line %d\n" % lines)
                except Failed as failure:
                    raise Wrong(f"after {lines} lines: {failure}") from None
            session.communicate(timeout=PATIENCE)
            expect(session.returncode, 0)
            return lines + 1
        finally:
            session.kill()
            session.wait()

    @staticmethod
    def _echo(session: subprocess.Popen, line: bytes) -> None:
        try:
            session.stdin.write(line)
            session.stdin.flush()
        except OSError as error:
            raise Failed(f"{error}") from None
        answer = session.stdout.readline()
        if answer != line:
            raise Failed(f"{answer!r} came back (expected: {line!r})")

    def redis(self, chance: random.Random) -> None:
        port, entry = self._world.port, next(self._entries)
        expect(run(self._servers.redis(port, "get", "whoami")).decode().strip(), "cache")
        run(self._servers.redis(port, "rpush", "ledger", str(entry)))
        self._world.acknowledged["cache"].add(entry)
        given = chance.randbytes(chance.choice((100, 500_000)))
        run(self._servers.redis(port, "-x", "set", "bytes"), given)
        expect(run(self._servers.redis(port, "--raw", "get", "bytes")) == given + b"\n", True)

    def redis_benchmark(self, _: random.Random) -> None:
        where = ["-h", "127.0.0.1", "-p", str(self._world.port)]
        run(["redis-benchmark", *where, "-c", "20", "-n", "2000", "-t", "ping_mbulk,get", "-q"])

    def psql(self, _: random.Random) -> None:
        entry = next(self._entries)
        insert = f"insert into ledger values ({entry}) returning current_database()"
        expect(run(self._servers.psql(self._world.port, "orders", insert)).decode().strip(), "orders")
        self._world.acknowledged["orders"].add(entry)

    def mariadb(self, _: random.Random) -> None:
        entry = next(self._entries)
        insert = f"insert into shop.ledger values ({entry}); select schema_name from information_schema.schemata"
        said = run(self._servers.mariadb(self._world.port, f"{insert} where schema_name = 'shop'"))
        expect(said.decode().strip(), "shop")
        self._world.acknowledged["shop"].add(entry)

    def weights(self, _: random.Random) -> int:
        """Nobody else uses this route, so that the shares are exact but for a change of the table in between."""
        times = 10 * sum(WEIGHTS.values())
        seen = Counter(ask_http(self._world.port, "weights.example.com") for _ in range(times))
        if set(seen) != set(WEIGHTS) or abs(seen["web"] - 10 * WEIGHTS["web"]) > 3:
            raise Wrong(f"{dict(seen)} (expected: about {10 * WEIGHTS['web']} of web, {10 * WEIGHTS['web2']} of web2)")
        return times


class BalancerClients:
    """A load balancer in front, trusted to say where its clients are."""

    def __init__(self, world: World):
        self._world = world

    def http(self, chance: random.Random) -> None:
        client = f"10.{chance.randrange(256)}.{chance.randrange(256)}.7"
        header = chance.choice((_v1, _v2))(client)
        expect(ask_http(self._world.port, "seen.example.com", header, BALANCER), client)

    def redis(self, _: random.Random) -> None:
        get = b"*2\r\n$3\r\nGET\r\n$6\r\nwhoami\r\n"
        known, unknown = _v2("10.1.2.3"), _v2("192.0.2.7")  # the route is for 10.0.0.0/8
        expect(talk(self._world.port, known + get, BALANCER, until=b"cache\r\n"), b"$5\r\ncache\r\n")
        expect(talk(self._world.port, unknown + get, BALANCER), b"")

    def without_header(self, _: random.Random) -> None:
        self._world.refused_headers += 1
        expect(talk(self._world.port, b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n", BALANCER), b"")


def _v1(client: str) -> bytes:
    return f"PROXY TCP4 {client} 127.0.0.1 40000 443\r\n".encode()


def _v2(client: str) -> bytes:
    addresses = socket.inet_aton(client) + socket.inet_aton("127.0.0.1") + struct.pack("!HH", 40000, 443)
    return b"\r\n\r\n\x00\r\nQUIT\n\x21\x11" + struct.pack("!H", len(addresses)) + addresses


class LoadClients:
    """Volume, by the load generator, with the load generator's backends behind."""

    def __init__(self, world: World):
        self._world = world

    def _run(self, command: str, *flags: object) -> dict:
        target = f"127.0.0.1:{self._world.port}"
        return self._world.load.run(command, "-target", target, "-wait", f"{PATIENCE}s", *flags)

    def _checked(self, command: str, *flags: object) -> int:
        result = self._run(command, *flags)
        if result["failed"]:
            raise Wrong(f"{result['failed']} of {result['failed'] + result['count']} failed: {result['reason']}")
        return result["count"]

    def connections(self, _: random.Random) -> int:
        return self._checked("connections", "-count", 200, "-parallel", 8)

    def requests(self, _: random.Random) -> int:
        return self._checked("requests", "-clients", 8, "-for", "1s")

    def newcomers(self, _: random.Random) -> int:
        return self._checked("newcomers", "-count", 50, "-times", 1)

    def integrity(self, chance: random.Random) -> int:
        return self._checked("integrity", "-count", 12, "-parallel", 4, f"-cut={str(chance.random() < 0.5).lower()}")

    def bulk(self, chance: random.Random) -> None:
        total = 64 * PIECE
        direction = ["-up"] if chance.random() < 0.5 else ["-rate", 20 * PIECE]
        expect(self._run("bulk", "-bytes", total, *direction)["bytes"] >= total, True)


def connect(port: int, source: str = "127.0.0.1", receive_buffer: int = 0) -> socket.socket:
    client = socket.socket()
    client.settimeout(PATIENCE)
    if receive_buffer:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    client.bind((source, 0))
    client.connect(("127.0.0.1", port))
    return client


def talk(port: int, said: bytes, source: str = "127.0.0.1", until: bytes = b"") -> bytes:
    """What is answered until the end, which may be a reset if nothing was answered, or until these bytes."""
    answer = b""
    with connect(port, source) as client:
        client.sendall(said)
        while not (until and answer.endswith(until)):
            try:
                piece = client.recv(PIECE)
            except ConnectionResetError:
                if answer or until:
                    raise
                return b""
            if not piece and until:
                raise Failed(f"ended after {answer[:120]!r}")
            if not piece:
                return answer
            answer += piece
    return answer


def ask_http(port: int, host: str, before: bytes = b"", source: str = "127.0.0.1") -> str:
    request = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    status, _, rest = talk(port, before + request, source).decode().partition("\r\n")
    if " 200 " not in status:
        raise Failed(f"{status!r} answered (expected: status 200)")
    return rest.rpartition("\r\n\r\n")[2].strip()
