"""Clients that behave badly. What they are owed is checked, too: a greeting, bytes, or the end and nothing else."""

import random
import socket
import struct
import threading
import time

from .clients import PIECE, Client, World, ask_http, connect, expect, talk

DEADLINE = 10  # seconds that a client has to say what it wants
HALVES = (b"GET / HTTP/1.1\r\nHost: web.exam", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"POST /a")
NOISE = (b"\x00\xff\xfe\xfd nothing that anybody speaks\r\n\r\n", b"EHLO\x00\x00\x00" + 60 * b"\xee")


def start(world: World) -> list[Client]:
    rude = Rude(world)
    return [
        Client(world, name, exchange, servers)
        for name, exchange, servers in (
            ("cut mid-stream", rude.cut, []),
            ("cut before the route", rude.cut_early, []),
            ("half heads", rude.half_heads, []),
            ("dribbled heads", rude.dribbled, ["nginx"]),
            ("slow readers", rude.slow_readers, []),
            ("scan", rude.scan, []),
            ("noise", rude.noise, []),
            ("silent probes", rude.silent, ["shop"]),
        )
    ]


class Rude:
    def __init__(self, world: World):
        self._world = world

    def cut(self, chance: random.Random) -> int:
        """Ten resets in the middle of transfers, either way."""
        for _ in range(10):
            with connect(self._world.port) as client:
                if chance.random() < 0.5:
                    client.sendall(b"GET /bytes/1000000000/0 HTTP/1.1\r\nHost: bench\r\n\r\n")
                    left = chance.randrange(1, 4 * PIECE)
                    while left > 0:
                        left -= len(client.recv(min(left, PIECE)))
                else:
                    client.sendall(b"POST / HTTP/1.1\r\nHost: bench\r\nContent-Length: 1000000000\r\n\r\n")
                    client.sendall(bytes(chance.randrange(1, 4 * PIECE)))
                _reset(client)
        return 10

    def cut_early(self, chance: random.Random) -> int:
        for _ in range(20):
            with connect(self._world.port) as client:
                client.sendall(chance.choice(HALVES))
                time.sleep(chance.uniform(0, 0.02))
                _reset(client)
        return 20

    def half_heads(self, chance: random.Random) -> int:
        """Clients that stop in the middle of their first bytes lose their connection at the deadline, all at once."""
        begun = time.monotonic()
        clients = [connect(self._world.port) for _ in range(20)]
        try:
            for client in clients:
                client.sendall(chance.choice(HALVES))
            for client in clients:
                expect(_to_the_end(client), b"")
        finally:
            for client in clients:
                client.close()
        expect(DEADLINE - 1 < time.monotonic() - begun < 3 * DEADLINE, True)
        return len(clients)

    def dribbled(self, _: random.Random) -> None:
        """A head that takes seconds, and not too long."""
        begun = time.monotonic()
        with connect(self._world.port) as client:
            for byte in b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n":
                client.sendall(bytes([byte]))
                time.sleep(0.05)
            answer = _to_the_end(client).rpartition(b"\r\n\r\n")[2].decode().strip()
        if not answer:
            raise ConnectionError("no answer")
        expect(answer in self._world.web.since(begun), True)

    def slow_readers(self, chance: random.Random) -> int:
        """They stop reading for a while, and then get every byte, or leave."""
        amount = 3 * PIECE
        clients = [connect(self._world.port, receive_buffer=8192) for _ in range(6)]
        try:
            for client in clients:
                client.sendall(b"GET /bytes/%d/0 HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n" % amount)
            self._world.over.wait(chance.uniform(2, 10))
            for client in clients[:3]:
                _reset(client)
            for client in clients[3:]:
                expect(len(_to_the_end(client).partition(b"\r\n\r\n")[2]), amount)
        finally:
            for client in clients:
                client.close()
        return len(clients)

    def scan(self, chance: random.Random) -> int:
        """A scan from many addresses: some close, some reset, none says a word. Others are served meanwhile."""
        for _ in range(100):
            with connect(self._world.port, f"127.1.{chance.randrange(256)}.{chance.randrange(1, 255)}") as client:
                if chance.random() < 0.5:
                    _reset(client)
        expect(ask_http(self._world.port, "bench"), "web")
        return 100

    def noise(self, chance: random.Random) -> None:
        expect(talk(self._world.port, chance.choice(NOISE)), b"")

    def silent(self, _: random.Random) -> int:
        """Probes that wait for a greeting, all at once, from an address that the sidecar gets to know as silent."""
        answers: list[bytes] = []
        probes = [threading.Thread(target=lambda: answers.append(_greeting(self._world.port))) for _ in range(10)]
        for probe in probes:
            probe.start()
        for probe in probes:
            probe.join()
        if not all(answers):
            raise ConnectionError(f"{answers.count(b'')} of {len(probes)} got no greeting")
        expect([answer for answer in answers if b"MariaDB" not in answer], [])
        return len(probes)


def _greeting(port: int) -> bytes:
    try:
        with connect(port, "127.0.0.3") as client:
            return client.recv(1000)
    except OSError:
        return b""


def _to_the_end(client: socket.socket) -> bytes:
    answer = b""
    try:
        while piece := client.recv(PIECE):
            answer += piece
    except ConnectionResetError:
        if answer:
            raise
    return answer


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
