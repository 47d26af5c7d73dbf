# A real Mosquitto on a free port, its files in a temporary folder.
import os
import socket
import time
from fakebroker import bind

HERE = __file__[: __file__.rfind("/") + 1]
if HERE[:1] != "/":
    HERE = os.getcwd() + "/" + HERE
CERTS = HERE + "certs/"


class Mosquitto:
    # config: more lines for its configuration. tls: the name of the server's certificate in certs/.
    def __init__(self, config="", tls=None):
        self.folder = (os.getenv("TMPDIR") or "/tmp") + "/mqboard-" + "".join(["%02x" % b for b in os.urandom(6)])
        os.mkdir(self.folder)
        s, self.port = bind()
        s.close()
        if tls:
            config += "\ncertfile %s%s.pem\nkeyfile %sserver.key\ncafile %sca.pem\n" % (CERTS, tls, CERTS, CERTS)
        if "allow_anonymous" not in config:
            config = "allow_anonymous true\n" + config
        with open(self.folder + "/conf", "w") as f:
            f.write("listener %d 127.0.0.1\n%s\n" % (self.port, config))
        if "acl_file" in config:
            self.rights("readwrite #")
        if "users" in config:
            open(self.folder + "/users", "w").close()
        self.start()

    def shell(self, line):
        return os.system("cd %s && %s" % (self.folder, line))

    def start(self):
        tool = HERE + "../../scripts/lib/mosquitto"
        if self.shell('"$(%s --bin)/mosquitto" -c conf >>log 2>&1 & echo $! >%s/pid' % (tool, self.folder)):
            raise OSError("no Mosquitto")
        address = socket.getaddrinfo("127.0.0.1", self.port)[0][-1]
        for _ in range(300):
            s = socket.socket()
            try:
                s.connect(address)
                return
            except OSError:
                time.sleep_ms(20)
            finally:
                s.close()
        raise OSError("Mosquitto does not start")

    # Adds a user with a password to the file `users`.
    def user(self, name, password):
        self.shell('"$(%s../../scripts/lib/mosquitto --bin)/mosquitto_passwd" -b -c users %s %s' % (HERE, name, password))

    # What everybody may do from now on, as its acl_file says it.
    def rights(self, *topics):
        with open(self.folder + "/acl", "w") as f:
            f.write("".join(["topic %s\n" % t for t in topics]))

    def reload(self):
        self.shell("kill -HUP $(cat pid)")

    def stop(self, how="TERM"):
        self.shell("kill -%s $(cat pid); while kill -0 $(cat pid) 2>/dev/null; do sleep 0.02; done" % how)

    def close(self):
        self.stop()
        os.system("rm -rf " + self.folder)
