from registry import client


@client("tls/python-ssl", "python")
def python_ssl(host, port):
    import socket
    import ssl
    ssl.create_default_context().wrap_socket(socket.create_connection((host, port)), server_hostname="api.example.com")


@client("tls/python-ssl-no-sni", "python")
def python_ssl_no_sni(host, port):
    import socket
    import ssl
    context = ssl._create_unverified_context()
    context.wrap_socket(socket.create_connection((host, port)))


@client("tls/python-ssl-alpn-postgresql", "python")
def python_ssl_alpn(host, port):
    import socket
    import ssl
    context = ssl._create_unverified_context()
    context.set_alpn_protocols(["postgresql"])
    context.wrap_socket(socket.create_connection((host, port)), server_hostname="DB.Example.COM.")


@client("tls/httpx-h2", "httpx")
def httpx_h2(host, port):
    import httpx
    httpx.Client(http2=True, verify=False).get(f"https://localhost:{port}/")


@client("tls/curl-cffi-chrome", "curl_cffi")
def chrome(host, port):
    import curl_cffi
    curl_cffi.get(f"https://localhost:{port}/", impersonate="chrome", verify=False)


@client("tls/curl-cffi-firefox", "curl_cffi")
def firefox(host, port):
    import curl_cffi
    curl_cffi.get(f"https://localhost:{port}/", impersonate="firefox", verify=False)


@client("tls/curl-cffi-safari", "curl_cffi")
def safari(host, port):
    import curl_cffi
    curl_cffi.get(f"https://localhost:{port}/", impersonate="safari", verify=False)


@client("tls/psycopg-direct", "psycopg")
def psycopg_direct(host, port):
    import psycopg
    psycopg.connect(f"host=localhost port={port} user=demo password=demo dbname=orders sslmode=require sslnegotiation=direct")


@client("tls/redis-py", "redis")
def redis_py(host, port):
    import redis
    redis.Redis(host="localhost", port=port, ssl=True, ssl_cert_reqs="none").ping()


@client("tls/pika-amqps", "pika")
def pika_amqps(host, port):
    import ssl
    import pika
    options = pika.SSLOptions(ssl._create_unverified_context(), "mq.example.com")
    pika.BlockingConnection(pika.ConnectionParameters(host, port, ssl_options=options))


@client("tls/grpcio", "grpcio")
def grpcio(host, port):
    import grpc
    channel = grpc.secure_channel(f"localhost:{port}", grpc.ssl_channel_credentials())
    channel.unary_unary("/demo.Greeter/Hello")(b"", timeout=3)


@client("tls/pymongo", "pymongo")
def pymongo(host, port):
    import pymongo
    pymongo.MongoClient("localhost", port, tls=True, tlsAllowInvalidCertificates=True, serverSelectionTimeoutMS=3000).admin.command("ping")
