"""Protocols outside the catalogue: no detector may claim them."""

from registry import client


@client("other/pyzmq", "pyzmq")
def pyzmq(host, port):
    import time
    import zmq
    socket = zmq.Context().socket(zmq.REQ)
    socket.connect(f"tcp://{host}:{port}")
    time.sleep(3)


@client("other/asyncua", "asyncua")
async def asyncua(host, port):
    import asyncua
    await asyncua.Client(f"opc.tcp://{host}:{port}", timeout=3).connect()


@client("other/greenstalk", "greenstalk")
def greenstalk(host, port):
    import greenstalk
    greenstalk.Client((host, port)).put("hello")
