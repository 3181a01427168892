package io.orkestro.platform.stack.deploy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a replacement, and when.
 *
 * @param ready the new build was; null where it never was
 * @param left the old build was told to leave; null where it never was
 * @param ended the last process that had to end had ended
 * @param why in a line where it is not live, the empty string otherwise
 */
public record Course(@Nullable Instant ready, @Nullable Instant left, Instant ended, Ending ending, String why) {}
