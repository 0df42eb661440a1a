package record;

import com.hivemq.client.mqtt.MqttClient;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.stream.Environment;
import io.nats.client.Nats;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;

final class Messaging {
    static List<Client> clients() {
        return List.of(
                new Client("kafka/kafka-clients", Admin.class, "describe the cluster", (host, port) ->
                        Admin.create(Map.of("bootstrap.servers", host + ":" + port)).describeCluster().nodes().get()),
                new Client("amqp/rabbitmq-java", ConnectionFactory.class, "connect", (host, port) -> {
                    var factory = new ConnectionFactory();
                    factory.setUri("amqp://demo:demo@" + host + ":" + port);
                    factory.newConnection();
                }),
                new Client("rabbitmq-stream/stream-java", Environment.class, "connect", (host, port) ->
                        Environment.builder().uri("rabbitmq-stream://demo:demo@" + host + ":" + port).build()),
                new Client("amqp10/qpid-jms", JmsConnectionFactory.class, "connect", (host, port) ->
                        new JmsConnectionFactory("demo", "demo", "amqp://" + host + ":" + port).createConnection().start()),
                new Client("openwire/activemq", ActiveMQConnectionFactory.class, "connect", (host, port) ->
                        new ActiveMQConnectionFactory("demo", "demo", "tcp://" + host + ":" + port).createConnection().start()),
                new Client("mqtt/paho-java", org.eclipse.paho.client.mqttv3.MqttClient.class, "connect", (host, port) ->
                        new org.eclipse.paho.client.mqttv3.MqttClient("tcp://" + host + ":" + port, "demo", null).connect()),
                new Client("mqtt/hivemq-v5", MqttClient.class, "connect with MQTT 5", (host, port) ->
                        MqttClient.builder().useMqttVersion5().serverHost(host).serverPort(port).buildBlocking().connect()),
                new Client("pulsar/pulsar-java", PulsarClient.class, "producer", (host, port) ->
                        PulsarClient.builder().serviceUrl("pulsar://" + host + ":" + port).build().newProducer().topic("jobs").create()),
                new Client("rocketmq/rocketmq-java", DefaultMQProducer.class, "send", (host, port) -> {
                    var producer = new DefaultMQProducer("demo");
                    producer.setNamesrvAddr(host + ":" + port);
                    producer.start();
                    producer.send(new Message("jobs", new byte[] {1}));
                }),
                new Client("thrift/thrift-java-framed", TServiceClient.class, "framed binary call", (host, port) -> {
                    var transport = new TFramedTransport(new TSocket(host, port));
                    transport.open();
                    new TBinaryProtocol(transport).writeMessageBegin(new TMessage("getStatus", TMessageType.CALL, 1));
                    transport.flush();
                }),
                new Client("fluentd/fluency", Fluency.class, "emit", (host, port) -> {
                    Fluency fluency = new FluencyBuilderForFluentd().build(host, port);
                    fluency.emit("app.access", Map.of("status", 200));
                    fluency.flush();
                    Thread.sleep(3_000);
                }),
                new Client("nats/jnats", Nats.class, "connect", (host, port) -> Nats.connect("nats://" + host + ":" + port)));
    }
}
