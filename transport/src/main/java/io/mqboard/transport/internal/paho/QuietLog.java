package io.mqboard.transport.internal.paho;

import java.util.ResourceBundle;
import org.eclipse.paho.client.mqttv3.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Paho's own log, thrown away: its severe lines would go to stderr, what they say comes as an exception all the same, and loading {@code
 * java.util.logging} takes 10 ms of a program's start. Paho makes instances by reflection.
 */
public final class QuietLog implements Logger {
    @Override
    public void initialise(ResourceBundle messageCatalog, String loggerId, String resourceName) {}

    @Override
    public void setResourceName(String name) {}

    @Override
    public boolean isLoggable(int level) {
        return false;
    }

    @Override
    public void severe(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void severe(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void severe(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void warning(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void warning(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void warning(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void info(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void info(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void info(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void config(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void config(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void config(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void fine(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void fine(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void fine(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void finer(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void finer(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void finer(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void finest(String sourceClass, String sourceMethod, String message) {}

    @Override
    public void finest(String sourceClass, String sourceMethod, String message, Object[] inserts) {}

    @Override
    public void finest(
            String sourceClass, String sourceMethod, String message, Object[] inserts, @Nullable Throwable thrown) {}

    @Override
    public void log(
            int level,
            String sourceClass,
            String sourceMethod,
            String message,
            Object[] inserts,
            @Nullable Throwable thrown) {}

    @Override
    public void trace(
            int level,
            String sourceClass,
            String sourceMethod,
            String message,
            Object[] inserts,
            @Nullable Throwable thrown) {}

    @Override
    public String formatMessage(String message, Object[] inserts) {
        return message;
    }

    @Override
    public void dumpTrace() {}
}
