"""A listener that never answers: it records what clients send, chunk by chunk."""

import selectors
import socket
import time

LIMIT = 64 * 1024


class Connection:
    def __init__(self):
        self.accepted = time.monotonic()
        self.chunks = []  # (milliseconds, bytes)
        self.end = None  # (milliseconds, "fin" | "reset" | "open" | "full")

    def elapsed(self):
        return (time.monotonic() - self.accepted) * 1000

    def received(self, data):
        self.chunks.append((self.elapsed(), data))

    def ended(self, how):
        self.end = (self.elapsed(), how)

    def bytes(self):
        return b"".join(data for _, data in self.chunks)

    def lines(self):
        for ms, data in self.chunks:
            yield f"+{ms:.1f} {data.hex()}"
        yield f"-{self.end[0]:.1f} {self.end[1]}"


class Listener:
    """Records every connection until the clients have been quiet for long enough."""

    def __init__(self, host="127.0.0.1"):
        self.server = socket.create_server((host, 0))
        self.port = self.server.getsockname()[1]
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.server, selectors.EVENT_READ)
        self.connections = []
        self.changed = None

    def record(self, gone, first=40.0, silent=2.5, quiet=0.8, most=8.0):
        """Waits `first` seconds for a connection, `silent` for a byte, `quiet` after the last byte, `most` in all."""
        start = time.monotonic()
        while True:
            left = gone()  # asked before the select: a client that came and went is still in the backlog
            for key, _ in self.selector.select(timeout=0.1):
                self._accept() if key.fileobj is self.server else self._read(key.fileobj, key.data)
            now = time.monotonic()
            if not self.connections:
                if now - start > first or left:
                    break
                continue
            talked = any(c.chunks for c in self.connections)
            since = now - (self.changed if talked else self.connections[0].accepted)
            if since > (quiet if talked else silent) or now - self.connections[0].accepted > most:
                break
        self._close()
        return self.connections

    def _accept(self):
        sock, _ = self.server.accept()
        connection = Connection()
        self.connections.append(connection)
        self.changed = connection.accepted
        self.selector.register(sock, selectors.EVENT_READ, connection)

    def _read(self, sock, connection):
        try:
            data = sock.recv(LIMIT)
        except ConnectionResetError:
            self._end(sock, connection, "reset")
            return
        if not data:
            self._end(sock, connection, "fin")
            return
        connection.received(data)
        self.changed = time.monotonic()
        if len(connection.bytes()) >= LIMIT:
            self._end(sock, connection, "full")

    def _end(self, sock, connection, how):
        connection.ended(how)
        self.selector.unregister(sock)
        sock.close()

    def _close(self):
        for key in list(self.selector.get_map().values()):
            if key.data is not None:
                self._end(key.fileobj, key.data, "open")
        self.selector.unregister(self.server)
        self.server.close()
