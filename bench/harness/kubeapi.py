"""As much of a Kubernetes API as a sidecar asks for: one ConfigMap, listed and watched, over TLS."""

import json
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

NAMESPACE, NAME = "bench", "mux-routes"


class KubeApi:
    """Serves the table to all who watch; change() is the moment at which the event leaves."""

    def __init__(self, folder: Path, table: str):
        self._table, self._version = table, 1
        self._changed = threading.Condition()
        self.watched = threading.Event()
        certificate, key = folder / "ca.crt", folder / "ca.key"
        subprocess.run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=bench"
            f" -addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {certificate}".split(),
            check=True,
            capture_output=True,
        )
        (folder / "token").write_text("bench")
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate, key)
        self._outages = 0
        self.port = 0
        self.open()

    def change(self, table: str) -> None:
        with self._changed:
            self._table = table
            self._version += 1
            self._changed.notify_all()

    def open(self) -> None:
        """Begins to serve, after an outage on the same port."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        self._server.socket = self._tls.wrap_socket(self._server.socket, server_side=True)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Ends all watches and refuses connections."""
        self._server.shutdown()
        self._server.socket.close()  # not server_close(), which waits for those who watch
        with self._changed:
            self._outages += 1
            self._changed.notify_all()

    def _config_map(self) -> dict:
        return {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": NAME, "namespace": NAMESPACE, "resourceVersion": str(self._version)},
            "data": {"routes.json": self._table},
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802, the name is http.server's
                query = parse_qs(urlsplit(self.path).query)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                if "watch" in query:
                    self._watch(int(query["resourceVersion"][0]), int(query["timeoutSeconds"][0]))
                else:
                    with api._changed:
                        listed = {
                            "kind": "ConfigMapList",
                            "metadata": {"resourceVersion": str(api._version)},
                            "items": [api._config_map()],
                        }
                    self._chunk(listed)
                    self.wfile.write(b"0\r\n\r\n")

            def _watch(self, seen: int, seconds: int) -> None:
                api.watched.set()
                outages, end = api._outages, time.monotonic() + seconds
                while True:
                    with api._changed:
                        changed = api._changed.wait_for(
                            lambda: api._version > seen or api._outages > outages,  # noqa: B023, called before the next turn
                            end - time.monotonic(),
                        )
                        if not changed or api._outages > outages:
                            break
                        seen, event = api._version, {"type": "MODIFIED", "object": api._config_map()}
                    self._chunk(event)
                self.close_connection = True
                if not changed:  # as the API ends a watch whose time is over
                    self.wfile.write(b"0\r\n\r\n")

            def _chunk(self, value: dict) -> None:
                text = json.dumps(value).encode() + b"\n"
                self.wfile.write(b"%x\r\n%b\r\n" % (len(text), text))
                self.wfile.flush()

            def log_message(self, *_: object) -> None:
                pass

        return Handler
