"""As much of a Kubernetes API as a sidecar asks for: one ConfigMap, listed and watched, over TLS."""

import json
import ssl
import subprocess
import threading
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
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def change(self, table: str) -> None:
        with self._changed:
            self._table = table
            self._version += 1
            self._changed.notify_all()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

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
                    self._watch(int(query["resourceVersion"][0]))
                else:
                    with api._changed:
                        listed = {
                            "kind": "ConfigMapList",
                            "metadata": {"resourceVersion": str(api._version)},
                            "items": [api._config_map()],
                        }
                    self._chunk(listed)
                    self.wfile.write(b"0\r\n\r\n")

            def _watch(self, seen: int) -> None:
                api.watched.set()
                while True:
                    with api._changed:
                        api._changed.wait_for(lambda: api._version > seen)  # noqa: B023, called before the next turn
                        seen, event = api._version, {"type": "MODIFIED", "object": api._config_map()}
                    self._chunk(event)

            def _chunk(self, value: dict) -> None:
                text = json.dumps(value).encode() + b"\n"
                self.wfile.write(b"%x\r\n%b\r\n" % (len(text), text))
                self.wfile.flush()

            def log_message(self, *_: object) -> None:
                pass

        return Handler
