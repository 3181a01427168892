package io.orkestro.gateway.console.flag;

import io.orkestro.gateway.console.page.Notes;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagRefused;
import io.orkestro.gateway.flags.FlagState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.togglz.console.RequestEvent;
import org.togglz.console.RequestHandler;
import org.togglz.core.activation.Parameter;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.spi.ActivationStrategy;

/**
 * The form of one flag, and where it is sent. A refused edit comes back as typed, with the reason of the refusal in
 * words and the version of the present state, so that sending it again is a decision made in the light of it.
 */
final class EditPage implements RequestHandler {

    static final String PATH = "/edit";

    private static final Set<String> OF_EVERY_STAGE = Set.of("reason", "version");

    private final FlagPages pages;

    EditPage(FlagPages pages) {
        this.pages = pages;
    }

    record Field(String name, String label, String description, String value) {}

    record StageChoice(String id, String name, boolean isChosen, boolean hasFields, List<Field> fields) {}

    @Override
    public boolean handles(String path) {
        return path.equals(PATH);
    }

    @Override
    public boolean adminOnly() {
        return true;
    }

    @Override
    public void process(RequestEvent event) throws IOException {
        HttpServletRequest request = event.getRequest();
        HttpServletResponse response = event.getResponse();
        Optional<Flag> flag = flagIn(request);
        if (flag.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (request.getMethod().equals("POST")) {
            save(flag.get(), request, response);
        } else {
            show(flag.get(), pages.features().getFeatureState(flag.get()), List.of(), request, response);
        }
    }

    private void save(Flag flag, HttpServletRequest request, HttpServletResponse response) throws IOException {
        FeatureState wanted = typed(flag, request);
        long before = pages.flags().find(flag.capability()).version();
        try {
            pages.features().setFeatureState(wanted);
        } catch (FlagRefused refused) {
            response.setStatus(statusOf(refused));
            show(flag, asTyped(wanted), refused.words(), request, response);
            return;
        }
        FlagState now = pages.flags().find(flag.capability());
        Notes.leave(
                request,
                now.version() == before
                        ? "%s stays as it was: %s.".formatted(flag.label(), now.words())
                        : "%s is now: %s.".formatted(flag.label(), now.words()));
        response.sendRedirect(
                "migration".equals(request.getParameter("then"))
                        ? "migration/" + flag.capability().slug()
                        : "index");
    }

    private void show(
            Flag flag,
            FeatureState shown,
            List<String> errors,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        FlagState present = pages.flags().find(flag.capability());
        Map<String, Object> model = new HashMap<>();
        model.put("title", flag.label());
        model.put("name", flag.name());
        model.put("slug", flag.capability().slug());
        model.put("present", present.words());
        model.put("version", present.version());
        model.put("enabled", shown.isEnabled());
        model.put("errors", errors);
        model.put("isRefused", !errors.isEmpty());
        model.put("stages", stages(shown));
        model.put("reason", textOf(shown, "reason"));
        pages.show("edit", model, request, response);
    }

    private List<StageChoice> stages(FeatureState shown) {
        return pages.features().getActivationStrategies().stream()
                .sorted(Comparator.comparing(ActivationStrategy::getName))
                .map(strategy -> {
                    List<Field> fields = fieldsOf(strategy, shown);
                    return new StageChoice(
                            strategy.getId(),
                            strategy.getName(),
                            strategy.getId().equals(shown.getStrategyId()),
                            !fields.isEmpty(),
                            fields);
                })
                .toList();
    }

    private static List<Field> fieldsOf(ActivationStrategy strategy, FeatureState shown) {
        return Arrays.stream(strategy.getParameters())
                .filter(parameter -> !OF_EVERY_STAGE.contains(parameter.getName()))
                .map(parameter -> new Field(
                        parameter.getName(),
                        parameter.getLabel(),
                        parameter.getDescription(),
                        textOf(shown, parameter.getName())))
                .toList();
    }

    private FeatureState typed(Flag flag, HttpServletRequest request) {
        FeatureState wanted = new FeatureState(flag, request.getParameter("enabled") != null);
        wanted.setStrategyId(request.getParameter("strategy"));
        for (ActivationStrategy strategy : pages.features().getActivationStrategies()) {
            for (Parameter parameter : strategy.getParameters()) {
                wanted.setParameter(parameter.getName(), request.getParameter(parameter.getName()));
            }
        }
        return wanted;
    }

    /** A switch on the list sends no fields: what is there is shown for what was not typed. */
    private FeatureState asTyped(FeatureState wanted) {
        return wanted.getStrategyId() == null ? pages.features().getFeatureState(wanted.getFeature()) : wanted;
    }

    private static Optional<Flag> flagIn(HttpServletRequest request) {
        @Nullable String name = request.getParameter("f");
        return Arrays.stream(Flag.values())
                .filter(flag -> flag.name().equals(name))
                .findAny();
    }

    private static String textOf(FeatureState state, String name) {
        @Nullable String text = state.getParameter(name);
        return text == null ? "" : text;
    }

    private static int statusOf(FlagRefused refused) {
        return switch (refused.kind()) {
            case INVALID -> 422;
            case ILLEGAL, STALE, NOT_READY, LATCHED -> 409;
            case FORBIDDEN -> 403;
        };
    }
}
