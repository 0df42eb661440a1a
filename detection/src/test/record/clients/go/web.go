package main

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/smtp"
	"strings"

	"github.com/go-ldap/ldap/v3"
	"github.com/gorilla/websocket"
	"github.com/miekg/dns"
	"golang.org/x/crypto/ssh"
	"golang.org/x/net/proxy"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
)

func web() []client {
	return []client{
		{"http/go-net-http", "go", "http.Get", func(_ context.Context, address string) {
			http.Get("http://" + address + "/index.html")
		}},
		{"http/go-net-http-query", "go", "http.NewRequest(QUERY)", func(_ context.Context, address string) {
			http.DefaultClient.Do(must(http.NewRequest("QUERY", "http://"+address+"/items", strings.NewReader("a=1"))))
		}},
		{"http/gorilla-websocket", "github.com/gorilla/websocket", "websocket.Dial", func(_ context.Context, address string) {
			websocket.DefaultDialer.Dial("ws://"+address+"/chat", nil)
		}},
		{"http2/go-net-http", "go", "http.Transport with unencrypted HTTP/2 only", func(_ context.Context, address string) {
			transport := &http.Transport{Protocols: new(http.Protocols)}
			transport.Protocols.SetUnencryptedHTTP2(true)
			(&http.Client{Transport: transport}).Get("http://" + address + "/")
		}},
		{"grpc/grpc-go", "google.golang.org/grpc", "one unary call", func(ctx context.Context, address string) {
			connection := must(grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials())))
			connection.Invoke(ctx, "/demo.Greeter/Hello", &emptypb.Empty{}, &emptypb.Empty{})
		}},
		{"tls/go", "go", "tls.Dial with server name and ALPN, post-quantum by default", func(_ context.Context, address string) {
			tls.Dial("tcp", address, &tls.Config{ServerName: "api.example.com", NextProtos: []string{"h2", "http/1.1"}})
		}},
		{"tls/go-tls12", "go", "tls.Dial, TLS 1.2 at most", func(_ context.Context, address string) {
			tls.Dial("tcp", address, &tls.Config{ServerName: "api.example.com", MaxVersion: tls.VersionTLS12})
		}},
		{"tls/go-https", "go", "http.Get(https)", func(_ context.Context, address string) {
			http.Get("https://" + strings.Replace(address, "127.0.0.1", "localhost", 1) + "/")
		}},
		{"ssh/go-x-crypto", "golang.org/x/crypto", "ssh.Dial", func(_ context.Context, address string) {
			ssh.Dial("tcp", address, &ssh.ClientConfig{User: "demo", HostKeyCallback: ssh.InsecureIgnoreHostKey()})
		}},
		{"dns/miekg-dns", "github.com/miekg/dns", "question for MX over TCP", func(_ context.Context, address string) {
			question := new(dns.Msg).SetQuestion("example.com.", dns.TypeMX)
			(&dns.Client{Net: "tcp"}).Exchange(question, address)
		}},
		{"ldap/go-ldap", "github.com/go-ldap/ldap/v3", "simple bind", func(_ context.Context, address string) {
			must(ldap.DialURL("ldap://"+address)).Bind("cn=demo,dc=example,dc=com", "demo")
		}},
		{"socks5/go-x-net", "golang.org/x/net", "proxy.SOCKS5 with a password", func(_ context.Context, address string) {
			dialer := must(proxy.SOCKS5("tcp", address, &proxy.Auth{User: "demo", Password: "demo"}, proxy.Direct))
			dialer.Dial("tcp", "www.example.com:80")
		}},
		{"smtp/go-net-smtp", "go", "smtp.Dial", func(_ context.Context, address string) {
			smtp.Dial(address)
		}},
	}
}
