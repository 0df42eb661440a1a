/*
 * Floor: the least that a relay which routes by first bytes must do, so that docs/benchmarks.md can say how far a real proxy is
 * from the limit. One process, one thread per event loop, one comparison to choose the backend.
 *
 *     floor PORT HTTP_PORT SSH_PORT THREADS          (all on 127.0.0.1)
 *
 * It does what PortMux does with sockets (same options, same sizes of reads, edge-triggered epoll, half-close, back-pressure), and
 * nothing of what makes a proxy: no table, no timeout, no log, no metrics, no limit. Never run it outside a benchmark.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 4096,
    EVENTS = 1024,
    ACCEPTS = 64, /* in one turn, so that new connections do not wait for a turn each */
    LARGEST_READ = 1 << 20,
    FIRST_READ = 64 << 10,
    SMALLEST_READ = 32 << 10,
    TURN = 8 << 20, /* bytes that the sockets of one turn share, so that many streams do not make it long */
};

/* One of the two sockets of a connection, with the bytes that it has not taken yet. */
struct side {
    struct pair *pair;
    struct side *other;
    int fd;
    size_t read_size; /* grows while the other side takes all of it, see send_to */
    char *rest;       /* a whole buffer, or NULL; rest_from to rest_to are still to be sent */
    size_t rest_from, rest_to;
    bool ended;    /* it sent FIN, and all its bytes are read */
    bool finished; /* FIN was passed on to it */
    bool delays;   /* without TCP_NODELAY so far */
    bool sent;
    bool waits; /* epoll also tells of room */
};

struct pair {
    struct side client, backend;
    struct pair *next_closed;
    bool closed;
};

struct loop {
    int epoll, listener;
    size_t budget; /* bytes that one socket may move in this turn */
    char *buffer; /* everything is read into it; a rest keeps it, and the loop takes another */
    char *spare[64];
    int spares;
    struct pair *closed; /* freed after the turn: later events of the same epoll_wait may name them */
};

static int port, http_port, ssh_port;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void set(int fd, int level, int option, int value) {
    if (setsockopt(fd, level, option, &value, sizeof value) < 0) die("setsockopt");
}

static struct sockaddr_in loopback(int at) {
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(at), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static char *take_buffer(struct loop *loop) {
    if (loop->spares > 0) return loop->spare[--loop->spares];
    char *buffer = malloc(LARGEST_READ);
    if (!buffer) die("malloc");
    return buffer;
}

static void give_buffer(struct loop *loop, char *buffer) {
    if (loop->spares < 64) {
        loop->spare[loop->spares++] = buffer;
    } else {
        free(buffer);
    }
}

static void watch(struct loop *loop, struct side *side, int operation) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET | (side->waits ? EPOLLOUT : 0), .data.ptr = side};
    if (epoll_ctl(loop->epoll, operation, side->fd, &event) < 0) die("epoll_ctl");
}

static void await_room(struct loop *loop, struct side *side) {
    if (!side->waits) {
        side->waits = true;
        watch(loop, side, EPOLL_CTL_MOD);
    }
}

