# TLS, loaded when it is used. The module and its defaults differ from version to version.


def _load(x):
    if isinstance(x, str):
        with open(x, "rb") as f:
            x = f.read()
    return x


# The first certificate of a PEM file as DER, for builds of mbedTLS without PEM.
def _der(x):
    import binascii

    x = str(x, "utf8").split("-----")
    return binascii.a2b_base64(x[2].replace("\n", "").replace("\r", ""))


def _context(m, c, ca):
    x = m.SSLContext(m.PROTOCOL_TLS_CLIENT)
    # The default is REQUIRED in one version and NONE in the next, so it is always set.
    x.verify_mode = m.CERT_REQUIRED if c.get("verify", True) else m.CERT_NONE
    if ca:
        x.load_verify_locations(cadata=ca) if m.__name__ == "ssl" else x.load_verify_locations(ca)
    if c.get("cert"):
        x.load_cert_chain(_load(c["cert"]), _load(c["key"]))
    return x


# Makes a TLS client socket of a connected non-blocking one; the handshake runs with the first write.
# c: dict of ca, cert, key (a path, or the bytes; DER everywhere, PEM too for the CA), host (the name in
# the certificate, if it is not the server's), verify (default True); or an SSLContext.
# An ESP32 from 1.22 on compares a certificate's dates with its clock, which starts in 2000: see clock.py.
def wrap(s, c, host):
    if not isinstance(c, dict):
        return c.wrap_socket(s, server_hostname=host, do_handshake_on_connect=False)
    host = c.get("host") or host
    x = c.get("context")
    if x is None:
        ca = _load(c.get("ca"))
        if not ca and c.get("verify", True):
            raise ValueError("TLS: no CA")
        try:
            import tls as m  # 1.23 and later
        except ImportError:
            import ssl as m
        if not hasattr(getattr(m, "SSLContext", None), "load_verify_locations"):  # 1.20, 1.21
            return _old(m, s, c, ca, host)
        try:
            x = _context(m, c, ca)
        except (ValueError, OSError):
            if not ca or ca[:5] != b"-----":
                raise
            x = _context(m, c, _der(ca))
        c["context"] = x
    return x.wrap_socket(s, server_hostname=host, do_handshake_on_connect=False)


def _old(m, s, c, ca, host):
    k = {"server_hostname": host, "do_handshake": False}
    k["cert_reqs"] = m.CERT_REQUIRED if c.get("verify", True) else m.CERT_NONE
    if ca:
        k["cadata"] = _der(ca) if ca[:5] == b"-----" else ca
    if c.get("cert"):
        k["cert"] = _load(c["cert"])
        k["key"] = _load(c["key"])
    return m.wrap_socket(s, **k)
