package io.orkestro.platform.stack.deploy;

import java.util.List;

/** A place where builds behave by their names: {@code good…}, {@code dying…}, {@code unready…}, {@code shortlived…}, {@code failing…}. */
final class APlace implements Place {

    private final String name;
    private final List<String> story;
    private String build;
    private boolean wasReady;
    private int looks;

    /** @param story what happens to places, in order, as all of them tell it */
    APlace(String name, String build, List<String> story) {
        this.name = name;
        this.build = build;
        this.story = story;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String build() {
        return build;
    }

    @Override
    public void start(String wanted) {
        story.add("start %s at %s".formatted(wanted, name));
        build = wanted;
        wasReady = false;
        looks = 0;
    }

    @Override
    public boolean isRunning() {
        if (wasReady && build.startsWith("shortlived")) {
            return ++looks == 1;
        }
        return !build.isEmpty() && !build.startsWith("dying");
    }

    @Override
    public boolean isReady() {
        boolean ready = isRunning() && !build.startsWith("unready");
        wasReady |= ready;
        return ready;
    }

    @Override
    public void stop() {
        story.add("stop %s at %s".formatted(build, name));
        build = "";
    }

    @Override
    public String lastWords() {
        return "";
    }
}
