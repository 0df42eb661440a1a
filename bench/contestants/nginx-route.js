const backends = { http: '127.0.0.1:@http@', ssh: '127.0.0.1:@ssh@', silent: '127.0.0.1:@mysql@' };

function preread(s) {
    s.on('upload', (data, flags) => {
        if (data.length < 3 && !flags.last) {
            return;
        }
        const first = data.slice(0, 3);
        if (first === 'SSH') {
            s.variables.backend = backends.ssh;
        } else if (/^(GET|HEA|POS|PUT|DEL|CON|OPT|TRA|PAT)/.test(first)) {
            s.variables.backend = backends.http;
        } else {
            s.variables.backend = backends.silent;
        }
        s.done();
    });
}

export default { preread };
