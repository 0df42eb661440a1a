import amqplib from 'amqplib';
import fluent from 'fluent-logger';
import {Kafka} from 'kafkajs';
import mqtt from 'mqtt';
import * as nats from 'nats';
import stream from 'rabbitmq-stream-js-client';
import rhea from 'rhea';
import stompit from 'stompit';
import thrift from 'thrift';

const login = {username: 'demo', password: 'demo'};

function call({host, port}, transport, protocol) {
  const connection = thrift.createConnection(host, port, {transport, protocol});
  const output = new protocol(new transport(undefined, (data) => connection.write(data)));
  output.writeMessageBegin('ping', thrift.Thrift.MessageType.CALL, 1);
  output.writeStructBegin('ping_args');
  output.writeFieldStop();
  output.writeStructEnd();
  output.writeMessageEnd();
  connection.on('connect', () => output.flush());
}

export const messaging = [
  ['kafka/kafkajs', 'kafkajs', ({host, port}) => new Kafka({clientId: 'demo', brokers: [`${host}:${port}`]}).producer().connect()],
  ['amqp/amqplib', 'amqplib', ({host, port}) => amqplib.connect(`amqp://demo:demo@${host}:${port}`)],
  ['amqp10/rhea', 'rhea', ({host, port}) => rhea.connect({host, port, ...login})],
  ['amqp10/rhea-no-sasl', 'rhea', ({host, port}) => rhea.connect({host, port})],
  ['mqtt/mqtt-js', 'mqtt', ({host, port}) => mqtt.connect(`mqtt://${host}:${port}`)],
  ['mqtt/mqtt-js-v5', 'mqtt', ({host, port}) => mqtt.connect(`mqtt://${host}:${port}`, {protocolVersion: 5, ...login})],
  ['mqtt/mqtt-js-v31', 'mqtt', ({host, port}) => mqtt.connect(`mqtt://${host}:${port}`, {protocolId: 'MQIsdp', protocolVersion: 3})],
  ['rabbitmq-stream/rabbitmq-stream-js', 'rabbitmq-stream-js-client', ({host, port}) =>
    stream.connect({hostname: host, port, ...login, vhost: '/'})],
  ['stomp/stompit', 'stompit', ({host, port}) => stompit.connect({host, port, connectHeaders: {host: '/', login: 'demo', passcode: 'demo'}}, () => {})],
  ['fluentd/fluent-logger-node', 'fluent-logger', ({host, port}) =>
    fluent.createFluentSender('app', {host, port, flushInterval: 0}).emit('access', {status: 200})],
  ['thrift/thrift-node-framed', 'thrift', (at) => call(at, thrift.TFramedTransport, thrift.TBinaryProtocol)],
  ['thrift/thrift-node-binary', 'thrift', (at) => call(at, thrift.TBufferedTransport, thrift.TBinaryProtocol)],
  ['thrift/thrift-node-compact', 'thrift', (at) => call(at, thrift.TBufferedTransport, thrift.TCompactProtocol)],
  ['nats/nats-js', 'nats', ({host, port}) => nats.connect({servers: `${host}:${port}`})],
];
