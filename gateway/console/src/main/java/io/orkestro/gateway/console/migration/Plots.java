package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.console.migration.Plot.Line;
import io.orkestro.gateway.console.migration.Plot.Mark;
import io.orkestro.gateway.console.migration.Plot.Scale;
import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Slice;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pictures of a capability's traffic: how much, how often wrong, how fast. */
final class Plots {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WIDTH = 560;
    private static final int HEIGHT = 190;
    private static final int LOW = 120;
    private static final int LEAST_SECONDS = 4;
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};
    private static final String[] QUANTILE_CLASSES = {"p50", "p95", "p99"};

    private final List<Slice> slices;
    private final Duration step;
    private final List<Mark> marks;
    private final double lastSeconds;

    /** @param now until when the last slice has filled */
    Plots(List<Slice> slices, Duration step, List<Mark> marks, Instant now) {
        this.slices = slices;
        this.step = step;
        this.marks = marks;
        this.lastSeconds = Duration.between(slices.getLast().begin(), now).toMillis() / 1000.0;
    }

    /** @param side whose it is; empty where both sides are in it, and need to be told apart */
    record Picture(String title, String side, String svg) {

        boolean isOfBoth() {
            return side.isEmpty();
        }
    }

    List<Picture> all() {
        return List.of(
                traffic(),
                new Picture("Errors, clients’ own mistakes apart", "", errors(HEIGHT)),
                latency(Side.MONOLITH),
                latency(Side.SERVICE));
    }

    String smallErrors() {
        return errors(LOW);
    }

    private Picture traffic() {
        double[] old = values(slice -> slice.served(Side.MONOLITH), this::rateIn);
        double[] young = values(slice -> slice.served(Side.SERVICE), this::rateIn);
        List<String> tips = tips(i -> "monolith %s, service %s a second"
                .formatted(words(old[i], SideRow::rate), words(young[i], SideRow::rate)));
        Scale scale = Scale.linear(Math.max(most(old), most(young)), 1, SideRow::rate);
        return new Picture(
                "Requests a second", "", draw("Requests a second", HEIGHT, scale, bothLines(old, young), tips));
    }

    private String errors(int height) {
        double[] old = values(slice -> slice.answered(Side.MONOLITH), (i, counts) -> counts.errorShare());
        double[] young = values(slice -> slice.answered(Side.SERVICE), (i, counts) -> counts.errorShare());
        List<String> tips = tips(
                i -> "monolith failed %s, service %s".formatted(failed(i, Side.MONOLITH), failed(i, Side.SERVICE)));
        double most = Math.max(most(old), most(young));
        Scale scale = Scale.linear(most, 0.01, share -> SideRow.percent(share, most < 0.05 ? 1 : 0));
        return draw("Errors", height, scale, bothLines(old, young), tips);
    }

    private Picture latency(Side side) {
        double[][] lines = quantiles(side);
        double most = Stream.of(lines, quantiles(side.other()))
                .flatMap(Arrays::stream)
                .mapToDouble(Plots::most)
                .max()
                .orElse(1);
        List<String> tips = tips(i -> "half within %s, 95 of 100 within %s, 99 within %s"
                .formatted(
                        words(lines[0][i], SideRow::milliseconds),
                        words(lines[1][i], SideRow::milliseconds),
                        words(lines[2][i], SideRow::milliseconds)));
        List<Line> drawn = IntStream.range(0, lines.length)
                .mapToObj(i -> new Line(side.slug() + " " + QUANTILE_CLASSES[i], lines[i]))
                .toList();
        String title = "Latency, " + side.slug();
        return new Picture(
                title, side.slug(), draw(title, HEIGHT, Scale.logarithmic(most, SideRow::milliseconds), drawn, tips));
    }

    private double[][] quantiles(Side side) {
        return Arrays.stream(QUANTILES)
                .mapToObj(share -> values(
                        slice -> slice.answered(side),
                        (i, counts) -> counts.latencies().quantile(share).orElse(0)))
                .toArray(double[][]::new);
    }

    private String draw(String title, int height, Scale scale, List<Line> lines, List<String> tips) {
        String label = "%s. Latest: %s".formatted(title, tips.get(tips.size() - 2));
        return new Plot(WIDTH, height, slices.getFirst().begin(), step, slices.size(), scale)
                .draw(label, lines, tips, marks);
    }

    /** One for each slice; NaN where it has no requests, or has barely begun. */
    private double[] values(Picked picked, ToDoubleBiFunction<Integer, Counts> value) {
        double[] values = new double[slices.size()];
        for (int i = 0; i < values.length; i++) {
            Counts counts = picked.in(slices.get(i));
            boolean isTold = counts.judged() > 0 && secondsIn(i) >= LEAST_SECONDS;
            values[i] = isTold ? value.applyAsDouble(i, counts) : Double.NaN;
        }
        return values;
    }

    @FunctionalInterface
    private interface Picked {
        Counts in(Slice slice);
    }

    private double rateIn(int slice, Counts counts) {
        return counts.requests() / secondsIn(slice);
    }

    private double secondsIn(int slice) {
        double whole = (double) step.toSeconds();
        return slice == slices.size() - 1 ? Math.min(lastSeconds, whole) : whole;
    }

    private String failed(int slice, Side side) {
        Counts counts = slices.get(slice).answered(side);
        return counts.judged() == 0
                ? SideRow.NONE
                : "%s of %,d".formatted(SideRow.percent(counts.errorShare(), 2), counts.judged());
    }

    private List<String> tips(IntFunction<String> words) {
        return IntStream.range(0, slices.size())
                .mapToObj(i -> CLOCK.format(slices.get(i).begin()) + " UTC: " + words.apply(i))
                .toList();
    }

    private static String words(double value, DoubleFunction<String> words) {
        return Double.isNaN(value) ? SideRow.NONE : words.apply(value);
    }

    private static List<Line> bothLines(double[] old, double[] young) {
        return List.of(new Line("monolith", old), new Line("service", young));
    }

    private static double most(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(0);
    }
}
