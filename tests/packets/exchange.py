"""Real packets between a client and a server, in network namespaces that are joined by a cable.

    exchange.py serve SOCKET          in the server's namespace, until it is killed
    exchange.py try SOCKET BASE       in the client's, from ports BASE and up: prints what passed, as JSON

The client tells the server what to send over a Unix socket, which packet filters do not see.
"""
import json
import signal
import socket
import sys
import threading

CLIENT, SERVER = "10.20.0.2", "192.0.2.1"
HTTPS, MEDIA, FOREIGN = 443, 3478, 3479
PATIENCE = 0.7


def bound(kind, address, port):
    one = socket.socket(socket.AF_INET, kind)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    one.settimeout(PATIENCE)
    one.bind((address, port))
    return one


def serve(path):
    media, foreign = (bound(socket.SOCK_DGRAM, SERVER, port) for port in (MEDIA, FOREIGN))
    https = bound(socket.SOCK_STREAM, SERVER, HTTPS)
    https.listen()
    control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    control.bind(path)

    def echo_media():
        while True:
            try:
                data, client = media.recvfrom(100)
                media.sendto(data, client)
            except TimeoutError:
                pass

    def echo_https():
        while True:
            try:
                connection, _ = https.accept()
                with connection:
                    connection.sendall(connection.recv(100))
            except TimeoutError:
                pass

    def orders():
        while True:
            order = json.loads(control.recv(1000))
            if order["send"] == "datagram":
                foreign.sendto(b"unasked", (CLIENT, order["port"]))
            else:
                with bound(socket.SOCK_STREAM, SERVER, HTTPS) as caller:
                    caller.connect_ex((CLIENT, order["port"]))

    for work in (echo_media, echo_https, orders):
        threading.Thread(target=work, daemon=True).start()
    signal.pause()


def passes(exchange):
    try:
        return exchange()
    except (TimeoutError, ConnectionError):
        return False


def udp_reply(port, _order):
    with bound(socket.SOCK_DGRAM, CLIENT, port) as client:
        client.sendto(b"ping", (SERVER, MEDIA))
        return client.recv(100) == b"ping"


def udp_from_a_foreign_port(port, order):
    with bound(socket.SOCK_DGRAM, CLIENT, port) as client:
        order(send="datagram", port=port)
        return client.recv(100) == b"unasked"


def tcp_reply(port, _order):
    with bound(socket.SOCK_STREAM, CLIENT, port) as client:
        client.connect((SERVER, HTTPS))
        client.sendall(b"ping")
        return client.recv(100) == b"ping"


def fresh_tcp_from_the_service_port(port, order):
    with bound(socket.SOCK_STREAM, CLIENT, port) as listener:
        listener.listen()
        order(send="connection", port=port)
        listener.accept()[0].close()
        return True


def attempt(path, base):
    control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)

    def order(**what):
        control.sendto(json.dumps(what).encode(), path)

    exchanges = (udp_reply, udp_from_a_foreign_port, tcp_reply, fresh_tcp_from_the_service_port)
    results = {one.__name__: passes(lambda: one(base + at, order)) for at, one in enumerate(exchanges)}
    print(json.dumps(results))


if sys.argv[1] == "serve":
    serve(sys.argv[2])
else:
    attempt(sys.argv[2], int(sys.argv[3]))
