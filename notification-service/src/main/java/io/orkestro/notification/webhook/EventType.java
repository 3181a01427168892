package io.orkestro.notification.webhook;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One of the events a retailer's systems can hear of, or {@code *}. */
@NotNull
@Pattern(
        regexp = "\\*|delivery\\.(created|pending|assigned|pickup_arrived|picked_up|dropoff_enroute|dropoff_arrived"
                + "|delivered|cancelled|returning|returned|failed|expired|updated|proof_added|eta_changed)")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface EventType {

    String message() default "is an event such as delivery.picked_up, or *";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
