from registry import client


@client("http/requests", "requests")
def requests(host, port):
    import requests
    requests.get(f"http://{host}:{port}/items?page=1")


@client("http/httpx", "httpx")
def httpx(host, port):
    import httpx
    httpx.put(f"http://{host}:{port}/items/1", json={"a": 1})


@client("http/aiohttp", "aiohttp")
async def aiohttp(host, port):
    import aiohttp
    async with aiohttp.request("GET", f"http://{host}:{port}/"):
        pass


@client("http/urllib", "python")
def urllib(host, port):
    import urllib.request
    urllib.request.urlopen(f"http://{host}:{port}/")


@client("http/http-client-trace", "python")
def http_client(host, port):
    import http.client
    http.client.HTTPConnection(host, port).request("TRACE", "/")


@client("http/xmlrpc", "python")
def xmlrpc(host, port):
    import xmlrpc.client
    xmlrpc.client.ServerProxy(f"http://{host}:{port}/RPC2").system.listMethods()


@client("http/websockets", "websockets")
def websockets(host, port):
    from websockets.sync.client import connect
    connect(f"ws://{host}:{port}/chat")


@client("http/websocket-client", "websocket-client")
def websocket_client(host, port):
    import websocket
    websocket.create_connection(f"ws://{host}:{port}/chat")


@client("http/aiohttp-websocket", "aiohttp")
async def aiohttp_websocket(host, port):
    import aiohttp
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(f"ws://{host}:{port}/chat")


@client("http2/httpx-h2", "httpx")
def httpx_h2(host, port):
    import httpx
    httpx.Client(http1=False, http2=True).get(f"http://{host}:{port}/")


@client("grpc/grpcio", "grpcio")
def grpcio(host, port):
    import grpc
    call = grpc.insecure_channel(f"{host}:{port}").unary_unary("/demo.Greeter/Hello")
    call(b"", timeout=3)


@client("grpc/grpclib", "grpclib")
async def grpclib(host, port):
    from grpclib.client import Channel, UnaryUnaryMethod

    class Empty:
        SerializeToString = staticmethod(lambda: b"")

    method = UnaryUnaryMethod(Channel(host, port), "/demo.Greeter/Hello", Empty, Empty)
    await method(Empty(), timeout=3)
