package io.orkestro.notification.message;

import io.orkestro.notification.news.Events;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what through which channel; one document per retailer.
 *
 * @param version rises with every change; 0 are the defaults
 */
record NotificationRules(
        @NotNull @PositiveOrZero Long version,
        @NotNull @Size(max = 200) List<@NotNull @Valid Rule> rules,
        @Valid @Nullable QuietHours quietHours) {

    /**
     * On an event, someone is told through a channel.
     *
     * @param urgent whether a text is sent in quiet hours, too; null is no
     */
    record Rule(
            @NotNull String event,
            @NotNull To to,
            @NotNull Channel channel,
            @NotNull Boolean enabled,
            @Nullable Boolean urgent) {

        boolean appliesTo(String type) {
            return enabled && event.equals(type);
        }

        private Rule plain() {
            return new Rule(event, to, channel, true, null);
        }

        private boolean waitsForMorning() {
            return channel == Channel.SMS && !Boolean.TRUE.equals(urgent);
        }
    }

    /** A recipient hears what concerns the door, a retailer what went wrong. */
    static final NotificationRules DEFAULTS = new NotificationRules(
            0L,
            List.of(
                    on("delivery.created", To.RECIPIENT, Channel.EMAIL),
                    on("delivery.picked_up", To.RECIPIENT, Channel.EMAIL),
                    on("delivery.picked_up", To.RECIPIENT, Channel.SMS),
                    on("delivery.delivered", To.RECIPIENT, Channel.EMAIL),
                    on("delivery.delivered", To.RECIPIENT, Channel.SMS),
                    on("delivery.cancelled", To.RECIPIENT, Channel.EMAIL),
                    on("delivery.failed", To.RECIPIENT, Channel.EMAIL),
                    on("delivery.expired", To.RETAILER, Channel.EMAIL),
                    on("delivery.failed", To.RETAILER, Channel.EMAIL),
                    on("delivery.returned", To.RETAILER, Channel.EMAIL)),
            null);

    private static Rule on(String event, To to, Channel channel) {
        return new Rule(event, to, channel, true, null);
    }

    NotificationRules at(long newVersion) {
        return new NotificationRules(newVersion, rules, quietHours);
    }

    /** When a message by this rule may be sent: now, or in the morning. */
    Instant release(Rule rule, Instant now, ZoneId zoneThere) {
        return quietHours == null || !rule.waitsForMorning() ? now : quietHours.release(now, zoneThere);
    }

    /** Refuses rules that say nothing or the same twice. */
    void check() {
        List<Problem.FieldError> faults = new ArrayList<>();
        Set<Rule> seen = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String at = "rules[" + i + "]";
            if (!Events.isKnown(rule.event())) {
                faults.add(new Problem.FieldError(at + ".event", "unknown", "is an event such as delivery.picked_up"));
            }
            if (rule.to() == To.DRIVER) {
                faults.add(new Problem.FieldError(at + ".to", "unknown", "is recipient or retailer"));
            }
            if (rule.channel() == Channel.COURIER) {
                faults.add(new Problem.FieldError(at + ".channel", "unknown", "is email or sms"));
            }
            if (!seen.add(rule.plain())) {
                faults.add(new Problem.FieldError(at, "duplicate", "is there already"));
            }
        }
        if (quietHours != null && quietHours.hasUnknownTimezone()) {
            faults.add(new Problem.FieldError(
                    "quietHours.timezone", "unknown", "is a time zone such as Europe/London, or absent"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequest(faults);
        }
    }
}
