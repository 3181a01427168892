package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.console.page.PageTime;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.togglz.console.RequestEvent;
import org.togglz.console.RequestHandler;

/** Where every capability stands. Viewers see it too. */
final class IndexPage implements RequestHandler {

    static final String PATH = "/index";

    private final FlagPages pages;

    IndexPage(FlagPages pages) {
        this.pages = pages;
    }

    /**
     * @param words what is in force, and what is kept; null where the stage says it all
     * @param changed when and by whom, null where nobody has
     */
    record Row(
            String name,
            String label,
            String slug,
            String stage,
            @Nullable String words,
            boolean enabled,
            long version,
            @Nullable String changed,
            @Nullable String reason) {

        static Row of(FlagState flag) {
            boolean touched = flag.version() > 0;
            String stage = flag.inForce().name().toLowerCase(Locale.ROOT);
            return new Row(
                    flag.capability().name(),
                    Flag.of(flag.capability()).label(),
                    flag.capability().slug(),
                    stage,
                    flag.words().equalsIgnoreCase(stage) ? null : flag.words(),
                    flag.enabled(),
                    flag.version(),
                    touched ? PageTime.of(flag.changedAt()) + " by " + flag.changedBy() : null,
                    touched ? flag.reason() : null);
        }
    }

    @Override
    public boolean handles(String path) {
        return path.equals(PATH);
    }

    @Override
    public boolean adminOnly() {
        return false;
    }

    @Override
    public void process(RequestEvent event) throws IOException {
        List<Row> rows = pages.flags().all().stream().map(Row::of).toList();
        pages.show(
                "flags",
                Map.of(
                        "title",
                        "Flags",
                        "flags",
                        rows,
                        "tableVersion",
                        pages.flags().table().version()),
                event.getRequest(),
                event.getResponse());
    }
}
