package io.orkestro.dispatch.intake.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The files that the page loads, all from here: read once, named by what is in them. */
@Component
class PageFiles {

    static final String PATH = "/intake/files/";

    private final Map<String, PageFile> files = new LinkedHashMap<>();
    private final String version;

    /** One file. */
    record PageFile(MediaType type, ByteArrayResource content) {}

    PageFiles() {
        add("intake.css", MediaType.parseMediaType("text/css;charset=UTF-8"));
        add("intake.js", MediaType.parseMediaType("text/javascript;charset=UTF-8"));
        add("icon.svg", MediaType.parseMediaType("image/svg+xml"));
        version = versionOf(files);
    }

    /** Where the files are; a file's name follows. Changes with any of them. */
    String base() {
        return PATH + version;
    }

    String version() {
        return version;
    }

    @Nullable
    PageFile find(String name) {
        return files.get(name);
    }

    private void add(String name, MediaType type) {
        try (InputStream in = new ClassPathResource("intake/assets/" + name).getInputStream()) {
            files.put(name, new PageFile(type, new ByteArrayResource(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file " + name + " cannot be read", e);
        }
    }

    private static String versionOf(Map<String, PageFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(file -> digest.update(file.content().getByteArray()));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
