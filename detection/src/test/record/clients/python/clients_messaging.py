from registry import client


@client("mqtt/paho-python", "paho-mqtt")
def paho(host, port):
    import paho.mqtt.client as mqtt
    mqtt.Client(mqtt.CallbackAPIVersion.VERSION2).connect(host, port)


@client("mqtt/paho-python-v5-will", "paho-mqtt")
def paho_v5(host, port):
    import paho.mqtt.client as mqtt
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="sensor-1", protocol=mqtt.MQTTv5)
    client.will_set("status/sensor-1", "x" * 200)
    client.connect(host, port)


@client("mqtt/gmqtt", "gmqtt")
async def gmqtt(host, port):
    import gmqtt
    await gmqtt.Client("sensor-2").connect(host, port)


@client("stomp/stomp-py", "stomp.py")
def stomp(host, port):
    import stomp
    stomp.Connection([(host, port)]).connect("demo", "demo", wait=True)


@client("stomp/stomp-py-12", "stomp.py")
def stomp_12(host, port):
    import stomp
    stomp.Connection12([(host, port)], vhost="/").connect("demo", "demo", wait=True)


@client("xmpp/slixmpp", "slixmpp")
async def slixmpp(host, port):
    import asyncio
    import slixmpp
    xmpp = slixmpp.ClientXMPP("demo@example.com", "demo")
    xmpp.enable_direct_tls = False
    xmpp.connect(host, port)
    await asyncio.sleep(3)


@client("tls/slixmpp", "slixmpp")
async def slixmpp_direct_tls(host, port):
    import asyncio
    import slixmpp
    slixmpp.ClientXMPP("demo@example.com", "demo").connect(host, port)
    await asyncio.sleep(3)


@client("nats/nats-py", "nats-py")
async def nats(host, port):
    import nats
    await nats.connect(f"nats://{host}:{port}", connect_timeout=4, allow_reconnect=False)


@client("fluentd/fluent-logger-python", "fluent-logger")
def fluent(host, port):
    from fluent import sender
    logger = sender.FluentSender("app", host=host, port=port)
    logger.emit("access", {"status": 200, "path": "/"})
    logger.close()


@client("fluentd/fluent-logger-python-nanos", "fluent-logger")
def fluent_nanos(host, port):
    from fluent import sender
    logger = sender.FluentSender("a-tag-that-is-longer-than-thirty-one-bytes", host=host, port=port, nanosecond_precision=True)
    logger.emit("access", {"status": 200})
    logger.close()


@client("beats/pylogbeat", "pylogbeat")
def pylogbeat(host, port):
    from pylogbeat import PyLogBeatClient
    with PyLogBeatClient(host, port) as client:
        client.send([{"message": "hello", "@timestamp": "2026-01-01T00:00:00Z"}])


@client("syslog/python-logging", "python")
def syslog(host, port):
    import logging.handlers
    import socket
    handler = logging.handlers.SysLogHandler((host, port), socktype=socket.SOCK_STREAM)
    handler.emit(logging.makeLogRecord({"msg": "hello", "levelno": 20, "levelname": "INFO"}))
    handler.close()


@client("smtp/smtplib", "python")
def smtp(host, port):
    import smtplib
    smtplib.SMTP(host, port, timeout=5)


@client("imap/imaplib", "python")
def imap(host, port):
    import imaplib
    imaplib.IMAP4(host, port, timeout=5)


@client("pop3/poplib", "python")
def pop3(host, port):
    import poplib
    poplib.POP3(host, port, timeout=5)


@client("nntp/nntplib", "python")
def nntp(host, port):
    import nntplib
    nntplib.NNTP(host, port, timeout=5)


@client("ftp/ftplib", "python")
def ftp(host, port):
    import ftplib
    ftplib.FTP().connect(host, port, timeout=5)
