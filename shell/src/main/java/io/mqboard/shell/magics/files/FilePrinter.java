package io.mqboard.shell.magics.files;

import io.mqboard.shell.output.Output;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.OutputListener;

/** Prints the content of a file as it comes. */
final class FilePrinter implements OutputListener {
    private final Output output;
    private final SafeText text = new SafeText();

    FilePrinter(Output output) {
        this.output = output;
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        if (output.terminal()) {
            output.print(text.next(bytes));
        } else {
            output.raw(bytes);
        }
    }

    void end() {
        String rest = text.end();
        if (!rest.isEmpty()) {
            output.print(rest);
        }
    }
}
