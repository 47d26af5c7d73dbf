package io.mqboard.shell.magics.measure;

import com.google.gson.JsonObject;
import io.mqboard.shell.chart.PngChart;
import io.mqboard.shell.chart.Series;
import io.mqboard.shell.chart.TextChart;
import io.mqboard.shell.cli.ErrorText;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.JsonFields;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.Board;
import io.mqboard.transport.InterruptedCallException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of the numbers: a chart that is drawn anew with each, a table, a picture at the end. */
final class Plot implements AutoCloseable {
    private static final int ROWS = 14;

    private final Context context;
    private final String expression;
    private final @Nullable String png;
    private final @Nullable BufferedWriter csv;
    private final List<Series> series = new ArrayList<>();
    private final TextChart chart;
    private boolean drawn;

    Plot(Context context, Arguments arguments, List<Board> boards) throws IOException {
        this.context = context;
        expression = arguments.word(0);
        png = arguments.value("png");
        String table = arguments.value("csv");
        csv = table == null ? null : Files.newBufferedWriter(context.folders().local(table));
        for (Board board : boards) {
            series.add(new Series(SafeText.line(board.address())));
        }
        chart = new TextChart(
                context.output().columns(), ROWS, live() && context.settings().color());
        if (csv != null) {
            csv.write("time,board,value\n");
        }
    }

    private boolean live() {
        return context.output().redraws() && !context.settings().json();
    }

    void take(List<Sampler.Sample> samples) throws Exception {
        for (int i = 0; i < samples.size(); i++) {
            Sampler.Sample sample = samples.get(i);
            double number = number(sample);
            series.get(i).add(number);
            write(sample, number);
        }
        if (csv != null) {
            csv.flush();
        }
        if (live()) {
            draw();
        }
    }

    /** No board that answers with something else will answer with numbers later; one that is away may come back. */
    private double number(Sampler.Sample sample) throws Exception {
        if (sample.failure() instanceof InterruptedCallException interrupted) {
            throw interrupted;
        }
        String address = SafeText.line(sample.board().address());
        if (sample.failure() != null) {
            ErrorText text = ErrorText.of(sample.failure());
            if (text.toldByTraceback()) {
                throw new ShellException(ExitCode.FAILED, address + ": " + text.message());
            }
            return Double.NaN;
        }
        String value = sample.value();
        if (value.equals("None")) {
            return Double.NaN;
        }
        try {
            return value.equals("True") ? 1 : value.equals("False") ? 0 : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new ShellException(ExitCode.FAILED, address + ": " + value + " is no number", e);
        }
    }

    private void write(Sampler.Sample sample, double number) throws IOException {
        String value = Double.isFinite(number) ? sample.value() : "";
        if (csv != null) {
            csv.write(sample.time() + "," + quoted(sample.board().address()) + "," + value + "\n");
        }
        if (context.settings().json()) {
            JsonObject object = JsonFields.of(sample.board());
            object.addProperty("time", sample.time().toString());
            object.addProperty("value", Double.isFinite(number) ? number : null);
            context.output().json(object);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private void draw() {
        StringBuilder text = new StringBuilder();
        if (drawn) {
            text.append(String.format(Locale.ROOT, "\u001b[%dA", chart.height()));
        }
        drawn = true;
        for (String line : chart.lines(series)) {
            text.append("\r\u001b[K").append(line).append('\n');
        }
        context.output().print(text.toString());
    }

    /** However it ended, what was measured until then is kept. */
    @Override
    public void close() throws IOException {
        if (!drawn && !context.settings().json()) {
            chart.lines(series).forEach(context.output()::println);
        }
        if (csv != null) {
            csv.close();
        }
        if (png != null) {
            PngChart.write(context.folders().local(png), SafeText.line(expression), series);
        }
    }
}
