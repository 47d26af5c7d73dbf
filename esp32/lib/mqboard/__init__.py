# mqboard: a board on one MQTT connection. See app.py for what starts what.
