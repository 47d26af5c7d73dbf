# mqboard: a board on one MQTT connection. See app.py for what starts what.
VERSION = "0.2.0"
