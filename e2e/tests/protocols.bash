# Every protocol through the one port arrives at its server.

setup() {
	all_backends
	edge 1 "web protocol:http web 80" "bastion protocol:ssh bastion 22" "cache protocol:redis cache 6379" \
		"orders protocol:postgresql orders 5432" "api tls:{serverNames:[api.example.com]} api 8443" "shop protocol:mysql shop 3306"
	programmed
	await 5 "the Service" answers
}

test_http() { expect "answer" "$(ask_http)" web; }
test_ssh() { expect "answer" "$(ask_ssh)" bastion; }
test_redis() { expect "answer" "$(ask_redis)" cache; }
test_postgresql() { expect "answer" "$(ask_postgresql)" orders; }
test_tls_by_server_name() { expect "answer" "$(ask_tls api.example.com)" api; }

test_mysql_whose_server_speaks_first() {
	local start
	start=$(now_ms)
	expect "answer" "$(ask_mysql)" shop
	echo "figure: first answer of mysql, with the silence window: $(seconds_since "$start")"
}

test_tls_of_another_name_is_closed() {
	local status=0
	ask_tls other.example.com || status=$?
	expect "curl's exit status (35: the TLS handshake failed)" "$status" 35
}

test_unknown_bytes_are_closed_without_an_answer() {
	expect "answer" "$(printf '\x00\x01nothing known' | timeout 10 bash -c "exec 3<>/dev/tcp/$address/443; cat >&3; cat <&3")" ""
}

test_other_ports_are_not_served() {
	expect "ports" "$(k get service edge -o jsonpath='{.spec.ports[*].port}')" 443
}
