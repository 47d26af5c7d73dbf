package io.mqboard.shell.magics.boards;

import com.google.gson.JsonObject;
import io.mqboard.shell.output.Table;
import io.mqboard.shell.output.Units;
import io.mqboard.transport.SessionStatistics;
import java.time.Duration;
import java.time.Instant;

/** What the session has done, for people and for programs. */
final class SessionFigures {
    private SessionFigures() {}

    static void rows(Table table, SessionStatistics figures, Instant now) {
        Instant connected = figures.connectedSince();
        table.row("session", "opened " + ago(figures.since(), now));
        table.row("connected", connected == null ? "no" : ago(connected, now));
        table.row("reconnects", String.valueOf(figures.reconnects()));
        table.row("sent", traffic(figures.messagesSent(), figures.bytesSent()));
        table.row("received", traffic(figures.messagesReceived(), figures.bytesReceived()));
        table.row("requests", figures.requests() + ", " + figures.repeats() + " repeated");
    }

    private static String ago(Instant since, Instant now) {
        return Units.ago(Duration.between(since, now));
    }

    private static String traffic(long messages, long bytes) {
        return messages + " messages, " + Units.bytes(bytes);
    }

    static void members(JsonObject object, SessionStatistics figures) {
        Instant connected = figures.connectedSince();
        object.addProperty("sessionSince", figures.since().toString());
        object.addProperty("connectedSince", connected == null ? null : connected.toString());
        object.addProperty("reconnects", figures.reconnects());
        object.addProperty("messagesSent", figures.messagesSent());
        object.addProperty("bytesSent", figures.bytesSent());
        object.addProperty("messagesReceived", figures.messagesReceived());
        object.addProperty("bytesReceived", figures.bytesReceived());
        object.addProperty("requests", figures.requests());
        object.addProperty("repeats", figures.repeats());
    }
}
