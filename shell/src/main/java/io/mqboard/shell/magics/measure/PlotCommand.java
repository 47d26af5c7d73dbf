package io.mqboard.shell.magics.measure;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;

/** {@code %plot}: numbers of the selected boards as a chart that grows. */
final class PlotCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("plot", "draw the numbers that a Python expression yields, as they come")
                .description(
                        "Of all selected boards, each with a colour; a gap is a board that gave no number. Ctrl-C ends it and the files are written.")
                .flags(
                        Sampler.EVERY,
                        Sampler.COUNT,
                        Flag.with("csv", "FILE", ArgumentKind.LOCAL_PATH, "write the numbers to a table"),
                        Flag.with("png", "FILE", ArgumentKind.LOCAL_PATH, "write the chart as a picture"))
                .arguments(Argument.one("PYTHON", ArgumentKind.PYTHON))
                .once()
                .json("board time value")
                .runs(new PlotCommand());
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        Sampler sampler = new Sampler(context, arguments);
        try (Plot plot = new Plot(context, arguments, sampler.boards())) {
            sampler.run(plot::take);
        }
    }
}
