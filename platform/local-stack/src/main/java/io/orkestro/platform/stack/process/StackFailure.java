package io.orkestro.platform.stack.process;

/** The stack cannot do what was asked; the message says why and what to do about it, to a person. */
public class StackFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StackFailure(String message) {
        super(message);
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
