# A board's settings. Copy it to the board as /settings.py; what must not be read by others (password, wifi)
# can go to /secrets.py instead. What is not set has the default of lib/mqboard/settings.py.
server = "broker.example.org"
tls = True
cafile = "/ca.der"
prefix = "esp32/test"
# username = "board"
# password = "..."
# wifi = ("network", "key")
# network = "ethernet"  # a module of yours in the place of Wi-Fi, with use(settings) and `async def up(tries)`, which returns
# when there is an address and raises OSError when there is none; if it fails to import, Wi-Fi is used

# The application: modules in /src, each with `async def start(client, settings)`.
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
