"""Prints the clients (`list`) or runs one (SAMPLE HOST PORT)."""

import asyncio
import importlib
import inspect
import sys

from registry import CLIENTS

for module in ("web", "tls", "stores", "databases", "messaging", "brokers", "infrastructure", "others"):
    importlib.import_module(f"clients_{module}")

if sys.argv[1] == "list":
    for client in CLIENTS.values():
        print(client.sample, client.version(), client.description(), sep="\t")
else:
    sample, host, port = sys.argv[1:]
    result = CLIENTS[sample].run(host, int(port))
    if inspect.iscoroutine(result):
        asyncio.run(result)
