# The settings of a board: copy this file to the board as /settings.py and change it there. It may be published; what must
# not be (wifi, password) goes to /secrets.py. Each setting, with its default: lib/mqboard/settings.py, mqboard-board(7).
#
# For those who come from MQBoard 0.1: board_config.py is this file, board_secrets.py is secrets.py; `mqtt_config` is the
# settings server, port, tls and username; `location` and mqrepl_config's `prefix` are `prefix`; `modules` are `parts`.
server = "broker.example.org"
tls = True
cafile = "/ca.der"  # of who signed the broker's certificate: PEM or DER
prefix = "esp32/test"  # all topics of the board begin with it
# name = "the one in the kitchen"
# network = "ethernet"  # a module of yours in the place of Wi-Fi, with use(settings) and `async def up(tries)`, which returns
# when there is an address and raises OSError when there is none; if it fails to import, Wi-Fi is used

# The application: modules in /src or /lib, each with `async def start(client, settings)`. One that fails is reported, the
# others run. Names that mqboard does not know are their own settings.
# Those that come along, in /lib: "sntp" sets the clock, "sysinfo" reports how the board is, "leds" shows it.
parts = ["blinky"]
# sntp = "pool.ntp.org"
# sntp_s = 21600
# sysinfo_s = 60
# led = 2  # or (2, 1) if it is on when the pin is low
# blinky = {"pin": 2, "period_ms": 500}

# Logs: 10 debug, 20 info, 30 warning, 40 error; other levels for single loggers; print() of the application, too.
# log_level = 20
# log_levels = {"wifi": 10}
# log_print = True
