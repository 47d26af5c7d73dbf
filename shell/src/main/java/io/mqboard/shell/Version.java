package io.mqboard.shell;

/** Which version this is. */
public final class Version {
    private Version() {}

    /** As the jar says it, or {@code development}. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
