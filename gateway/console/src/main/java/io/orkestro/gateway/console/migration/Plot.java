package io.orkestro.gateway.console.migration;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * A picture of numbers over time, as SVG: its colours are the style sheet's, and what the pointer rests on tells its
 * figures without a script.
 */
final class Plot {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 14;
    private static final int BOTTOM = 24;
    private static final int TICKS = 5;

    private final int width;
    private final int height;
    private final Instant from;
    private final Duration step;
    private final int points;
    private final Scale scale;
    private final StringBuilder svg = new StringBuilder();

    Plot(int width, int height, Instant from, Duration step, int points, Scale scale) {
        this.width = width;
        this.height = height;
        this.from = from;
        this.step = step;
        this.points = points;
        this.scale = scale;
    }

    /** A line. */
    static final class Line {

        private final String classes;
        private final double[] values;

        /**
         * @param classes for the style sheet
         * @param values one a point; NaN where there is none, which is a gap
         */
        Line(String classes, double[] values) {
            this.classes = classes;
            this.values = values.clone();
        }
    }

    /** Something that happened. */
    record Mark(Instant at, boolean isGuards, String words) {}

    /**
     * Where numbers are between bottom and top.
     *
     * @param place 0 at the bottom to 1 at the top
     */
    record Scale(List<Double> ticks, DoubleFunction<Double> place, DoubleFunction<String> words) {

        /** From 0 to a round number above. */
        static Scale linear(double most, double least, DoubleFunction<String> words) {
            double top = Math.max(most, least);
            double unit = Math.pow(10, Math.floor(Math.log10(top / 4)));
            double distance = unit;
            for (double factor : new double[] {1, 2, 5, 10}) {
                distance = factor * unit;
                if (distance * 4 >= top) {
                    break;
                }
            }
            double end = 4 * distance;
            return new Scale(
                    List.of(0.0, distance, 2 * distance, 3 * distance, end), value -> Math.min(1, value / end), words);
        }

        /** By powers of ten, from 1. */
        static Scale logarithmic(double most, DoubleFunction<String> words) {
            int decades = Math.max(2, (int) Math.ceil(Math.log10(Math.max(1, most))));
            List<Double> ticks = IntStream.rangeClosed(0, decades)
                    .mapToObj(decade -> Math.pow(10, decade))
                    .toList();
            return new Scale(ticks, value -> Math.clamp(Math.log10(Math.max(1, value)) / decades, 0, 1), words);
        }
    }

    /**
     * @param label what a screen reader says instead
     * @param tips what each point tells
     */
    String draw(String label, List<Line> lines, List<String> tips, List<Mark> marks) {
        svg.append("<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(width, height, escaped(label)));
        grid();
        for (Line line : lines) {
            path(line);
        }
        for (int i = 0; i < tips.size(); i++) {
            double left = x(i) - slot() / 2;
            svg.append(String.format(
                    Locale.ROOT,
                    "<g class=\"tip\"><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/><title>%s</title></g>",
                    Math.max(LEFT, left),
                    TOP,
                    slot(),
                    height - TOP - BOTTOM,
                    escaped(tips.get(i))));
        }
        marks.forEach(this::mark);
        return svg.append("</svg>").toString();
    }

    private void grid() {
        for (double tick : scale.ticks()) {
            double y = y(tick);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\""
                            + " class=\"y\">%s</text>",
                    LEFT,
                    width - RIGHT,
                    y,
                    y,
                    LEFT - 6,
                    y + 4,
                    escaped(scale.words().apply(tick))));
        }
        for (int i = 0; i < TICKS; i++) {
            int point = i * (points - 1) / (TICKS - 1);
            String anchor = i == 0 ? "start" : i == TICKS - 1 ? "end" : "middle";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" class=\"x\" text-anchor=\"%s\">%s</text>",
                    x(point),
                    height - 6,
                    anchor,
                    CLOCK.format(from.plus(step.multipliedBy(point)))));
        }
    }

    private void path(Line line) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (int i = 0; i < line.values.length; i++) {
            double value = line.values[i];
            if (Double.isNaN(value)) {
                isDrawing = false;
                continue;
            }
            boolean isAlone = !isDrawing && (i + 1 == line.values.length || Double.isNaN(line.values[i + 1]));
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", isDrawing ? "L" : "M", x(i), y(value)));
            if (isAlone) {
                path.append("h0.1");
            }
            isDrawing = true;
        }
        if (!path.isEmpty()) {
            svg.append("<path class=\"line %s\" d=\"%s\"/>".formatted(line.classes, path));
        }
    }

    private void mark(Mark mark) {
        double seconds = Duration.between(from, mark.at()).toMillis() / 1000.0;
        double x = LEFT + (width - LEFT - RIGHT) * seconds / (step.toSeconds() * (double) (points - 1));
        if (x < LEFT || x > width - RIGHT) {
            return;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<g class=\"mark%s\"><line x1=\"%3$.1f\" x2=\"%3$.1f\" y1=\"%4$d\" y2=\"%5$d\"/><path d=\"M%3$.1f"
                        + " %4$dl-6 -10h12z\"/><rect x=\"%6$.1f\" y=\"2\" width=\"12\""
                        + " height=\"%5$d\"/><title>%2$s</title></g>",
                mark.isGuards() ? " guard" : "",
                escaped(mark.words()),
                x,
                TOP,
                height - BOTTOM,
                x - 6));
    }

    private double slot() {
        return (width - LEFT - RIGHT) / (double) (points - 1);
    }

    private double x(int point) {
        return LEFT + slot() * point;
    }

    private double y(double value) {
        return height - BOTTOM - (height - TOP - BOTTOM) * scale.place().apply(value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
