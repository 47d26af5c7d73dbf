package io.mqboard.transport.internal.tls;

/**
 * Has the JDK read its own trust anchors while the first handshake is under way: the check of the host's name asks whether the chain ends at
 * one of them, whatever anchors are in force, and reads all 140 for that, 50 ms in the middle of the handshake. Nothing depends on this.
 */
final class PublicAnchors extends Thread {
    private static final String HOLDER = "sun.security.util.AnchorCertificates";

    private PublicAnchors() {
        super("mqboard-anchors");
        setDaemon(true);
    }

    /** Returns at once. */
    static void readBeside() {
        new PublicAnchors().start();
    }

    @Override
    public void run() {
        try {
            // Loading a class needs no access to its package; the reading is in its initialisation.
            Class.forName(HOLDER, true, null);
        } catch (ClassNotFoundException | LinkageError e) {
            // Another JDK; then the handshake takes what it takes.
        }
    }
}
