package io.mqboard.shell.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws series as a picture. The only class that names AWT, which takes a while to load and needs no screen here. */
public final class PngChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int MARGIN = 80;
    private static final int LINE = 20;
    private static final Color[] COLORS = {
        new Color(0x1f77b4),
        new Color(0xff7f0e),
        new Color(0x2ca02c),
        new Color(0xd62728),
        new Color(0x9467bd),
        new Color(0x8c564b)
    };

    private PngChart() {}

    /** Writes a picture of all numbers. */
    public static void write(Path file, String title, List<Series> all) throws IOException {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        try {
            draw(pen, title, all);
        } finally {
            pen.dispose();
        }
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(image, "png", out);
        }
    }

    private static void draw(Graphics2D pen, String title, List<Series> all) {
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        pen.drawString(title, MARGIN, MARGIN / 2);
        pen.drawRect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
        Scale scale = Scale.of(all, Integer.MAX_VALUE);
        pen.drawString(Scale.label(scale.high()), LINE / 2, MARGIN + LINE / 2);
        pen.drawString(Scale.label(scale.low()), LINE / 2, HEIGHT - MARGIN);
        pen.setStroke(new BasicStroke(2));
        int most = all.stream()
                .mapToInt(series -> series.last(Integer.MAX_VALUE).length)
                .max()
                .orElse(0);
        for (int i = 0; i < all.size(); i++) {
            pen.setColor(COLORS[i % COLORS.length]);
            pen.draw(line(all.get(i).last(Integer.MAX_VALUE), scale, Math.max(2, most)));
            pen.drawString(all.get(i).name(), MARGIN + i * 160, HEIGHT - MARGIN / 2);
        }
    }

    private static Path2D line(double[] values, Scale scale, int most) {
        Path2D line = new Path2D.Double();
        boolean open = false;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                open = false;
                continue;
            }
            double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / (most - 1);
            double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * scale.place(values[i]);
            if (open) {
                line.lineTo(x, y);
            } else {
                line.moveTo(x, y);
                line.lineTo(x, y);
            }
            open = true;
        }
        return line;
    }
}
