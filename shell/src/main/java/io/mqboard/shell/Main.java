package io.mqboard.shell;

import io.mqboard.shell.connection.Connection;
import io.mqboard.transport.BrokerOptions;
import io.mqboard.transport.BrokerSession;
import io.mqboard.transport.MqboardException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;

/** Where the program starts, and the one place that names the process's own streams. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        prepare();
        Console console = new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getProperty("mqboard.terminals"));
        System.exit(new Program(console, System.getenv(), new Opener(), Clock.systemUTC()).run(args));
    }

    /** Loads the transport while the options are being read; nearly every run needs it. */
    static void prepare() {
        new Preparation().start();
    }

    /** A class, not a lambda: those cost milliseconds at the start. */
    static final class Opener implements Connection.Opener {
        @Override
        public BrokerSession open(BrokerOptions options) throws MqboardException {
            return BrokerSession.open(options);
        }
    }

    /** See {@link #prepare}. */
    private static final class Preparation extends Thread {
        Preparation() {
            super("mqboard-preparation");
            setDaemon(true);
        }

        @Override
        public void run() {
            BrokerSession.prepare();
        }
    }
}
