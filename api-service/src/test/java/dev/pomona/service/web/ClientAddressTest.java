package dev.pomona.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:0DB8:1:2:0:0:0:3"})
    void isTheNetworkOfAnIpv6Address(String address) {
        assertThat(ClientAddress.of(address)).isEqualTo("20010db800010002/64");
    }

    @Test
    void tellsNetworksAndPlainAddressesApart() {
        assertThat(ClientAddress.of("2001:db8:1:3::1")).isEqualTo("20010db800010003/64");
        assertThat(ClientAddress.of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(ClientAddress.of("::ffff:192.0.2.7")).as("IPv4 in IPv6").isEqualTo("::ffff:192.0.2.7");
        assertThat(ClientAddress.of("not:an:address")).isEqualTo("not:an:address");
    }
}
