package io.mqboard.shell.output;

import io.mqboard.transport.Progress;

/** Shows how far transfers are. */
public interface ProgressFactory {
    /** Shows nothing. */
    ProgressFactory NONE = new ProgressFactory() {
        @Override
        public Transfer start(String label) {
            return Transfer.SILENT;
        }
    };

    /** Begins to show a transfer under a name that has been escaped. */
    Transfer start(String label);

    /** One transfer that is shown. It is told from the session's delivery thread. */
    interface Transfer extends Progress, AutoCloseable {
        Transfer SILENT = new Transfer() {
            @Override
            public void moved(long doneBytes, long totalBytes, long resumedBytes) {}

            @Override
            public void close() {}
        };

        /** Shows another name, which has been escaped, from the next time on. */
        default void label(String label) {}

        /** Takes the bar away, however the transfer ended. */
        @Override
        void close();
    }
}
