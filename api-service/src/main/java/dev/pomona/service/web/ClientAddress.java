package dev.pomona.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What stands for a client that has no key in limits. */
public final class ClientAddress {

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /**
     * The address the request came from; of an IPv6 address the first 64 bits, as the rest is the client's to choose (RFC
     * 4291, 2.5.4).
     */
    public static String of(HttpServletRequest request) {
        return of(String.valueOf(request.getRemoteAddr()));
    }

    static String of(String address) {
        // Digits alone, as a proxy may hand on what a client made up: nobody is to be asked for a name.
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                    : address;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
