package main

import (
	"context"
	"time"

	"github.com/Azure/go-amqp"
	"github.com/IBM/sarama"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/fluent/fluent-logger-golang/fluent"
	"github.com/nats-io/nats.go"
	amqp091 "github.com/rabbitmq/amqp091-go"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

func messaging() []client {
	return []client{
		{"kafka/franz-go", "github.com/twmb/franz-go", "ping", func(ctx context.Context, address string) {
			must(kgo.NewClient(kgo.SeedBrokers(address))).Ping(ctx)
		}},
		{"kafka/sarama", "github.com/IBM/sarama", "client of Kafka 2.8", func(_ context.Context, address string) {
			config := sarama.NewConfig()
			config.Net.ReadTimeout = 3 * time.Second
			config.Version = sarama.V2_8_0_0
			sarama.NewClient([]string{address}, config)
		}},
		{"kafka/kafka-go", "github.com/segmentio/kafka-go", "api versions", func(ctx context.Context, address string) {
			connection := must(kafka.DialContext(ctx, "tcp", address))
			connection.SetDeadline(time.Now().Add(3 * time.Second))
			connection.ApiVersions()
		}},
		{"amqp/amqp091-go", "github.com/rabbitmq/amqp091-go", "dial", func(_ context.Context, address string) {
			amqp091.Dial("amqp://demo:demo@" + address + "/")
		}},
		{"amqp10/go-amqp", "github.com/Azure/go-amqp", "SASL PLAIN", func(ctx context.Context, address string) {
			amqp.Dial(ctx, "amqp://"+address, &amqp.ConnOptions{SASLType: amqp.SASLTypePlain("demo", "demo")})
		}},
		{"amqp10/go-amqp-no-sasl", "github.com/Azure/go-amqp", "no SASL", func(ctx context.Context, address string) {
			amqp.Dial(ctx, "amqp://"+address, nil)
		}},
		{"mqtt/paho-go", "github.com/eclipse/paho.mqtt.golang", "connect", func(_ context.Context, address string) {
			mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://" + address).SetClientID("demo")).Connect().WaitTimeout(3 * time.Second)
		}},
		{"fluentd/fluent-logger-go", "github.com/fluent/fluent-logger-golang", "post", func(_ context.Context, address string) {
			host, port := split(address)
			must(fluent.New(fluent.Config{FluentHost: host, FluentPort: port})).Post("app.access", map[string]int{"status": 200})
		}},
		{"nats/nats-go", "github.com/nats-io/nats.go", "connect", func(_ context.Context, address string) {
			nats.Connect("nats://" + address)
		}},
	}
}
