package main

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	gocql "github.com/apache/cassandra-gocql-driver/v2"
	"github.com/bradfitz/gomemcache/memcache"
	_ "github.com/go-sql-driver/mysql"
	"github.com/go-zookeeper/zk"
	"github.com/gomodule/redigo/redis"
	"github.com/jackc/pgx/v5"
	_ "github.com/lib/pq"
	_ "github.com/microsoft/go-mssqldb"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	goredis "github.com/redis/go-redis/v9"
	_ "github.com/sijms/go-ora/v2"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ping opens a database of that driver; %s in the URL is the address.
func ping(driver, url string) func(context.Context, string) {
	return func(ctx context.Context, address string) {
		must(sql.Open(driver, fmt.Sprintf(url, address))).PingContext(ctx)
	}
}

func stores() []client {
	return []client{
		{"redis/go-redis", "github.com/redis/go-redis/v9", "PING", func(ctx context.Context, address string) {
			goredis.NewClient(&goredis.Options{Addr: address}).Ping(ctx)
		}},
		{"redis/redigo", "github.com/gomodule/redigo", "INCR", func(_ context.Context, address string) {
			must(redis.Dial("tcp", address, redis.DialReadTimeout(3*time.Second))).Do("INCR", "counter")
		}},
		{"postgresql/pgx", "github.com/jackc/pgx/v5", "sslmode=disable", func(ctx context.Context, address string) {
			pgx.Connect(ctx, "postgres://demo:demo@"+address+"/orders?sslmode=disable")
		}},
		{"postgresql/pgx-prefer", "github.com/jackc/pgx/v5", "sslmode=prefer", func(ctx context.Context, address string) {
			pgx.Connect(ctx, "postgres://demo:demo@"+address+"/orders")
		}},
		{"postgresql/lib-pq", "github.com/lib/pq", "sslmode=disable", ping("postgres", "postgres://demo:demo@%s/orders?sslmode=disable")},
		{"sqlserver/go-mssqldb", "github.com/microsoft/go-mssqldb", "login", ping("sqlserver", "sqlserver://demo:demo@%s?encrypt=disable")},
		{"oracle/go-ora", "github.com/sijms/go-ora/v2", "login", ping("oracle", "oracle://demo:demo@%s/ORCL")},
		{"mysql/go-sql-driver", "github.com/go-sql-driver/mysql", "ping", ping("mysql", "demo:demo@tcp(%s)/orders")},
		{"mongodb/mongo-go", "go.mongodb.org/mongo-driver/v2", "ping", func(ctx context.Context, address string) {
			must(mongo.Connect(options.Client().ApplyURI("mongodb://"+address))).Ping(ctx, nil)
		}},
		{"cassandra/gocql", "github.com/apache/cassandra-gocql-driver/v2", "session, protocol discovered", func(_ context.Context, address string) {
			gocql.NewCluster(address).CreateSession()
		}},
		{"memcached/gomemcache", "github.com/bradfitz/gomemcache", "get", func(_ context.Context, address string) {
			memcache.New(address).Get("key")
		}},
		{"zookeeper/go-zookeeper", "github.com/go-zookeeper/zk", "session", func(ctx context.Context, address string) {
			zk.Connect([]string{address}, 10*time.Second)
			<-ctx.Done()
		}},
		{"zookeeper/go-zookeeper-ruok", "github.com/go-zookeeper/zk", "four-letter word ruok", func(_ context.Context, address string) {
			zk.FLWRuok([]string{address}, 3*time.Second)
		}},
		{"clickhouse/clickhouse-go", "github.com/ClickHouse/clickhouse-go/v2", "ping", func(ctx context.Context, address string) {
			must(clickhouse.Open(&clickhouse.Options{Addr: []string{address}})).Ping(ctx)
		}},
		{"bolt/neo4j-go", "github.com/neo4j/neo4j-go-driver/v5", "verify connectivity", func(ctx context.Context, address string) {
			must(neo4j.NewDriverWithContext("bolt://"+address, neo4j.BasicAuth("demo", "demo", ""))).VerifyConnectivity(ctx)
		}},
	}
}

func split(address string) (string, int) {
	host, port, _ := net.SplitHostPort(address)
	return host, must(strconv.Atoi(port))
}