/* Closing tells both sides; a socket that is closed leaves epoll by itself. */
static void close_pair(struct loop *loop, struct pair *pair, bool reset) {
    if (pair->closed) return;
    pair->closed = true;
    pair->next_closed = loop->closed;
    loop->closed = pair;
    struct side *sides[] = {&pair->client, &pair->backend};
    for (int i = 0; i < 2; i++) {
        if (sides[i]->rest) give_buffer(loop, sides[i]->rest);
        if (sides[i]->fd < 0) continue;
        struct linger abort = {.l_onoff = 1};
        if (reset) setsockopt(sides[i]->fd, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
        close(sides[i]->fd);
    }
}

/* Sends to what is registered, keeps the rest. False: the side is broken. */
static bool send_to(struct loop *loop, struct side *to, size_t count) {
    if (to->sent && to->delays) {
        to->delays = false; /* not before the second send: often there is none */
        set(to->fd, IPPROTO_TCP, TCP_NODELAY, 1);
    }
    if (to->other->ended) set(to->fd, IPPROTO_TCP, TCP_CORK, 1); /* the last bytes and FIN in one segment */
    ssize_t took = send(to->fd, loop->buffer, count, MSG_NOSIGNAL);
    if (took < 0) {
        if (errno != EAGAIN) return false;
        took = 0;
    }
    to->sent |= took > 0;
    struct side *from = to->other;
    if ((size_t)took < count) {
        size_t size = took + took / 2;
        if (size < from->read_size) from->read_size = size > SMALLEST_READ ? size : SMALLEST_READ;
        to->rest = loop->buffer;
        to->rest_from = took;
        to->rest_to = count;
        loop->buffer = take_buffer(loop);
        await_room(loop, to);
    } else if (count == from->read_size && 2 * count <= LARGEST_READ) {
        from->read_size *= 2;
    }
    return true;
}

/* Passes on an end whose bytes are all sent. */
static void pass_end(struct loop *loop, struct side *from) {
    struct side *to = from->other;
    if (!from->ended || to->rest || to->finished) return;
    to->finished = true;
    if (from->finished) {
        close_pair(loop, from->pair, false); /* both have ended: close says it */
    } else {
        shutdown(to->fd, SHUT_WR);
    }
}

/* Moves what there is, up to the budget, and the end. */
static void move(struct loop *loop, struct side *from, bool ending) {
    struct side *to = from->other;
    for (size_t moved = 0; !from->ended && !to->rest;) {
        if (moved >= loop->budget) {
            watch(loop, from, EPOLL_CTL_MOD); /* told again of the rest, after the others had their turn */
            return;
        }
        size_t asked = from->read_size < loop->budget ? from->read_size : loop->budget;
        ssize_t got = recv(from->fd, loop->buffer, asked, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got < 0) return close_pair(loop, from->pair, true);
        bool drained = (size_t)got < asked; /* a short read: with FIN behind it, the end itself need not be read */
        from->ended = got == 0 || (ending && drained);
        if (got > 0 && !send_to(loop, to, got)) return close_pair(loop, from->pair, true);
        if (drained) break;
        moved += got;
    }
    pass_end(loop, from);
}

static void send_rest(struct loop *loop, struct side *to) {
    if (!to->rest) return;
    ssize_t took = send(to->fd, to->rest + to->rest_from, to->rest_to - to->rest_from, MSG_NOSIGNAL);
    if (took < 0) {
        if (errno != EAGAIN) close_pair(loop, to->pair, true);
        return;
    }
    to->sent |= took > 0;
    to->rest_from += took;
    if (to->rest_from < to->rest_to) return;
    give_buffer(loop, to->rest);
    to->rest = NULL;
    move(loop, to->other, false);
}

/* The first bytes are in the loop's buffer: one comparison, one connection, and what was read goes out at once. */
static void decide(struct loop *loop, struct pair *pair, size_t count) {
    struct side *backend = &pair->backend;
    struct sockaddr_in address = loopback(loop->buffer[0] == 'S' ? ssh_port : http_port);
    backend->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (backend->fd < 0) return close_pair(loop, pair, true);
    set(backend->fd, IPPROTO_TCP, TCP_QUICKACK, 0); /* the ACK of the handshake rides with the first bytes */
    if (connect(backend->fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
        return close_pair(loop, pair, true);
    }
    watch(loop, backend, EPOLL_CTL_ADD);
    if (!send_to(loop, backend, count)) return close_pair(loop, pair, true);
    if (count == FIRST_READ) return move(loop, &pair->client, false); /* epoll tells only once of what is still there */
    pass_end(loop, &pair->client);
}

static void told(struct loop *loop, struct side *side, unsigned events) {
    struct pair *pair = side->pair;
    if (pair->closed) return;
    bool ending = events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
    if (events & (EPOLLOUT | EPOLLERR)) send_rest(loop, side);
    if (pair->closed || !(events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))) return;
    if (pair->backend.fd >= 0) return move(loop, side, ending);
    ssize_t got = recv(side->fd, loop->buffer, FIRST_READ, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return close_pair(loop, pair, got < 0);
    side->ended = ending && got < FIRST_READ;
    decide(loop, pair, got);
}

static void accept_some(struct loop *loop) {
    for (int i = 0; i < ACCEPTS; i++) {
        int fd = accept4(loop->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        struct pair *pair = calloc(1, sizeof *pair);
        if (!pair) die("calloc");
        pair->client = (struct side){.pair = pair, .other = &pair->backend, .fd = fd, .read_size = FIRST_READ};
        pair->backend =
            (struct side){.pair = pair, .other = &pair->client, .fd = -1, .read_size = FIRST_READ, .delays = true};
        watch(loop, &pair->client, EPOLL_CTL_ADD);
    }
}

static int listen_on(int at) {
    struct sockaddr_in address = loopback(at);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) die("socket");
    set(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    set(fd, SOL_SOCKET, SO_REUSEPORT, 1);
    set(fd, IPPROTO_TCP, TCP_NODELAY, 1); /* what is accepted inherits both */
    set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, BACKLOG) < 0) die("listen");
    return fd;
}

static void *run(void *nothing) {
    (void)nothing;
    struct loop loop = {.epoll = epoll_create1(EPOLL_CLOEXEC), .listener = listen_on(port)};
    loop.buffer = take_buffer(&loop);
    struct epoll_event listening = {.events = EPOLLIN}, events[EVENTS]; /* data.ptr is NULL: the listener */
    if (loop.epoll < 0 || epoll_ctl(loop.epoll, EPOLL_CTL_ADD, loop.listener, &listening) < 0) die("epoll");
    for (;;) {
        int count = epoll_wait(loop.epoll, events, EVENTS, -1);
        if (count < 0 && errno != EINTR) return NULL;
        loop.budget = TURN / (count > 0 ? count : 1);
        if (loop.budget > LARGEST_READ) loop.budget = LARGEST_READ;
        if (loop.budget < SMALLEST_READ) loop.budget = SMALLEST_READ;
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr) {
                told(&loop, events[i].data.ptr, events[i].events);
            } else {
                accept_some(&loop);
            }
        }
        while (loop.closed) {
            struct pair *pair = loop.closed;
            loop.closed = pair->next_closed;
            free(pair);
        }
    }
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "use: floor PORT HTTP_PORT SSH_PORT THREADS\n");
        return 2;
    }
    port = atoi(arguments[1]);
    http_port = atoi(arguments[2]);
    ssh_port = atoi(arguments[3]);
    pthread_t thread;
    for (int i = atoi(arguments[4]); i > 0; i--) {
        if (pthread_create(&thread, NULL, run, NULL)) die("pthread_create");
    }
    pthread_join(thread, NULL);
}
