from registry import client


@client("kafka/kafka-python", "kafka-python")
def kafka_python(host, port):
    import kafka
    kafka.KafkaProducer(bootstrap_servers=f"{host}:{port}")


@client("kafka/confluent-kafka", "confluent-kafka")
def confluent_kafka(host, port):
    import confluent_kafka
    confluent_kafka.Producer({"bootstrap.servers": f"{host}:{port}", "client.id": "demo"}).list_topics(timeout=5)


@client("kafka/aiokafka", "aiokafka")
async def aiokafka(host, port):
    import aiokafka
    await aiokafka.AIOKafkaProducer(bootstrap_servers=f"{host}:{port}").start()


@client("amqp/pika", "pika")
def pika(host, port):
    import pika
    pika.BlockingConnection(pika.ConnectionParameters(host, port))


@client("amqp/aio-pika", "aio-pika")
async def aio_pika(host, port):
    import aio_pika
    await aio_pika.connect(f"amqp://demo:demo@{host}:{port}/")


@client("amqp/amqpstorm", "AMQPStorm")
def amqpstorm(host, port):
    import amqpstorm
    amqpstorm.Connection(host, "demo", "demo", port=port, timeout=3)


@client("amqp10/proton", "python-qpid-proton")
def proton(host, port):
    from proton.utils import BlockingConnection
    BlockingConnection(f"amqp://demo:demo@{host}:{port}", timeout=3, allow_insecure_mechs=True)


@client("amqp10/proton-anonymous", "python-qpid-proton")
def proton_anonymous(host, port):
    from proton.utils import BlockingConnection
    BlockingConnection(f"{host}:{port}", timeout=3)


@client("rabbitmq-stream/rbfly", "rbfly")
async def rbfly(host, port):
    import rbfly.streams
    client = rbfly.streams.streams_client(f"rabbitmq-stream://demo:demo@{host}:{port}")
    async with client.publisher("jobs"):
        pass


@client("rabbitmq-stream/rstream", "rstream")
async def rstream(host, port):
    import rstream
    await rstream.Producer(host=host, port=port, username="demo", password="demo").start()


@client("pulsar/pulsar-client", "pulsar-client")
def pulsar(host, port):
    import pulsar
    pulsar.Client(f"pulsar://{host}:{port}", operation_timeout_seconds=4).create_producer("jobs")


@client("thrift/thrift-python-framed", "thrift")
def thrift_framed(host, port):
    from thrift.transport import TSocket, TTransport
    thrift_call(TTransport.TFramedTransport(TSocket.TSocket(host, port)), "binary")


@client("thrift/thrift-python-binary", "thrift")
def thrift_binary(host, port):
    from thrift.transport import TSocket, TTransport
    thrift_call(TTransport.TBufferedTransport(TSocket.TSocket(host, port)), "binary")


@client("thrift/thrift-python-framed-compact", "thrift")
def thrift_compact(host, port):
    from thrift.transport import TSocket, TTransport
    thrift_call(TTransport.TFramedTransport(TSocket.TSocket(host, port)), "compact")


def thrift_call(transport, encoding):
    from thrift import Thrift
    from thrift.protocol import TBinaryProtocol, TCompactProtocol
    kind = {"binary": TBinaryProtocol.TBinaryProtocol, "compact": TCompactProtocol.TCompactProtocol}[encoding]
    transport.open()
    protocol = kind(transport)
    protocol.writeMessageBegin("getStatus", Thrift.TMessageType.CALL, 1)
    protocol.writeStructBegin("getStatus_args")
    protocol.writeFieldStop()
    protocol.writeStructEnd()
    protocol.writeMessageEnd()
    transport.flush()
