package io.orkestro.dispatch.proof;

/** A photo or a signature as it was recorded. */
public final class Picture {

    private final String contentType;
    private final byte[] content;

    Picture(String contentType, byte[] content) {
        this.contentType = contentType;
        this.content = content;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] content() {
        return content.clone();
    }
}
