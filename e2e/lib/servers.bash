# Real servers as processes on the node; the tests reach them through Services without selector.

node_address=198.18.32.1
declare -Ar server_port=([web]=20080 [web2]=20081 [api]=20443 [bastion]=20022 [bastion2]=20023 [cache]=20379
	[orders]=20432 [shop]=20306)
declare -Ar service_port=([web]=80 [web2]=80 [api]=8443 [bastion]=22 [bastion2]=22 [cache]=6379 [orders]=5432 [shop]=3306)
server_pids=()

start_servers() { # DIRECTORY
	local dir=$1 name
	install -d -m 755 "$dir" /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$dir/id"
	start_nginx "$dir"
	start_sshd "$dir" bastion
	start_sshd "$dir" bastion2
	redis-server --bind "$node_address" --port "${server_port[cache]}" --protected-mode no --save '' >"$dir/redis.log" &
	server_pids+=($!)
	start_postgresql "$dir"
	start_mariadb "$dir"
	for name in "${!server_port[@]}"; do
		await 30 "server $name" listening "$node_address" "${server_port[$name]}"
	done
	redis-cli -h "$node_address" -p "${server_port[cache]}" set whoami cache >"$dir/redis-cli.log"
	await 30 "database of orders" psql "host=$node_address port=${server_port[orders]} user=postgres" -qc 'create database orders'
	await 30 "database of shop" mariadb -h "$node_address" -P "${server_port[shop]}" -u root -e 'create database shop'
}

start_nginx() { # DIRECTORY
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=api.example.com \
		-addext subjectAltName=DNS:api.example.com -keyout "$1/api.key" -out "$1/api.crt" 2>/dev/null
	cat >"$1/nginx.conf" <<-EOF
		daemon off;
		pid $1/nginx.pid;
		error_log $1/nginx.log;
		events {}
		http {
		  access_log off;
		  client_body_temp_path $1/body; proxy_temp_path $1/proxy; fastcgi_temp_path $1/fastcgi;
		  uwsgi_temp_path $1/uwsgi; scgi_temp_path $1/scgi;
		  server { listen $node_address:${server_port[web]}; return 200 "web\n"; }
		  server { listen $node_address:${server_port[web2]}; return 200 "web2\n"; }
		  server {
		    listen $node_address:${server_port[api]} ssl http2;
		    ssl_certificate $1/api.crt; ssl_certificate_key $1/api.key;
		    return 200 "api\n";
		  }
		}
	EOF
	nginx -c "$1/nginx.conf" 2>"$1/nginx.log" &
	server_pids+=($!)
}

start_sshd() { # DIRECTORY NAME
	ssh-keygen -q -t ed25519 -N '' -f "$1/$2.hostkey"
	cat >"$1/$2.conf" <<-EOF
		ListenAddress $node_address:${server_port[$2]}
		HostKey $1/$2.hostkey
		AuthorizedKeysFile $1/id.pub
		PidFile none
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		SetEnv SERVER=$2
	EOF
	/usr/sbin/sshd -D -e -f "$1/$2.conf" 2>"$1/$2.log" &
	server_pids+=($!)
}

start_postgresql() { # DIRECTORY
	local bin
	bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | tail -n 1)
	install -d -o postgres "$1/postgresql"
	runuser -u postgres -- "$bin/initdb" -D "$1/postgresql" -A trust --no-sync >"$1/initdb.log"
	echo "host all all all trust" >>"$1/postgresql/pg_hba.conf"
	runuser -u postgres -- "$bin/postgres" -D "$1/postgresql" -h "$node_address" -p "${server_port[orders]}" \
		-k "$1/postgresql" -c fsync=off >"$1/postgresql.log" 2>&1 &
	server_pids+=($!)
}

start_mariadb() { # DIRECTORY
	install -d -o mysql "$1/mariadb"
	mariadb-install-db --no-defaults --user=mysql --datadir="$1/mariadb" --auth-root-authentication-method=normal \
		--skip-test-db >"$1/mariadb-install.log" 2>&1
	mariadbd --no-defaults --user=mysql --datadir="$1/mariadb" --bind-address="$node_address" --port="${server_port[shop]}" \
		--socket="$1/mariadb/socket" --pid-file="$1/mariadb/pid" >"$1/mariadb.log" 2>&1 &
	server_pids+=($!)
	await 30 "MariaDB" test -S "$1/mariadb/socket"
	mariadb -S "$1/mariadb/socket" -u root -e "create user root@'%'; grant all on *.* to root@'%'"
}

stop_servers() {
	((${#server_pids[@]} == 0)) || kill "${server_pids[@]}" 2>/dev/null || true
	wait
}
