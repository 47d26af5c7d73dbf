# bare.py HOST PORT TOTAL: the floor for moving files. A MicroPython script that takes TOTAL bytes from bare/in and says
# bare/done, or sends as many to bare/out when something comes on bare/get. MQTT's packets, and no protocol above them.
import socket
import struct
import sys

BLOCK = 4096


def string(text):
    text = text.encode()
    return struct.pack(">H", len(text)) + text


def packet(kind, body):
    n = len(body)
    head = bytes([kind])
    while n > 127:
        head += bytes([n & 127 | 128])
        n >>= 7
    return head + bytes([n]) + body


# Reads exactly the next n bytes into buf.
def fill(sock, buf, n):
    view = memoryview(buf)
    at = 0
    while at < n:
        got = sock.readinto(view[at:n])
        if not got:
            raise OSError("closed")
        at += got


# Reads one packet into buf; returns its kind and length.
def read(sock, buf):
    fill(sock, buf, 2)
    kind = buf[0]
    n = buf[1] & 127
    shift = 7
    while buf[1] & 128:
        fill(sock, memoryview(buf)[1:2], 1)
        n |= (buf[1] & 127) << shift
        shift += 7
    fill(sock, buf, n)
    return kind, n


def main(host, port, total):
    sock = socket.socket()
    sock.connect(socket.getaddrinfo(host, port)[0][-1])
    sock.setsockopt(6, 1, 1)
    buf = bytearray(BLOCK + 64)
    sock.write(packet(0x10, string("MQTT") + b"\x04\x02\x00\x00" + string("bare")))
    read(sock, buf)
    sock.write(packet(0x82, b"\x00\x01" + string("bare/in") + b"\x00" + string("bare/get") + b"\x00"))
    read(sock, buf)
    print("ready")
    block = packet(0x30, string("bare/out") + bytes(BLOCK))
    taken = 0
    while True:
        kind, n = read(sock, buf)
        if kind >> 4 != 3:
            continue
        topic = 2 + buf[1]
        if buf[topic - 1] == ord("t"):
            for _ in range((total + BLOCK - 1) // BLOCK):
                sock.write(block)
        else:
            taken += n - topic
            if taken >= total:
                taken = 0
                sock.write(packet(0x30, string("bare/done")))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
