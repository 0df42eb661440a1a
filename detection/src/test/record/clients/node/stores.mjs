import cassandra from 'cassandra-driver';
import {Redis} from 'ioredis';
import memjs from 'memjs';
import {MongoClient} from 'mongodb';
import mysql from 'mysql2';
import neo4j from 'neo4j-driver';
import zookeeper from 'node-zookeeper-client';
import pg from 'pg';
import postgres from 'postgres';
import {createClient} from 'redis';
import tedious from 'tedious';

const login = {user: 'demo', password: 'demo', database: 'orders'};
const tds = ({host, port}, options) =>
  new tedious.Connection({
    server: host, options: {port, trustServerCertificate: true, ...options},
    authentication: {type: 'default', options: {userName: 'demo', password: 'demo'}},
  }).connect();

export const stores = [
  ['redis/ioredis', 'ioredis', ({host, port}) => new Redis({host, port}).get('key')],
  ['redis/ioredis-password', 'ioredis', ({host, port}) => new Redis({host, port, password: 'demo', db: 1}).get('key')],
  ['redis/node-redis', 'redis', ({host, port}) => createClient({url: `redis://${host}:${port}`}).connect()],
  ['redis/node-redis-resp2', 'redis', ({host, port}) => createClient({url: `redis://demo:demo@${host}:${port}/3`, RESP: 2}).connect()],
  ['tls/ioredis', 'ioredis', ({host, port}) => new Redis({host, port, tls: {}}).get('key')],
  ['postgresql/pg', 'pg', ({host, port}) => new pg.Client({host, port, ...login}).connect()],
  ['postgresql/pg-ssl', 'pg', ({host, port}) => new pg.Client({host, port, ...login, ssl: true}).connect()],
  ['postgresql/postgres-js', 'postgres', ({host, port}) => postgres({host, port, ...login})`select 1`],
  ['mongodb/mongodb-node', 'mongodb', ({host, port}) => new MongoClient(`mongodb://${host}:${port}/orders`).connect()],
  ['mongodb/mongodb-node-stable-api', 'mongodb', ({host, port}) => new MongoClient(`mongodb://${host}:${port}`, {serverApi: '1'}).connect()],
  ['cassandra/cassandra-driver-node', 'cassandra-driver', ({host, port}) =>
    new cassandra.Client({contactPoints: [`${host}:${port}`], localDataCenter: 'dc1'}).connect()],
  ['memcached/memjs', 'memjs', ({host, port}) => memjs.Client.create(`${host}:${port}`).get('key')],
  ['zookeeper/node-zookeeper-client', 'node-zookeeper-client', ({host, port}) => zookeeper.createClient(`${host}:${port}`).connect()],
  ['sqlserver/tedious', 'tedious', (at) => tds(at, {})],
  ['tls/tedious-strict', 'tedious', (at) => tds({...at, host: 'localhost'}, {encrypt: 'strict'})],
  ['bolt/neo4j-driver-node', 'neo4j-driver', ({host, port}) => neo4j.driver(`bolt://${host}:${port}`, neo4j.auth.basic('demo', 'demo')).verifyConnectivity()],
  ['mysql/mysql2', 'mysql2', ({host, port}) => mysql.createConnection({host, port, ...login})],
];
