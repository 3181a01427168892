package io.orkestro.gateway.flags;

import io.orkestro.platform.routing.Capability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import org.togglz.core.Feature;
import org.togglz.core.annotation.FeatureAttribute;
import org.togglz.core.annotation.FeatureGroup;
import org.togglz.core.annotation.InfoLink;
import org.togglz.core.annotation.Label;

/** One Togglz feature per capability. Its activation strategy is the stage; unticked is off. */
public enum Flag implements Feature {
    @Label("Dispatch")
    @InfoLink("/togglz-console/migration/dispatch")
    @AuditLink("/togglz-console/audit?subject=DISPATCH")
    @Migration
    DISPATCH,

    @Label("Courier marketplace")
    @InfoLink("/togglz-console/migration/courier-marketplace")
    @AuditLink("/togglz-console/audit?subject=COURIER_MARKETPLACE")
    @Migration
    COURIER_MARKETPLACE,

    @Label("Tracking")
    @InfoLink("/togglz-console/migration/tracking")
    @AuditLink("/togglz-console/audit?subject=TRACKING")
    @Migration
    TRACKING,

    @Label("Notification")
    @InfoLink("/togglz-console/migration/notification")
    @AuditLink("/togglz-console/audit?subject=NOTIFICATION")
    @Migration
    NOTIFICATION;

    public static Flag of(Capability capability) {
        return valueOf(capability.name());
    }

    public Capability capability() {
        return Capability.valueOf(name());
    }

    /** The capability as people call it. */
    public String label() {
        String words = name().replace('_', ' ');
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Flags that move a capability out of the monolith, as opposed to flags of other kinds to come. */
    @FeatureGroup
    @Label("Migration")
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Migration {}

    /** Where the changes of this flag are listed. Public as Togglz reads it by reflection. */
    @FeatureAttribute("Audit")
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface AuditLink {
        String value();
    }
}
