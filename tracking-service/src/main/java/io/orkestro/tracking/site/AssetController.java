package io.orkestro.tracking.site;

import io.orkestro.platform.web.problem.NotFound;
import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files may be kept for ever under a version, which names their content. While two releases serve side by side one is asked
 * for the other's: it gives its own, not to be kept.
 */
@RestController
class AssetController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping(Assets.PATH + "{version}/{name}")
    ResponseEntity<Resource> get(@PathVariable String version, @PathVariable String name) {
        Assets.Asset asset = assets.find(name);
        if (asset == null) {
            throw new NotFound("file", name);
        }
        return ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(version.equals(assets.version()) ? FOR_EVER : CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(asset.content());
    }
}
