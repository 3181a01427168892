package io.orkestro.marketplace.courier;

/** How a courier of the sandbox behaves. */
public enum SandboxBehaviour {
    /** Accepts in a second and delivers in about a minute. */
    PROMPT,
    /** As prompt, in half the time. */
    FAST,
    /** Says no. */
    REJECTING,
    /** Says nothing. */
    SILENT,
    /** Says yes, then drops out half-way to the pick-up, the first time it is asked for a delivery. */
    DROPPING,
    /** As prompt, with everything sent twice and some of it late and out of order. */
    CHAOTIC
}
