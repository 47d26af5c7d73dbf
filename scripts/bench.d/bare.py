# bare.py HOST PORT TOPIC TOTAL [FILE]: the floor for moving files. A MicroPython script that takes TOTAL bytes from
# TOPIC/in and says TOPIC/done, or sends as many to TOPIC/out when something comes on TOPIC/get. MQTT's packets, and no
# protocol above them. With a FILE the bytes go into it and come from it, else nowhere and from nowhere.
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


# Sends the file, or as many bytes.
def give(sock, topic, total, name):
    head = packet(0x30, string(topic) + bytes(BLOCK))
    block = bytearray(head)
    body = memoryview(block)[len(head) - BLOCK :]
    f = open(name, "rb") if name else None
    for at in range(0, total, BLOCK):
        n = BLOCK
        if f:
            n = f.readinto(body)
        if n == BLOCK:
            sock.write(block)
        else:
            sock.write(packet(0x30, string(topic) + bytes(body[:n])))
    if f:
        f.close()


def main(host, port, topic, total, name):
    sock = socket.socket()
    sock.connect(socket.getaddrinfo(host, port)[0][-1])
    sock.setsockopt(6, 1, 1)
    buf = bytearray(BLOCK + 64)
    view = memoryview(buf)
    sock.write(packet(0x10, string("MQTT") + b"\x04\x02\x00\x00" + string(topic)))
    read(sock, buf)
    sock.write(packet(0x82, b"\x00\x01" + string(topic + "/in") + b"\x00" + string(topic + "/get") + b"\x00"))
    read(sock, buf)
    print("ready")
    taken = 0
    f = None
    while True:
        kind, n = read(sock, buf)
        if kind >> 4 != 3:
            continue
        start = 2 + buf[1]
        if buf[start - 1] == ord("t"):
            give(sock, topic + "/out", total, name)
            continue
        if name:
            f = f or open(name, "wb")
            f.write(view[start:n])
        taken += n - start
        if taken >= total:
            taken = 0
            if f:
                f.close()
                f = None
            sock.write(packet(0x30, string(topic + "/done")))


main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5] if len(sys.argv) > 5 else None)
