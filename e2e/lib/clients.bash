# One real client of each protocol through the one port; each prints which server answered.

address=edge.$ns.svc.cluster.local
ssh_options=(-F none -i "$SERVERS/id" -p 443 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null
	-o LogLevel=ERROR -o BatchMode=yes -o ConnectTimeout=10)

ask_http() { curl -sS -m 10 "http://$address:443/"; }
ask_tls() { # SERVER-NAME
	curl -sS -m 10 --cacert "$SERVERS/api.crt" --connect-to "$1:443:$address:443" "https://$1/"
}
ask_ssh() { ssh -n "${ssh_options[@]}" "root@$address" 'echo $SERVER'; }
ask_redis() { redis-cli -h "$address" -p 443 get whoami; }
ask_postgresql() { psql "host=$address port=443 user=postgres dbname=orders connect_timeout=10" -Atc 'select current_database()'; }
ask_mysql() { mariadb --no-defaults -h "$address" -P 443 -u root --connect-timeout=10 shop -BNe 'select database()'; }

# kube-proxy serves a new endpoint up to a second after its pod is ready.
answers() { [[ $(ask_http) == web* ]]; }
