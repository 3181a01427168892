package io.orkestro.platform.web.outside;

import io.orkestro.platform.web.problem.InvalidRequest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps calls to addresses that customers chose out of this machine and its network: they must not reach what only we can
 * reach.
 *
 * <p>A name is resolved right before a connection is made, and the connection goes to the very address that was judged
 * ({@link #resolve}): a name that means something else a moment later gains nothing.
 */
public final class AddressGuard {

    /** The name service. */
    @FunctionalInterface
    public interface Names {

        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final boolean allowPrivate;
    private final Names names;

    public AddressGuard(boolean allowPrivate) {
        this(allowPrivate, InetAddress::getAllByName);
    }

    public AddressGuard(boolean allowPrivate, Names names) {
        this.allowPrivate = allowPrivate;
        this.names = names;
    }

    /**
     * Refuses what nobody is to register: an address that we must not reach and, where the installation wants TLS, one
     * without. What was registered when that was not asked for is still posted to. It asks the name service, so it belongs
     * outside a transaction; a name that means nothing yet may mean something later.
     */
    public void check(String url) {
        Optional<String> fault = faultOf(url);
        if (fault.isEmpty() && !allowPrivate && isPlain(url)) {
            throw new InvalidRequest(
                    "url", "https_required", "The address begins with https; nothing is posted from here without TLS");
        }
        if (fault.isEmpty()) {
            try {
                fault = faultOfHost(URI.create(url).getHost());
            } catch (UnknownHostException notYet) {
                return;
            }
        }
        fault.ifPresent(reason -> {
            throw new InvalidRequest("url", "invalid_url", "The address " + reason);
        });
    }

    private static boolean isPlain(String url) {
        return "http".equalsIgnoreCase(URI.create(url).getScheme());
    }

    /** Why this cannot be a webhook's address, whatever its name resolves to; empty where it can. */
    public Optional<String> faultOf(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("is an https or http URL");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return Optional.of("names a host");
        }
        if (uri.getUserInfo() != null) {
            return Optional.of("holds no user name or password");
        }
        return Optional.empty();
    }

    /**
     * Why nothing is posted to this host now; empty where nothing speaks against it.
     *
     * @throws UnknownHostException where the name means nothing
     */
    public Optional<String> faultOfHost(String host) throws UnknownHostException {
        try {
            resolve(host);
            return Optional.empty();
        } catch (PrivateAddress e) {
            return Optional.of(PrivateAddress.FAULT);
        }
    }

    /**
     * The addresses to connect to.
     *
     * @throws PrivateAddress where one of them is not public, though the installation wants that
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.addressesOf(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !isPublic(address)) {
                throw new PrivateAddress();
            }
        }
        return addresses;
    }

    /** A name that leads where only we can reach. */
    public static final class PrivateAddress extends UnknownHostException {

        private static final String FAULT = "leads to a private address";

        PrivateAddress() {
            super(FAULT);
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    /** RFC 6890, what the JDK has no name for: this network, shared, protocol, benchmark and reserved addresses. */
    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first != 0
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 192 && second == 0 && bytes[2] == 0)
                && !(first == 198 && (second == 18 || second == 19))
                && first < 240;
    }

    /** Unique local addresses, and those that hide an IPv4 address: NAT64, 6to4, IPv4-compatible. */
    private static boolean isPublic6(byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean compatible = true;
        for (int i = 0; i < 12; i++) {
            compatible &= bytes[i] == 0;
        }
        return !uniqueLocal && !nat64 && !sixToFour && !compatible;
    }
}
