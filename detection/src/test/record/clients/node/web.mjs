import http from 'node:http';
import http2 from 'node:http2';
import tls from 'node:tls';
import grpc from '@grpc/grpc-js';
import {createClient} from '@clickhouse/client';
import {client as xmpp} from '@xmpp/client';
import axios from 'axios';
import got from 'got';
import ldap from 'ldapjs';
import nodemailer from 'nodemailer';
import {SocksClient} from 'socks';
import ssh2 from 'ssh2';
import {fetch as undiciFetch} from 'undici';
import WebSocket from 'ws';

const bytes = (value) => Buffer.from(value);
const hello = (options) => new grpc.Client(options, grpc.credentials.createInsecure());
const destination = {host: 'www.example.com', port: 80};

export const web = [
  ['http/node-http', 'node', ({host, port}) => http.get({host, port, path: '/index.html'})],
  ['http/node-fetch', 'node', ({host, port}) => fetch(`http://${host}:${port}/api?q=1`)],
  ['http/undici-post', 'undici', ({host, port}) => undiciFetch(`http://${host}:${port}/api`, {method: 'POST', body: '{}'})],
  ['http/axios', 'axios', ({host, port}) => axios.get(`http://${host}:${port}/`)],
  ['http/axios-options', 'axios', ({host, port}) => axios.options(`http://${host}:${port}/items`)],
  ['http/got', 'got', ({host, port}) => got(`http://${host}:${port}/`)],
  ['http/clickhouse-client', '@clickhouse/client', ({host, port}) => createClient({url: `http://${host}:${port}`}).query({query: 'SELECT 1'})],
  ['http/ws', 'ws', ({host, port}) => new WebSocket(`ws://${host}:${port}/chat`)],
  ['http2/node-http2', 'node', ({host, port}) => http2.connect(`http://${host}:${port}`).request({':path': '/'}).end()],
  ['grpc/grpc-js', '@grpc/grpc-js', ({host, port}) =>
    hello(`${host}:${port}`).makeUnaryRequest('/demo.Greeter/Hello', bytes, bytes, 'x', () => {})],
  ['tls/node', 'node', ({port}) => tls.connect({host: 'localhost', port, servername: 'localhost', ALPNProtocols: ['http/1.1']})],
  ['tls/node-h2', 'node', ({port}) => http2.connect(`https://localhost:${port}`)],
  ['tls/node-fetch', 'node', ({port}) => fetch(`https://localhost:${port}/`)],
  ['tls/ws-wss', 'ws', ({port}) => new WebSocket(`wss://localhost:${port}/chat`)],
  ['ssh/ssh2', 'ssh2', ({host, port}) => new ssh2.Client().connect({host, port, username: 'demo', password: 'demo'})],
  ['ldap/ldapjs', 'ldapjs', ({host, port}) =>
    ldap.createClient({url: `ldap://${host}:${port}`}).bind('cn=demo,dc=example,dc=com', 'demo', () => {})],
  ['socks5/socks', 'socks', ({host, port}) => SocksClient.createConnection({proxy: {host, port, type: 5}, command: 'connect', destination})],
  ['socks4/socks', 'socks', ({host, port}) => SocksClient.createConnection({proxy: {host, port, type: 4}, command: 'connect', destination})],
  ['xmpp/xmpp-js', '@xmpp/client', ({host, port}) => xmpp({service: `xmpp://${host}:${port}`, domain: 'example.com', username: 'demo', password: 'demo'}).start()],
  ['smtp/nodemailer', 'nodemailer', ({host, port}) => nodemailer.createTransport({host, port}).sendMail({from: 'a@example.com', to: 'b@example.com', text: 'x'})],
];
