package record;

import com.datastax.oss.driver.api.core.CqlSession;
import com.mongodb.client.MongoClients;
import io.lettuce.core.RedisClient;
import java.net.InetSocketAddress;
import java.sql.DriverManager;
import java.util.List;
import net.rubyeye.xmemcached.XMemcachedClient;
import net.spy.memcached.MemcachedClient;
import org.apache.zookeeper.ZooKeeper;
import org.bson.Document;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;
import org.redisson.Redisson;
import org.redisson.config.Config;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;

final class Stores {
    static List<Client> clients() {
        return List.of(
                new Client("redis/jedis", Jedis.class, "GET", (host, port) -> new Jedis(host, port).get("key")),
                new Client("redis/jedis-resp3-password", Jedis.class, "RESP3 with a password", (host, port) ->
                        new Jedis(new HostAndPort(host, port), DefaultJedisClientConfig.builder()
                                .protocol(RedisProtocol.RESP3).user("demo").password("demo").build()).ping()),
                new Client("redis/lettuce", RedisClient.class, "connect", (host, port) ->
                        RedisClient.create("redis://" + host + ":" + port).connect()),
                new Client("redis/redisson", Redisson.class, "connect", (host, port) -> {
                    var config = new Config();
                    config.useSingleServer().setAddress("redis://" + host + ":" + port);
                    Redisson.create(config);
                }),
                jdbc("postgresql/pgjdbc", org.postgresql.Driver.class, "jdbc:postgresql://%s:%d/orders?user=demo&password=demo"),
                jdbc("postgresql/pgjdbc-disable", org.postgresql.Driver.class,
                        "jdbc:postgresql://%s:%d/orders?user=demo&password=demo&sslmode=disable&ApplicationName=shop"),
                jdbc("postgresql/pgjdbc-gssenc", org.postgresql.Driver.class,
                        "jdbc:postgresql://%s:%d/orders?user=demo&password=demo&gssEncMode=require"),
                jdbc("tls/pgjdbc-direct", org.postgresql.Driver.class,
                        "jdbc:postgresql://%s:%d/orders?user=demo&password=demo&sslmode=require&sslNegotiation=direct"),
                jdbc("sqlserver/mssql-jdbc", com.microsoft.sqlserver.jdbc.SQLServerDriver.class,
                        "jdbc:sqlserver://%s:%d;user=demo;password=demo;loginTimeout=5;trustServerCertificate=true"),
                jdbc("tls/mssql-jdbc-strict", com.microsoft.sqlserver.jdbc.SQLServerDriver.class,
                        "jdbc:sqlserver://%s:%d;user=demo;password=demo;loginTimeout=5;encrypt=strict"),
                jdbc("oracle/ojdbc", oracle.jdbc.OracleDriver.class, "jdbc:oracle:thin:demo/demo@//%s:%d/ORCL"),
                jdbc("clickhouse/clickhouse-native-jdbc", com.github.housepower.jdbc.ClickHouseDriver.class,
                        "jdbc:clickhouse://%s:%d/orders?user=demo&password=demo"),
                jdbc("mysql/connector-j", com.mysql.cj.jdbc.Driver.class, "jdbc:mysql://%s:%d/orders?user=demo&password=demo"),
                jdbc("mysql/mariadb-connector-j", org.mariadb.jdbc.Driver.class,
                        "jdbc:mariadb://%s:%d/orders?user=demo&password=demo"),
                new Client("mongodb/mongodb-java", MongoClients.class, "ping", (host, port) ->
                        MongoClients.create("mongodb://" + host + ":" + port).getDatabase("orders").runCommand(new Document("ping", 1))),
                new Client("cassandra/java-driver", CqlSession.class, "session", (host, port) ->
                        CqlSession.builder().addContactPoint(new InetSocketAddress(host, port)).withLocalDatacenter("dc1").build()),
                new Client("memcached/spymemcached", MemcachedClient.class, "get", (host, port) ->
                        new MemcachedClient(new InetSocketAddress(host, port)).get("key")),
                new Client("memcached/xmemcached", XMemcachedClient.class, "set", (host, port) ->
                        new XMemcachedClient(host, port).set("key", 0, "value")),
                new Client("zookeeper/zookeeper-java", ZooKeeper.class, "session", (host, port) -> {
                    new ZooKeeper(host + ":" + port, 10_000, event -> {});
                    Thread.sleep(5_000);
                }),
                new Client("bolt/neo4j-java", GraphDatabase.class, "verify connectivity", (host, port) ->
                        GraphDatabase.driver("bolt://" + host + ":" + port, AuthTokens.basic("demo", "demo")).verifyConnectivity()));
    }

    private static Client jdbc(String sample, Class<?> driver, String url) {
        return new Client(sample, driver, url.formatted("HOST", 0), (host, port) -> {
            DriverManager.registerDriver((java.sql.Driver) driver.getDeclaredConstructor().newInstance());
            DriverManager.getConnection(url.formatted(host, port));
        });
    }
}
