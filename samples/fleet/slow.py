"""Stands between clients and a server and brings every answer late, but at full speed: slow.py PORT SERVER_PORT MILLISECONDS, all on this machine."""
import queue
import socket
import sys
import threading
import time

port, server, delay = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) / 1000


def read(source, waiting, pause):
    try:
        while data := source.recv(65536):
            waiting.put((time.monotonic() + pause, data))
    except OSError:
        pass
    waiting.put((0, b""))


def write(sink, waiting):
    try:
        while True:
            due, data = waiting.get()
            if not data:
                break
            time.sleep(max(0, due - time.monotonic()))
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


listener = socket.create_server(("127.0.0.1", port))
while True:
    client, _ = listener.accept()
    upstream = socket.create_connection(("127.0.0.1", server))
    for source, sink, pause in ((client, upstream, 0), (upstream, client, delay)):
        waiting = queue.Queue()
        threading.Thread(target=read, args=(source, waiting, pause), daemon=True).start()
        threading.Thread(target=write, args=(sink, waiting), daemon=True).start()
