"""One evaluation as the tool of MQBoard 0.1 does it: click for the options, paho-mqtt for the rest, protocol 1.

It waits for events, where that tool polls, so that it is the fastest that such a tool can be.
"""
import base64
import os
import sys
import threading

import click
import paho.mqtt.client as mqtt


@click.command()
@click.option("--server", required=True)
@click.option("--port", type=int, required=True)
@click.option("--prefix", required=True)
@click.option("--cafile")
@click.argument("source")
def main(server, port, prefix, cafile, source):
    ident = base64.urlsafe_b64encode(os.urandom(6)).decode()
    answers = []
    done = threading.Event()

    def on_connect(client, *_):
        client.subscribe([(f"{prefix}/mqb/reply/out/{ident}", 1), (f"{prefix}/mqb/reply/err/{ident}", 1)])

    def on_subscribe(client, *_):
        client.publish(f"{prefix}/mqb/cmd/eval/{ident}", b"\x80\x00" + source.encode(), qos=1)

    def on_message(client, userdata, message):
        answers.append(message)
        done.set()

    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.on_connect = on_connect
    client.on_subscribe = on_subscribe
    client.on_message = on_message
    if cafile:
        client.tls_set(cafile)
    client.connect(server, port)
    client.loop_start()
    if not done.wait(10):
        sys.exit("no answer")
    client.disconnect()
    client.loop_stop()
    if "/err/" in answers[0].topic:
        sys.exit(answers[0].payload.decode())
    print(answers[0].payload[2:].decode())


main()
