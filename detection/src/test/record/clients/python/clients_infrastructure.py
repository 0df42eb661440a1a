from registry import client


@client("ssh/paramiko", "paramiko")
def paramiko(host, port):
    import paramiko
    paramiko.Transport((host, port)).start_client(timeout=3)


@client("ssh/asyncssh", "asyncssh")
async def asyncssh(host, port):
    import asyncssh
    await asyncssh.connect(host, port, known_hosts=None, username="demo", password="demo")


@client("ldap/ldap3", "ldap3")
def ldap3(host, port):
    import ldap3
    ldap3.Connection(ldap3.Server(host, port), "cn=demo,dc=example,dc=com", "demo").bind()


@client("ldap/ldap3-anonymous", "ldap3")
def ldap3_anonymous(host, port):
    import ldap3
    ldap3.Connection(ldap3.Server(host, port, get_info=ldap3.NONE), auto_bind=True)


@client("dns/dnspython", "dnspython")
def dnspython(host, port):
    import dns.message
    import dns.query
    dns.query.tcp(dns.message.make_query("www.example.com", "AAAA", want_dnssec=True), host, port=port, timeout=3)


@client("socks5/pysocks", "PySocks")
def pysocks(host, port):
    import socks
    sock = socks.socksocket()
    sock.set_proxy(socks.SOCKS5, host, port, username="demo", password="demo")
    sock.connect(("www.example.com", 80))


@client("socks4/pysocks", "PySocks")
def pysocks4(host, port):
    import socks
    sock = socks.socksocket()
    sock.set_proxy(socks.SOCKS4, host, port, username="demo")
    sock.connect(("192.0.2.1", 80))


@client("smb/smbprotocol", "smbprotocol")
def smbprotocol(host, port):
    import uuid
    from smbprotocol.connection import Connection
    Connection(uuid.uuid4(), host, port).connect(timeout=3)


@client("smb/impacket-smb1", "impacket")
def impacket(host, port):
    from impacket.smbconnection import SMBConnection
    SMBConnection(host, host, sess_port=port, timeout=3)


@client("modbus/pymodbus", "pymodbus")
def pymodbus(host, port):
    from pymodbus.client import ModbusTcpClient
    client = ModbusTcpClient(host, port=port)
    client.connect()
    client.read_holding_registers(0, count=10)


@client("minecraft/mcstatus", "mcstatus")
def mcstatus(host, port):
    import mcstatus
    mcstatus.JavaServer(host, port, timeout=3).status(tries=1)
