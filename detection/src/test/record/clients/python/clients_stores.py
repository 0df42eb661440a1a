from registry import client


@client("redis/redis-py", "redis")
def redis_py(host, port):
    import redis
    redis.Redis(host, port).ping()


@client("redis/redis-py-resp2", "redis")
def redis_py_resp2(host, port):
    import redis
    redis.Redis(host, port, protocol=2).get("key")


@client("redis/redis-py-password", "redis")
def redis_py_password(host, port):
    import redis
    redis.Redis(host, port, username="demo", password="demo").get("key")


@client("memcached/pymemcache", "pymemcache")
def pymemcache(host, port):
    from pymemcache.client.base import Client
    Client((host, port)).set("key", "value", noreply=False)


@client("memcached/python-memcached", "python-memcached")
def python_memcached(host, port):
    import memcache
    memcache.Client([f"{host}:{port}"]).incr("counter")


@client("memcached/pylibmc", "pylibmc")
def pylibmc(host, port):
    import pylibmc
    pylibmc.Client([f"{host}:{port}"]).set("key", "value")


@client("memcached/pylibmc-binary", "pylibmc")
def pylibmc_binary(host, port):
    import pylibmc
    pylibmc.Client([f"{host}:{port}"], binary=True).set("key", "value")


@client("zookeeper/kazoo", "kazoo")
def kazoo(host, port):
    from kazoo.client import KazooClient
    KazooClient(f"{host}:{port}").start(timeout=3)


@client("cassandra/cassandra-driver-python", "cassandra-driver")
def cassandra(host, port):
    from cassandra.cluster import Cluster
    Cluster([host], port=port).connect()


@client("cassandra/cassandra-driver-python-v4", "cassandra-driver")
def cassandra_v4(host, port):
    from cassandra.cluster import Cluster
    Cluster([host], port=port, protocol_version=4).connect()


@client("cassandra/cassandra-driver-python-v5", "cassandra-driver")
def cassandra_v5(host, port):
    from cassandra.cluster import Cluster
    Cluster([host], port=port, protocol_version=5).connect()


@client("mongodb/pymongo", "pymongo")
def pymongo(host, port):
    import pymongo
    pymongo.MongoClient(host, port, serverSelectionTimeoutMS=3000).admin.command("ping")


@client("mongodb/pymongo-load-balanced", "pymongo")
def pymongo_load_balanced(host, port):
    import pymongo
    pymongo.MongoClient(host, port, loadBalanced=True, serverSelectionTimeoutMS=3000).admin.command("ping")


@client("bolt/neo4j-python", "neo4j")
def neo4j(host, port):
    import neo4j
    neo4j.GraphDatabase.driver(f"bolt://{host}:{port}", auth=("demo", "demo")).verify_connectivity()
