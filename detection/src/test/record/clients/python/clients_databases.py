from registry import client


@client("postgresql/psycopg", "psycopg")
def psycopg(host, port):
    import psycopg
    psycopg.connect(f"host={host} port={port} user=demo password=demo dbname=orders sslmode=disable")


@client("postgresql/psycopg-prefer", "psycopg")
def psycopg_prefer(host, port):
    import psycopg
    psycopg.connect(f"host={host} port={port} user=demo password=demo dbname=orders")


@client("postgresql/asyncpg", "asyncpg")
async def asyncpg(host, port):
    import asyncpg
    await asyncpg.connect(host=host, port=port, user="demo", password="demo", database="orders")


@client("postgresql/asyncpg-disable", "asyncpg")
async def asyncpg_disable(host, port):
    import asyncpg
    await asyncpg.connect(host=host, port=port, user="demo", password="demo", database="orders", ssl=False)


@client("postgresql/pg8000", "pg8000")
def pg8000(host, port):
    import pg8000.native
    pg8000.native.Connection("demo", host=host, port=port, password="demo", database="orders", ssl_context=False)


@client("sqlserver/pymssql", "pymssql")
def pymssql(host, port):
    import pymssql
    pymssql.connect(server=host, port=str(port), user="demo", password="demo", login_timeout=3)


@client("sqlserver/python-tds", "python-tds")
def python_tds(host, port):
    import pytds
    pytds.connect(dsn=host, port=port, user="demo", password="demo", login_timeout=3)


@client("oracle/oracledb-thin", "oracledb")
def oracledb(host, port):
    import oracledb
    oracledb.connect(user="demo", password="demo", dsn=f"{host}:{port}/ORCL", program="demo", machine="demo", osuser="demo")


@client("clickhouse/clickhouse-driver", "clickhouse-driver")
def clickhouse(host, port):
    from clickhouse_driver import Client
    Client(host, port, user="demo", password="demo").execute("SELECT 1")


@client("mysql/pymysql", "PyMySQL")
def pymysql(host, port):
    import pymysql
    pymysql.connect(host=host, port=port, user="demo", password="demo")


@client("mysql/mysql-connector-python", "mysql-connector-python")
def mysql_connector(host, port):
    import mysql.connector
    mysql.connector.connect(host=host, port=port, user="demo", password="demo")
