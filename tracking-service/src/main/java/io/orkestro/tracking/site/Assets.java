package io.orkestro.tracking.site;

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

/** The files that pages load, all from here: read once, named by what is in them. */
@Component
public class Assets {

    static final String PATH = "/track/assets/";

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PICTURE = MediaType.parseMediaType("image/svg+xml");

    private final Map<String, Asset> files = new LinkedHashMap<>();
    private final String version;

    /** One file. */
    record Asset(MediaType type, ByteArrayResource content) {}

    Assets() {
        add("leaflet.css", "leaflet/leaflet.css", STYLE);
        add("leaflet.js", "leaflet/leaflet.js", SCRIPT);
        add("site.css", "site.css", STYLE);
        add("map.js", "map.js", SCRIPT);
        add("page.js", "page.js", SCRIPT);
        add("fleet.js", "fleet.js", SCRIPT);
        add("icon.svg", "icon.svg", PICTURE);
        version = versionOf(files);
    }

    /** Where the files are; a file's name follows. Changes with any of them. */
    public String base() {
        return PATH + version;
    }

    String version() {
        return version;
    }

    @Nullable
    Asset find(String name) {
        return files.get(name);
    }

    private void add(String name, String path, MediaType type) {
        try (InputStream in = new ClassPathResource("tracking/assets/" + path).getInputStream()) {
            files.put(name, new Asset(type, new ByteArrayResource(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + path + " of the pages cannot be read", e);
        }
    }

    private static String versionOf(Map<String, Asset> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(file -> digest.update(file.content().getByteArray()));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
